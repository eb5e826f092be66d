import { and, eq } from 'drizzle-orm'
import { calls } from '../../records/calls/table.ts'
import type { CallHandle } from '../call-handle.ts'
import type { OutboundState } from '../call-state.ts'
import { isOver } from '../call.ts'
import { isBound } from './advance-outbound.ts'

/** What a call of ours owes beside what every call does: its row the carrier's name of it, and its thread how far it is. */
export async function settleOutbound(handle: CallHandle, nowMs: number): Promise<void> {
  await bindRow(handle, nowMs)
  await tellThread(handle, nowMs)
}

async function bindRow(handle: CallHandle, nowMs: number): Promise<void> {
  const { state } = handle
  const { pins, callId, startedAtMs, rows } = state
  if (state.outbound === undefined || state.outbound.isRowBound || !rows.first || !isBound(state)) return
  const { db, tenantId } = handle.ctx(nowMs)
  await db
    .update(calls)
    .set({ carrierCallId: pins.carrierCallId, startedAtMs, updatedAtMs: nowMs })
    .where(and(eq(calls.id, callId), eq(calls.tenantId, tenantId)))
  await note(handle, { isRowBound: true })
}

/** What it does next depends on it: a call whose making nobody answered for was made, or one that rang is over. */
async function tellThread(handle: CallHandle, nowMs: number): Promise<void> {
  const { state } = handle
  const { outbound, pins, callId } = state
  if (outbound === undefined || pins.outbound === undefined) return
  const told = isOver(state.status) ? (isBound(state) ? 'over' : 'unmade') : isBound(state) ? 'made' : 'nothing'
  if (told === outbound.told) return
  if (told === 'made' || told === 'over') {
    const thread = handle.ctx(nowMs).objects.thread(pins.outbound.personId)
    await thread.dialReported(callId, { carrierCallId: pins.carrierCallId, isOver: told === 'over' })
  }
  await note(handle, { told })
}

const note = (handle: CallHandle, news: Partial<OutboundState>) =>
  handle.update((state) =>
    state.outbound === undefined ? state : { ...state, outbound: { ...state.outbound, ...news } },
  )
