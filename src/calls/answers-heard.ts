import type { CallHandle } from './call-handle.ts'
import type { CallTurn } from './call-memory.ts'

type Said = Pick<CallTurn, 'agent' | 'heard' | 'answers'>

/** So much of an answer is the answer: how much was heard is known to a word or two. */
const HEARD_PART_MIN = 0.8

/** What an answer ends with, mostly: whether there is anything else. Nobody need hear that. */
const CLOSING_QUESTION = /(?<=[.!?…]\s)[^.!?…]*\?\s*$/u

/** Whether a question was answered that the caller heard the answer to. */
export const isAnyAnswerHeard = (turns: readonly Said[]): boolean =>
  !turns.some(({ answers }) => answers) || turns.some((turn, at) => turn.answers && isHeard(turn, turns[at + 1]))

function isHeard({ agent, heard }: Said, next: Said | undefined): boolean {
  // Whoever was cut off by a noise is told the rest, in a turn of its own.
  const rest = next !== undefined && next.agent !== '' && agent.endsWith(next.agent) ? next.heard.length : 0
  return heard.length + rest >= agent.replace(CLOSING_QUESTION, '').trim().length * HEARD_PART_MIN
}

/** Takes it off what came of a call that is over that questions were answered, where nobody heard an answer. */
export async function settleAnswers(handle: CallHandle, nowMs: number): Promise<void> {
  if (!handle.state.outcomes.includes('question_answered')) return
  if (isAnyAnswerHeard(await handle.turns(nowMs))) return
  await handle.update((state) => ({
    ...state,
    outcomes: state.outcomes.filter((outcome) => outcome !== 'question_answered'),
  }))
}
