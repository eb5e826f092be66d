import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { AgentEvalInput } from '../../../src/agents/eval-script.ts'
import { textIn } from '../../../src/agents/text-in.ts'
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
    said += ` ${(turn.say ?? '').toLowerCase()}`
    const told = [
      ...names.filter((name) => hasWord(reply, name)),
      ...services.filter((service) => reply.toLowerCase().includes(service.toLowerCase())).slice(0, 1),
      ...(reply.match(CLOCK) ?? []),
    ]
    const own = told.filter((words) => said.includes(plain(words)) || said.includes(words.toLowerCase()))
    return { ...turn, expect: [...new Set(own)].slice(0, EXPECTED_MAX) }
  })
}

/** "10 AM" was said if "10" was. */
const plain = (words: string): string => words.toLowerCase().replace(/ ?[ap]m$/, '')

const hasWord = (text: string, word: string): boolean => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(text)
