import type { AgentEvalInput } from '../../../src/agents/eval-script.ts'
import { isAlsoWord } from '../../../src/dialogue/capture/name-words.ts'
import { personalSpans } from '../../../src/dialogue/capture/scrub-pii.ts'
import { readSpelled } from '../../../src/dialogue/capture/spelling.ts'
import type { MadeScript } from './script-of.ts'
import { digitsOf, emailOf, type StandIn } from './stand-ins.ts'

const PLACED = /\b(?:Sample Street|example\.com|example dot com|March 5th, 1980|Ann Lee|212 555 0142|10001|10000)\b/gi
const DIGITS_MIN = 5

/** All that a script says, turn by turn. */
const textsOf = ({ name, turns }: AgentEvalInput): readonly string[] => [
  name,
  ...turns.flatMap(({ say = '', expect = [] }) => [say, ...expect]),
]

/**
 * What of a call's personal data is left in the script that was made of it, by kind; empty when nothing is.
 *
 * Looks twice, and not the way it was replaced: for every original, in every form it may be said in; and for anything
 * personal at all that is not one of the stand-ins.
 */
export function leftovers({ script, standIns, dates, options }: MadeScript): readonly string[] {
  const texts = textsOf(script)
  const keyed = script.turns.map(({ dtmf = '' }) => dtmf).join('')
  const own = (options.keep ?? []).filter(({ length }) => length > 0)
  const all = own.reduce((text, phrase) => text.replaceAll(phrase, ' '), texts.join('\n'))
  const originals = standIns.filter((one) => isLeft(one, all, `${digitsOf(all)} ${keyed}`)).map(({ kind }) => kind)
  const unknown = texts.flatMap((text) => personalSpans(text, options).map((span) => ({ ...span, text })))
  const strange = unknown
    .filter(({ start, end, text, mask }) => !isStandIn(text.slice(start, end), mask, standIns))
    .map(({ mask }) => mask.slice(1, -1))
  const stale = dates.filter((date) => /\d/.test(date) && texts.some((text) => hasWords(text, date))).map(() => 'date')
  return [...new Set([...originals, ...strange, ...stale])]
}

function isLeft({ kind, original, standIn }: StandIn, text: string, digits: string): boolean {
  switch (kind) {
    case 'name':
      return hasName(text, original) || readSpelled(text).some(({ letters }) => letters.toLowerCase() === original)
    case 'number':
      return original !== standIn && original.length >= DIGITS_MIN && digits.includes(original)
    case 'email':
      return emailOf(text).includes(original)
    case 'address':
    case 'birth':
      return text.toLowerCase().includes(original)
  }
}

/** "Will" is a name where "will" is none. */
function hasName(text: string, original: string): boolean {
  const found = text.match(new RegExp(`(?<!\\p{L})${original.replaceAll(/[^\p{L}]/gu, '.')}(?!\\p{L})`, 'giu')) ?? []
  return found.some((word) => !isAlsoWord(original) || /^\p{Lu}/u.test(word))
}

const hasWords = (text: string, words: string): boolean =>
  new RegExp(`(?<![\\p{L}\\d])${words.replaceAll(/[^\p{L}\d ]/gu, '.')}(?![\\p{L}\\d])`, 'iu').test(text)

function isStandIn(words: string, mask: string, standIns: readonly StandIn[]): boolean {
  if (mask === '[email]') return /^caller[\w\s]*(?:@example\.com| at example dot com)$/i.test(words)
  if (mask === '[address]') return /\bSample Street$/.test(words)
  const rest = words.replaceAll(PLACED, ' ')
  const names = new Set(standIns.flatMap(({ kind, standIn }) => (kind === 'name' ? [standIn.toLowerCase()] : [])))
  const digits = digitsOf(rest)
  const numbers = standIns.flatMap(({ kind, standIn }) => (kind === 'number' ? [standIn] : []))
  if (digits.length >= DIGITS_MIN)
    return numbers.some((number) => number.includes(digits.slice(-10)) || digits.endsWith(number))
  const spelled = readSpelled(rest)[0]?.letters.toLowerCase()
  const left = rest.toLowerCase().match(/\p{L}+/gu) ?? []
  return (
    (spelled !== undefined && names.has(spelled)) ||
    left.every((word) => names.has(word) || word.length < 3 || isAlsoWord(word))
  )
}
