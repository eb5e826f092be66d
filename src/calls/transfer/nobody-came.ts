import type { AgentDocument } from '../../agents/agent-document.ts'
import { remembered } from '../call-memory.ts'
import type { CallHandle } from '../call-handle.ts'
import { callWords } from '../call-words.ts'
import type { CallState } from '../call-state.ts'
import { isOver, type Outcome } from '../call.ts'
import { leaveCallback } from '../failing/owe-callback.ts'
import { takesVoicemail } from '../voicemail/takes-voicemail.ts'

/** What the caller is told who comes back from a transfer that nobody took, with what can be done for them instead. */
export function nobodyCameWords(document: AgentDocument, { pins }: Pick<CallState, 'pins'>): string {
  const { ways: can, ...words } = callWords(document.languages.default)
  const ways = [
    ...(pins.phoneToken === null ? [] : [can.callBack]),
    ...(takesVoicemail(document, pins) ? [can.voicemail] : document.skills.message ? [can.message] : []),
  ]
  return `${words.notAvailable} ${ways.length === 0 ? words.anythingElse : words.wouldYouLike(ways)}`
}

/** Takes what the caller is told then into the talk, once: a model must know what the caller is answering. */
export async function noteNobodyCame(handle: CallHandle, words: string, nowMs: number): Promise<void> {
  if (handle.state.transfer?.is !== 'nobody' || handle.state.transfer.told) return
  const turn = { atMs: nowMs, caller: null, agent: words, heard: words, repliedAtMs: nowMs }
  await handle.addTurn(
    {
      turn,
      memory: (memory, number) => remembered(memory, number, turn, false),
      state: wasTold,
    },
    nowMs,
  )
}

/** It is a turn of ours, and none that answers what was gathered. */
const wasTold = (state: CallState): CallState => ({
  ...state,
  transfer: state.transfer && { ...state.transfer, told: true },
  gather: state.gather && { ...state.gather, turnsBefore: state.turns + 1 },
})

/** What is arranged for a caller whom nobody took: somebody is to see to it. */
const ARRANGED: ReadonlySet<Outcome> = new Set<Outcome>([
  'callback_task',
  'message_taken',
  'voicemail_left',
  'opted_out',
])

const isArranged = ({ outcomes, voicemail, callbackOwed }: CallState): boolean =>
  outcomes.some((outcome) => ARRANGED.has(outcome)) || voicemail !== null || callbackOwed !== undefined

/** They were asked what else could be done for them, and have said goodbye: nothing more is wanted. */
export const wantsNothingMore = (state: CallState): boolean =>
  !isArranged(state) && state.endedBy === 'agent' && state.endReason !== 'silence'

/**
 * Leaves it to the business to call back whom nobody took, and who has hung up before anything else was arranged. Safe to
 * repeat; throws when a store is in trouble.
 */
export async function oweWhomNobodyTook(handle: CallHandle, nowMs: number): Promise<void> {
  const { transfer, callId, status } = handle.state
  if (transfer?.isOwed !== true || !isOver(status)) return
  const isLeft = !isArranged(handle.state) && !wantsNothingMore(handle.state)
  const details = { reason: NOT_TAKEN_REASON }
  const intentKey = `${callId}:not_taken`
  if (isLeft) await leaveCallback(handle, { priority: 'normal', details, intentKey, dueAtMs: nowMs }, nowMs)
  await handle.update((state) => ({
    ...state,
    transfer: state.transfer && { ...state.transfer, isOwed: false },
    outcomes: isLeft ? [...state.outcomes, 'callback_task' as const] : state.outcomes,
  }))
}

const NOT_TAKEN_REASON = 'The caller asked for a person, nobody took the call, and they hung up.'
