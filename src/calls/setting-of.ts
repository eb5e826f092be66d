import type { Guarded } from '../dialogue/guardrails.ts'
import { guardWords } from '../dialogue/guardrails/guard-words.ts'
import type { Ledger } from '../dialogue/ledger.ts'
import { modelBreakers, modelsOf } from '../dialogue/models-of.ts'
import type { ToolOutcome } from '../dialogue/tools/tool.ts'
import type { RuleEffect, TurnModel, TurnSetting } from '../dialogue/turn-setting.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import { turnOffAi } from './ai-off.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer } from './call-state.ts'
import { isOver } from './call.ts'
import { OPT_OUT_KEY } from './outbound-talk/opt-out-key.ts'
import { optOut } from './owe-opt-out.ts'
import { openRoom } from './tool-room.ts'

/** What a turn of this call is worked with. */
export async function settingOf(
  handle: CallHandle,
  input: CallerInput,
  nowMs: number,
  signal: AbortSignal,
): Promise<TurnSetting> {
  return {
    room: await openRoom(handle, nowMs),
    models: await modelsFor(handle),
    breakers: modelBreakers,
    ledger: ledgerOf(handle, input, nowMs),
    conversationId: handle.state.callId,
    channel: 'voice',
    onRule: (rule, language) => obeyRule(handle, { rule, language }, nowMs),
    ...(handle.state.outbound !== undefined && { weCalled: { optOutKey: OPT_OUT_KEY } }),
    signal,
    clock: Date.now,
  }
}

/** The models that talk in this call, the first choice first. */
export async function modelsFor(handle: CallHandle): Promise<readonly TurnModel[]> {
  return modelsOf(handle.env, handle.state.pins.tenantId, await handle.document())
}

/** The call's ledger: what an intent came to is in storage before the caller hears of it. */
function ledgerOf(handle: CallHandle, input: CallerInput, nowMs: number): Ledger {
  return {
    async once(intentKey, act) {
      const before = await handle.readOutcome(intentKey, nowMs)
      if (before !== null) return JSON.parse(before) as ToolOutcome
      // Noted before the act: an object lost in the middle takes the same input up again, and finds the act done.
      await handle.changeMemory((memory) => ({ ...memory, pending: input }), nowMs)
      const outcome = await act()
      if (outcome.ok) await handle.writeOutcome(intentKey, JSON.stringify(outcome), nowMs)
      return outcome
    },
  }
}

/** Makes what a guardrail demands durable, and says so only then. */
async function obeyRule(
  handle: CallHandle,
  { rule, language }: Pick<Guarded, 'rule' | 'language'>,
  nowMs: number,
): Promise<RuleEffect> {
  try {
    if (rule === 'opt_out') return await stopContact(handle, language, nowMs)
    if (rule === 'objection') await turnOffAi(handle, 'said', nowMs)
    if (rule === 'minor') await leaveChildAlone(handle, nowMs)
    if (rule === 'recording_objection') return { done: true, recorded: await refuseBeingRecorded(handle, nowMs) }
    return { done: true }
  } catch (error) {
    log.error('rule.not_done', { callId: handle.state.callId, rule, error: errorName(error) })
    if (rule === 'opt_out') await owe(handle, nowMs)
    const { notDone } = guardWords(language)
    return { say: rule === 'opt_out' ? notDone.optOut : notDone.otherwise, done: false }
  }
}

/** A child talks to no model, and nothing recorded of the call is kept. */
async function leaveChildAlone(handle: CallHandle, nowMs: number): Promise<void> {
  await turnOffAi(handle, 'elsewhere', nowMs)
  await handle.update((state) => (state.minorSaid ? state : { ...state, minorSaid: true }))
}

/** It is written when the stores answer again: nobody has to say it twice. */
async function owe(handle: CallHandle, nowMs: number): Promise<void> {
  await handle.update((state) => {
    const work = Math.min(state.timers.work ?? Infinity, nowMs + OWED_WAIT_MS)
    const optOutOwedAtMs = state.optOutOwedAtMs ?? nowMs
    return { ...state, optOutOwedAtMs, timers: withTimer(state.timers, 'work', work) }
  })
}

const OWED_WAIT_MS = 500

async function stopContact(handle: CallHandle, language: string, nowMs: number): Promise<RuleEffect> {
  if ((await optOut(handle, nowMs, nowMs)) === 'done') return { done: true }
  return { say: guardWords(language).hiddenNumber, done: true }
}

/** Marks the call so that nothing recorded is ever kept; the carrier is told to stop at once. False when nothing was. */
async function refuseBeingRecorded(handle: CallHandle, nowMs: number): Promise<boolean> {
  let wasRecorded = false
  await handle.update((state) => {
    if (state.recordingRefused || state.recording.is === 'none') return state
    wasRecorded = true
    const stopOwed = !isOver(state.status)
    return { ...state, recordingRefused: true, stopOwed, timers: withTimer(state.timers, 'work', nowMs) }
  })
  return wasRecorded
}
