import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { AgentEvalInput } from '../../../src/agents/eval-script.ts'
import { textIn } from '../../../src/agents/text-in.ts'
import { runsIn } from '../../../src/dialogue/capture/digit-runs.ts'
import { piecesOf } from '../../../src/dialogue/capture/spoken-pieces.ts'
import type { PlayedTurn } from './script-of.ts'
import type { StandIn } from './stand-ins.ts'

const CLOCK = /\b\d{1,2}(?::\d\d)? ?[ap]m\b/gi
const EXPECTED_MAX = 4

/**
 * What a reply is to hold when the call is played again: not its sentences, which every model words in its own way, but what
 * it took from the caller and said back: names, services, and times that they had named themselves.
 */
export function expectationsOf(
  document: AgentDocument,
  played: readonly PlayedTurn[],
  people: readonly StandIn[],
): AgentEvalInput['turns'] {
  const services = (document.skills.booking?.services ?? []).map(({ name }) => textIn(name, document.languages.default))
  const names = people.flatMap(({ kind, standIn }) => (kind === 'name' ? [standIn] : []))
  let said = ''
  return played.map(({ turn, reply }) => {
    said += ` ${(turn.say ?? '').toLowerCase()}\n`
    const named = [...names, ...services].filter((words) => hasWord(said, words) && hasWord(reply, words))
    const times = (reply.match(CLOCK) ?? []).filter((time) => wasSaid(time, said))
    return { ...turn, expect: [...new Set([...named, ...times])].slice(0, EXPECTED_MAX) }
  })
}

/** "10 AM" was said if "ten" was, and "2:30 PM" if "two thirty" was. */
function wasSaid(time: string, said: string): boolean {
  const figures = time.replaceAll(/\D/g, '')
  return runsIn(piecesOf(said), { between: 'breaths' }).some(({ parts, digits }) =>
    [digits, ...parts.map((part) => part.digits)].includes(figures),
  )
}

const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<!\\p{L})${word.replaceAll(/[^\p{L}\d ]/gu, '.')}(?!\\p{L})`, 'iu').test(text)
