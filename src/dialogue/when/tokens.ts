import { MONTH, WEEKDAY, WEEKDAY_PLURAL, WEEKDAY_SHORT } from './lexicon.ts'
import { CARDINAL } from './number-words.ts'
import { readNumbers } from './read-numbers.ts'

/** A word or number of an utterance, in lower case, with its place in the text. */
export interface Token {
  readonly text: string
  /** Character offsets into the original text. */
  readonly start: number
  readonly end: number
  /** What stands before it: nothing, a comma's worth of pause, or the end of a sentence. */
  readonly stop: '' | ',' | '.'
  /** `clock` is 10:30 and `value` its minutes; `date` is 11/24 or 2026-11-24; `masked` is no date whatever it looks like. */
  readonly kind: 'word' | 'number' | 'ordinal' | 'clock' | 'date' | 'masked'
  readonly value: number
  /** Digits it has when written, to tell a phone number from an hour. */
  readonly digits: number
  /** Written with a leading zero or spoken with an "oh": 05, "oh five". */
  readonly padded: boolean
  readonly capital: boolean
}

/** Longer utterances are cut. A minute of fast speech is about 1,000 characters. */
const CHARS_MAX = 2_000

const PIECE =
  /(?<date>\d{4}([-/])\d{1,2}\2\d{1,2}(?!\d)|\d{1,2}([/.-])\d{1,2}\3(?:\d{4}|\d{2})(?!\d)|\d{1,2}\/\d{1,2}(?![\d/]))|(?<clock>\d{1,2}[:.h]\d{2}(?!\d))|(?<ordinal>\d{1,4})(?:st|nd|rd|th)(?!\p{L})|(?<number>\d+)|(?<word>\p{L}+(?:'\p{L}+)*)/gu

/** Sounds and hedges that carry no time. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    'um uh uhm umm er erm hmm hm mm ah eh like basically literally just maybe perhaps probably possibly ideally ' +
    'preferably roundabout really kinda'
  ).split(' '),
)

const ABBREVIATIONS: ReadonlySet<string> = new Set(['dr', 'mr', 'mrs', 'ms', 'st', 'm'])

/**
 * The tokens of an utterance: fillers dropped, spoken numbers joined, "p. m." and "o'clock" made one word each,
 * digits of phone numbers and prices masked. Linear in the text, which is cut at two thousand characters.
 */
export function tokensOf(text: string): readonly Token[] {
  const cut = text.slice(0, CHARS_MAX).replaceAll('’', "'")
  const pieces: Token[] = []
  let endOfLast = 0
  for (const match of cut.matchAll(PIECE)) {
    const between = cut.slice(endOfLast, match.index)
    const token = tokenOf(match, stopIn(between, pieces.at(-1)))
    if (isDash(between, pieces.at(-1), token)) pieces.push({ ...token, ...DASH, start: endOfLast, end: match.index })
    pieces.push(/[$£€#]\s?$/.test(between) ? { ...token, kind: 'masked' } : token)
    endOfLast = match.index + match[0].length
  }
  return readNumbers(joined(withoutFillers(pieces)))
}

const DASH = { text: 'dash', kind: 'word', stop: '', value: 0, digits: 0, padded: false, capital: false } as const

function tokenOf(match: RegExpExecArray, stop: Token['stop']): Token {
  const raw = match[0]
  const { date, clock, ordinal, number } = match.groups ?? {}
  const base = { text: raw.toLowerCase(), start: match.index, end: match.index + raw.length, stop }
  const plain = { ...base, value: 0, digits: 0, padded: false, capital: false }
  if (date !== undefined) return { ...plain, kind: date === '24/7' ? 'masked' : 'date' }
  if (clock !== undefined) return { ...plain, kind: 'clock', value: minutesOf(clock), padded: raw.startsWith('0') }
  if (ordinal !== undefined) return { ...plain, kind: 'ordinal', value: Number(ordinal), digits: ordinal.length }
  if (number !== undefined) {
    const kind = number.length > 8 ? 'masked' : 'number'
    return { ...plain, kind, value: Number(number), digits: number.length, padded: number.startsWith('0') }
  }
  return { ...plain, text: wordOf(base.text), kind: 'word', capital: /^\p{Lu}/u.test(raw) }
}

/** Minutes after midnight, or NaN for 25:70. */
function minutesOf(clock: string): number {
  const [hour = NaN, minute = NaN] = clock.split(/[:.h]/).map(Number)
  return hour < 24 && minute < 60 ? hour * 60 + minute : NaN
}

/** "Tuesday's" is Tuesday; "o'clock" loses its apostrophe. */
function wordOf(word: string): string {
  if (word === "o'clock" || word === 'oclock') return 'oclock'
  const stem = word.replace(/'s?$/, '')
  const isDay = WEEKDAY.has(stem) || WEEKDAY_PLURAL.has(stem) || MONTH.has(stem)
  return isDay || ['today', 'tomorrow', 'tonight', 'week', 'month', 'morning', 'afternoon'].includes(stem) ? stem : word
}

function stopIn(between: string, last: Token | undefined): Token['stop'] {
  if (/^\.$/.test(between) && last?.kind === 'number') return ''
  const text = last !== undefined && isAbbreviation(last.text) ? between.replace(/^\./, '') : between
  if (/[.!?;\n]/.test(text)) return '.'
  return /[,:()–—]| - /.test(text) ? ',' : ''
}

const isAbbreviation = (word: string): boolean =>
  ABBREVIATIONS.has(word) ||
  WEEKDAY_SHORT.has(word) ||
  (word.length < 6 && (WEEKDAY.has(word) || MONTH.has(word)) && word !== 'may' && word !== 'june')

const isDayWord = (word: string): boolean => WEEKDAY.has(word) || WEEKDAY_SHORT.has(word) || MONTH.has(word)

/** Whether a dash stands for "to", as between two hours or two weekdays; in "twenty-four" it does not. */
function isDash(between: string, last: Token | undefined, next: Token): boolean {
  if (last === undefined || !/^\s*[-–—]\s*$/.test(between)) return false
  const opens = ['number', 'clock', 'ordinal', 'date'].includes(last.kind) || ['am', 'pm', 'm'].includes(last.text)
  const closes = ['number', 'clock', 'ordinal', 'date'].includes(next.kind)
  return (opens && closes) || (isDayWord(last.text) && isDayWord(next.text))
}

const STRENGTH = { '': 0, ',': 1, '.': 2 } as const

function withoutFillers(pieces: readonly Token[]): Token[] {
  const kept: Token[] = []
  let pending: Token['stop'] = ''
  for (const piece of pieces) {
    const stop: Token['stop'] = STRENGTH[pending] > STRENGTH[piece.stop] ? pending : piece.stop
    const isFiller = piece.kind === 'word' && FILLERS.has(piece.text)
    if (!isFiller) kept.push({ ...piece, stop })
    pending = isFiller ? stop : ''
  }
  return kept
}

const isAfterNumber = (last: Token | undefined): boolean =>
  last !== undefined &&
  (last.kind === 'number' ||
    last.kind === 'clock' ||
    CARDINAL.has(last.text) ||
    isDayWord(last.text) ||
    /^(?:oclock|ish|the|today|tomorrow)$/.test(last.text))

/** Joins what recognisers split: "p. m." is pm, "o clock" is oclock; and splits "tenish". */
function joined(pieces: readonly Token[]): Token[] {
  const out: Token[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]
    if (piece === undefined) break
    const next = pieces[at + 1]
    const pair = next === undefined ? '' : `${piece.text} ${next.text}`
    if (next && (pair === 'o clock' || pair === 'oh clock')) {
      out.push({ ...piece, text: 'oclock', end: next.end })
      at += 1
    } else if (next && (pair === 'a m' || pair === 'p m') && isAfterNumber(out.at(-1))) {
      out.push({ ...piece, text: pair.replace(' ', ''), stop: '', end: next.end })
      at += 1
    } else out.push(...unglued(piece))
  }
  return out
}

function unglued(piece: Token): Token[] {
  const stem = piece.text.endsWith('ish') ? piece.text.slice(0, -3) : ''
  if (!CARDINAL.has(stem) && stem !== 'noon') return [piece]
  const middle = piece.start + stem.length
  return [
    { ...piece, text: stem, end: middle },
    { ...piece, text: 'ish', start: middle, stop: '' },
  ]
}
