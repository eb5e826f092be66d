import type { Ctx } from '../../context.ts'
import { count } from '../../events/count.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallState } from '../call-state.ts'

/** Whoever keeps trying is told of so often; it is counted all the same. */
const TOLD_MAX = 5

/** Tells the business, turn by turn, that the caller tried to give the agent other orders, and counts it. */
export async function tellOfInjections(handle: CallHandle, nowMs: number): Promise<void> {
  const { callId, injections } = handle.state
  if (injections === undefined || injections.untold.length === 0) return
  const { untold, told } = injections
  await write(handle.ctx(nowMs), callId, { untold, told })
  await handle.update((state) => ({ ...state, injections: after(state, untold.length) }))
  await wakeQuietly(handle.ctx(nowMs))
}

type Injections = NonNullable<CallState['injections']>

async function write(ctx: Ctx, callId: string, { untold, told }: Injections): Promise<void> {
  const events = untold
    .slice(0, Math.max(0, TOLD_MAX - told))
    .map((turn) => emit(ctx, 'call.injection_noted', { call_id: callId, turn }))
  await ctx.db.batch([count(ctx, { 'calls.injection_noted': untold.length }), ...events])
}

/** Turns that were noted while these were written are still to be told of. */
const after = ({ injections }: CallState, written: number): Injections => ({
  told: (injections?.told ?? 0) + written,
  untold: injections?.untold.slice(written) ?? [],
})
