import type { AgentDocument } from '../../agents/agent-document.ts'
import { createTask } from '../../tasks/create.ts'
import { remembered } from '../call-memory.ts'
import type { CallHandle } from '../call-handle.ts'
import { callWords } from '../call-words.ts'
import type { CallState } from '../call-state.ts'
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

/**
 * Leaves it to the business that a caller whom nobody took is owed a text. Safe to repeat; throws when a store is in
 * trouble.
 */
export async function oweText(handle: CallHandle, nowMs: number): Promise<void> {
  const { transfer, callId, personId, keySubject } = handle.state
  if (!transfer?.textOwed) return
  const { phone } = await handle.memory(nowMs)
  await createTask(handle.ctx(nowMs), {
    kind: 'review',
    priority: 'normal',
    queue: 'front-desk',
    callId,
    personId,
    keySubject: keySubject ?? callId,
    details: { owed: 'text', because: 'transfer_not_taken', ...(phone !== null && { caller_number: phone }) },
    intentKey: `${callId}:text_owed`,
  })
  await handle.update((state) =>
    state.transfer === null ? state : { ...state, transfer: { ...state.transfer, textOwed: false } },
  )
}
