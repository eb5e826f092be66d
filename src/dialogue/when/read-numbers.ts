import { MONTH } from './lexicon.ts'
import { CARDINAL, cardinalAt, ORDINAL } from './number-words.ts'
import type { Token } from './tokens.ts'

/** A run of numbers with at least this many digits is a phone number, an account, a card: never a time. */
const RUN_DIGITS_MIN = 7

/** The longest spoken number has fewer words ("one thousand nine hundred and eighty four"). */
const WORDS_MAX = 8

/** The tokens with spoken numbers joined ("twenty fourth" is one ordinal) and runs of digits masked. */
export const readNumbers = (tokens: readonly Token[]): readonly Token[] => masked(withNumbers(tokens))

function withNumbers(tokens: readonly Token[]): Token[] {
  const out: Token[] = []
  for (let at = 0; at < tokens.length;) {
    const { token, next } = numberAt(tokens, at, out.at(-1)) ?? { token: tokens[at], next: at + 1 }
    if (token) out.push(token)
    at = next
  }
  return out
}

interface Joined {
  readonly token: Token
  readonly next: number
}

function numberAt(tokens: readonly Token[], at: number, last: Token | undefined): Joined | null {
  const token = tokens[at]
  if (token?.kind !== 'word') return null
  if (token.text === 'oh' || token.text === 'o') return zeroAt(tokens, at, last)
  return ordinalAt(tokens, at) ?? spokenAt(tokens, at)
}

function ordinalAt(tokens: readonly Token[], at: number): Joined | null {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (token === undefined) return null
  const tens = CARDINAL.get(token.text) ?? 0
  const ones = next?.stop === '' ? (ORDINAL.get(next.text) ?? 0) : 0
  if (next && tens >= 20 && ones > 0 && ones < 10) {
    const value = tens + ones
    return { token: { ...token, kind: 'ordinal', value, digits: 2, text: String(value), end: next.end }, next: at + 2 }
  }
  const value = ORDINAL.get(token.text)
  return value === undefined ? null : { token: { ...token, kind: 'ordinal', value, digits: 1 }, next: at + 1 }
}

function spokenAt(tokens: readonly Token[], at: number): Joined | null {
  const token = tokens[at]
  if (token === undefined) return null
  const words = [token.text]
  for (let next = at + 1; next < tokens.length && words.length < WORDS_MAX; next += 1) {
    const word = tokens[next]
    if (word?.stop !== '' || word.kind !== 'word') break
    words.push(word.text)
  }
  const spoken = cardinalAt(words, 0)
  if (!spoken) return null
  const last = tokens[at + spoken.next - 1] ?? token
  const digits = String(spoken.value).length
  const text = spoken.next > 1 ? String(spoken.value) : token.text
  return {
    token: { ...token, kind: 'number', value: spoken.value, digits, text, end: last.end },
    next: at + spoken.next,
  }
}

/** "Oh" is a zero only among numbers: "ten oh five". In "oh, Tuesday" it is a sigh. */
function zeroAt(tokens: readonly Token[], at: number, last: Token | undefined): Joined | null {
  const [token, after] = [tokens[at], tokens[at + 1]]
  if (token === undefined || !(last && (last.kind !== 'word' || last.text === 'at'))) return null
  const digit = after?.stop === '' ? spokenAt(tokens, at + 1)?.token : undefined
  if (after && digit && digit.value > 0 && digit.value < 10) {
    const joined = { ...digit, start: token.start, end: after.end, stop: token.stop, digits: 2, padded: true }
    return { token: joined, next: at + 2 }
  }
  return { token: { ...token, kind: 'number', value: 0, digits: 1, padded: true }, next: at + 1 }
}

const isRunWord = (token: Token): boolean =>
  token.kind === 'number' || token.kind === 'masked' || /^(?:double|triple|dash)$/.test(token.text)

function masked(tokens: readonly Token[]): Token[] {
  const out = [...tokens]
  for (let at = 0; at < out.length;) {
    const end = runEnd(out, at)
    const run = out.slice(at, end)
    const digits = run.reduce((sum, token) => sum + token.digits, 0)
    const before = out[at - 1]
    const isDate = before !== undefined && (before.kind === 'ordinal' || MONTH.has(before.text))
    if (digits >= RUN_DIGITS_MIN && !isDate) {
      out.splice(at, run.length, ...run.map((token) => ({ ...token, kind: 'masked' as const })))
    }
    at = Math.max(end, at + 1)
  }
  return out
}

function runEnd(tokens: readonly Token[], start: number): number {
  let end = start
  while (end < tokens.length) {
    const token = tokens[end]
    if (token === undefined || !isRunWord(token) || (end > start && token.stop === '.')) break
    end += 1
  }
  return end
}
