import type { ModelTurn } from '../contract.ts'
import { FACT_HEADING_CHARS, factLines } from './business-facts.ts'
import { chatTools, toolChars, type ChatMessage } from './chat-message.ts'
import { nowText } from './hours-text.ts'
import { deskText, identityText, rulesText } from './system-text.ts'
import { beatChars, messageChars, opening, pastBeats, presentBeat, type Beat } from './talk.ts'

/** What a prompt may come to, tools included. Longer ones cost the caller waiting. */
export const PROMPT_TOKENS_MAX = 6_000
/** A rough measure that holds for the languages spoken here. */
const CHARS_PER_TOKEN = 4

/** Of what the fixed parts leave, how much the talk may take before the facts. */
const TALK_SHARE = 0.55
const PRESENT_SHARE = 0.3
const DESK_CHARS_MAX = 2_000

/**
 * The messages that put a turn to a model: one from the system, then who calls, the talk as it was heard, what the caller
 * just did, and what this turn's tools have answered.
 *
 * Pure. The system's message holds nothing a caller said. Users and assistants take turns, a user first, because some
 * servers insist. Within `tokensMax`, at four characters a token: the oldest talk goes first, then the facts that the
 * last words are least about.
 */
export function promptOf(turn: ModelTurn, tokensMax = PROMPT_TOKENS_MAX): readonly ChatMessage[] {
  const charsMax = tokensMax * CHARS_PER_TOKEN
  const fixed = [identityText(turn), rulesText(turn), deskText(turn).slice(0, DESK_CHARS_MAX)]
  // What changes from turn to turn comes last, so that a vendor that remembers beginnings has something to remember.
  const clock = nowText(turn.nowMs, turn.timeZone)
  const first = opening(turn)
  const tools = toolChars(chatTools(turn.tools))
  const begun = [...fixed, clock].reduce((sum, text) => sum + text.length + 2, 0) + messageChars(first) + tools
  const present = presentBeat(turn, Math.floor((charsMax - begun) * PRESENT_SHARE))
  const leftChars = charsMax - begun - beatChars(present) - FACT_HEADING_CHARS
  const talk = newest(pastBeats(turn), Math.floor(leftChars * TALK_SHARE))
  const facts = factLines(turn, leftChars - talk.reduce((sum, beat) => sum + beatChars(beat), 0))
  const system = [...fixed, ...(facts.length > 0 ? [facts.join('\n')] : []), clock].join('\n\n')
  return [{ role: 'system', content: system }, ...inTurns([first, ...talk.flat(), ...present])]
}

/** The newest beats that fit, oldest first. */
function newest(beats: readonly Beat[], charsMax: number): readonly Beat[] {
  let left = charsMax
  const from = beats.findLastIndex((beat) => (left -= beatChars(beat)) < 0)
  return beats.slice(from + 1)
}

/** Messages of one speaker in a row become one. */
function inTurns(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const turns: ChatMessage[] = []
  for (const message of messages) {
    const last = turns.at(-1)
    const joined = last && join(last, message)
    if (joined) turns[turns.length - 1] = joined
    else turns.push(message)
  }
  return turns
}

function join(one: ChatMessage, other: ChatMessage): ChatMessage | null {
  if (one.role === 'user' && other.role === 'user') return { role: 'user', content: `${one.content}\n${other.content}` }
  if (one.role !== 'assistant' || other.role !== 'assistant' || one.tool_calls) return null
  return { ...other, content: [one.content, other.content].filter((text) => text !== '').join(' ') }
}
