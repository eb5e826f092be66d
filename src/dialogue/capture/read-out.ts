import { announcementsIn } from './announced.ts'
import { isCardNumber, isWholeCard } from './card-runs.ts'
import { MASKS } from './sensitive.ts'
import { masked } from './spans.ts'
import { digitsIn } from './spoken-digits.ts'
import { speaksOfCounts } from './spoken-counts.ts'
import { piecesOf } from './spoken-pieces.ts'

/** One thing a caller said while they read out a number. */
export interface Reading {
  /** The number of its turn; 0 for the one being worked. */
  readonly turn: number
  /** As it is kept: once it is known for a number, its mask. */
  readonly text: string
  /** How many digits there were in it. */
  readonly count: number
  /** The end of the agent's answer, where there are figures in it; else empty. */
  readonly answer: string
}

/** A number that may be being read out, a piece at a time, over as many turns as it takes. JSON; keep it sealed. */
export interface ReadingOut {
  readonly readings: readonly Reading[]
  /** Things said since the last piece without a figure in them. */
  readonly asides: number
  /** What the agent asked for last, as far as it is no card: a number of five digits or more, or something else. */
  readonly asked: 'number' | 'other' | null
  /** Something of the kind had been asked for when the reading out began. */
  readonly isAnswer: boolean
  /** The figures just masked, until they are answered: the agent may repeat them. */
  readonly echo: string
}

export const NOTHING_READ: ReadingOut = { readings: [], asides: 0, asked: null, isAnswer: false, echo: '' }

/** A reading that turns out to be part of a number, and how it may be kept. */
export interface Found {
  readonly was: Reading
  readonly text: string
  readonly answer: string
}

export interface ReadOut {
  readonly state: ReadingOut
  readonly found: readonly Found[]
}

/** The nineteen digits of the longest card one by one, and somebody who loses their place. */
const READINGS_MAX = 40
/** Who says more than this in between, one thing after another, reads out nothing. */
const ASIDES_MAX = 3
/** Words around the digits: "and then, if I read it right, for it is so small, it's a four". */
const WORDS_MAX = 24
const TEXT_CHARS_MAX = 200
const ANSWER_CHARS_MAX = 300
/** All of a card but its last piece. */
const PIECE_DIGITS_MAX = 12
/** Longer pieces are what was asked for, where that is a number. */
const SMALL_DIGITS_MAX = 4
const TELEPHONE_DIGITS: ReadonlySet<number> = new Set([7, 10, 11])
const SSN_DIGITS = 9

/** "The next one", "one moment", "oh yes": no digit. */
const NO_DIGIT =
  /\boh(?=,?\s(?:yes|yeah|no|ok|okay|right|there|i)\b)|(?<=\b(?:next|that|this|last|first|second|third|other|which|another|no)\s)one\b|\bone(?=\s(?:moment|second|sec|more|minute|after|before|is)\b)/giu
/**
 * Hears one more thing the caller says, and finds the card that it completes: a piece at a time, whatever the agent says
 * to each. Pure, and bounded: what is not short, or is no piece of a number, ends the reading out.
 *
 * @param before  as it is kept by now
 * @param was     the same as it was kept before these words masked something of it
 * @param text    as it is kept so far
 * @param given   as it was said
 */
export function readOn(before: ReadingOut, was: ReadingOut, text: string, given: string): ReadOut {
  const now: Reading = { turn: 0, text, count: countIn(given), answer: '' }
  const readings = [...before.readings, now].slice(-READINGS_MAX)
  const lines = text.length > TEXT_CHARS_MAX || speaksOfCounts(text) ? [] : linesOf(readings)
  const line = lines.at(-1)
  const over: ReadingOut = { ...NOTHING_READ, asked: before.asked }
  if (line === undefined || line.words > WORDS_MAX) return { state: over, found: [] }
  if (line.digits === '' && !line.isMask) {
    const isOver = before.asides >= ASIDES_MAX
    return { state: isOver ? over : { ...before, asides: before.asides + 1 }, found: [] }
  }
  const goesOn = isPiece(line, before) || isRest(before, readings, lines)
  if (!goesOn) return { state: over, found: [] }
  const card = cardAsSaid(before, was, given)
  const found =
    card === null ? foundIn(readings, lines, asksOther(before)) : foundFrom(readings, lines, card, MASKS.card)
  return withPiece(before, readings, found, given)
}

/** The card that these are as they were said: its end may have been masked as a number of another kind. */
function cardAsSaid(before: ReadingOut, was: ReadingOut, given: string): number | null {
  if (was === before) return null
  return cardFrom(linesOf([...was.readings, { turn: 0, text: given, count: 0, answer: '' }].slice(-READINGS_MAX)))
}

const asksOther = (before: ReadingOut): boolean =>
  before.readings.length === 0 ? before.asked !== null : before.isAnswer

/** As long as a telephone number, and nobody has asked for one: it completes a card. */
const isRest = ({ asked, isAnswer }: ReadingOut, readings: readonly Reading[], lines: readonly Line[]): boolean =>
  asked === null && !isAnswer && (cardFrom(lines) !== null || partlyMasked(readings, lines, isAnswer) !== null)

function withPiece(before: ReadingOut, readings: readonly Reading[], found: readonly Found[], given: string): ReadOut {
  const isMasked = found.length > 0 || MASK.test(readings.at(-1)?.text ?? '')
  const echo = isMasked ? digitsOf(given) : ''
  // Nothing goes on behind a whole card.
  if (isWholeCard(found.map(({ was }) => digitsOf(was.text)).join('')))
    return { state: { ...NOTHING_READ, asked: before.asked, echo }, found }
  const known = readings.map((one) => {
    const { text: kept, answer } = found.find(({ was }) => was === one) ?? one
    return { ...one, text: kept, answer }
  })
  return { state: { ...before, readings: known, asides: 0, isAnswer: asksOther(before), echo }, found }
}

/** The same after the agent's answer in turn `number`. */
export function answered(state: ReadingOut, agent: string, number: number): ReadingOut {
  if (agent === '') return { ...state, echo: '', readings: state.readings.map((one) => numbered(one, number)) }
  const asked = announcementsIn(piecesOf(agent.slice(-ANSWER_CHARS_MAX))).map(({ what }) => what)
  const isNumber = asked.some((what) => what === 'zip' || what === 'dob')
  const isOther = asked.some((what) => what !== 'card' && what !== 'ssn' && what !== 'cvv')
  const answer = digitsIn(piecesOf(agent)).length === 0 ? '' : agent.slice(-ANSWER_CHARS_MAX)
  return {
    ...state,
    echo: '',
    asked: isNumber ? 'number' : isOther ? 'other' : null,
    readings: state.readings.map((one) => (one.turn === 0 ? { ...numbered(one, number), answer } : one)),
  }
}

/** As long as it was. */
const withoutIdioms = (text: string): string => text.replaceAll(NO_DIGIT, (word) => ' '.repeat(word.length))

const digitsOf = (text: string): string =>
  digitsIn(piecesOf(withoutIdioms(text.slice(0, TEXT_CHARS_MAX))))
    .map(({ digits }) => digits)
    .join('')

const countIn = (text: string): number => digitsOf(text).length

const numbered = (one: Reading, turn: number): Reading => (one.turn === 0 ? { ...one, turn } : one)

/** The figures of one reading. */
interface Line {
  readonly digits: string
  readonly start: number
  readonly end: number
  readonly words: number
  readonly isMask: boolean
}

const isPiece = ({ digits }: Line, { asked }: ReadingOut): boolean =>
  digits.length <= (asked === 'number' ? SMALL_DIGITS_MAX : PIECE_DIGITS_MAX) && !TELEPHONE_DIGITS.has(digits.length)

/** All of them are read as one text: "once" is a number beside others. */
function linesOf(readings: readonly Reading[]): readonly Line[] {
  const texts = readings.map(({ text }) => withoutIdioms(text))
  const whole = piecesOf(texts.join('\n'))
  const sure = digitsIn(whole)
  const loose = digitsIn(whole, true)
  let from = 0
  return texts.map((text) => {
    const [start, end] = [from, from + text.length]
    from = end + 1
    const inside = <T extends { readonly start: number; readonly end: number }>(all: readonly T[]): readonly T[] =>
      all.filter((one) => one.start >= start && one.end <= end)
    const kinds = inside(whole).filter(({ kind }) => kind !== 'stop')
    const words = kinds.filter(({ kind }) => kind === 'word').length
    // "For", said alone, is what a recogniser makes of a four.
    const digits = inside(sure).length > 0 || inside(loose).length < words ? inside(sure) : inside(loose)
    return {
      digits: digits.map((one) => one.digits).join(''),
      start: (digits[0]?.start ?? start) - start,
      end: (digits.at(-1)?.end ?? start) - start,
      words: words - digits.reduce((sum, one) => sum + (one.spoken ? one.to - one.from : 0), 0),
      isMask: digits.length === 0 && kinds.some(({ kind }) => kind === 'mask'),
    }
  })
}

function foundIn(readings: readonly Reading[], lines: readonly Line[], isAnswer: boolean): readonly Found[] {
  const last = lines.length - 1
  const begun = partlyMasked(readings, lines, isAnswer)
  if (begun !== null) return foundFrom(readings, lines, begun, MASKS.card)
  const mask = lines[last]?.isMask === true ? null : carried(readings.slice(0, -1))
  if (mask !== null) return foundFrom(readings, lines, last, mask)
  const card = cardFrom(lines)
  if (card !== null) return foundFrom(readings, lines, card, MASKS.card)
  const isSsn = !isAnswer && lines.length === SSN_DIGITS && lines.every(({ digits }) => digits.length === 1)
  return isSsn ? foundFrom(readings, lines, 0, MASKS.ssn) : []
}

/** From which reading on they are a card number, to the last; the longest. Null when none is. */
function cardFrom(lines: readonly Line[]): number | null {
  let digits = ''
  let from: number | null = null
  for (let at = lines.length - 1; at >= 0 && lines[at]?.isMask === false; at -= 1) {
    digits = (lines[at]?.digits ?? '') + digits
    if (isCardNumber(digits)) from = at
  }
  return from
}

/**
 * From which reading on they are as many digits as a card has, to the last, where some of them were masked as a card's when
 * they came: of those nobody knows more than how many they were. Null where none are.
 */
function partlyMasked(readings: readonly Reading[], lines: readonly Line[], isAnswer: boolean): number | null {
  const from = startOfCard(readings)
  if (from === null) return null
  const stretch = lines.slice(from)
  const mayBegin = stretch[0]?.isMask === true || CARD_BEGINS.test(stretch[0]?.digits ?? '')
  const isLeft = stretch.some(({ digits }) => digits !== '')
  // Nine digits of it may have looked like a social security number; beside something that was asked for, they are one.
  const before = textAt(readings, from - 1)
  const masks = isAnswer || MASK.test(before) ? [MASKS.card] : [MASKS.card, MASKS.ssn]
  const isCards = stretch.some(
    ({ isMask }, at) => isMask && masks.some((mask) => textAt(readings, from + at).includes(mask)),
  )
  return isCards && mayBegin && isLeft ? from : null
}

const textAt = (readings: readonly Reading[], at: number): string => readings[at]?.text ?? ''

/** The reading from which on there were as many digits as a card has, to the last. */
function startOfCard(readings: readonly Reading[]): number | null {
  const counts = readings.map((_, at) => readings.slice(at).reduce((sum, { count }) => sum + count, 0))
  const from = counts.findIndex((count) => count === CARD_DIGITS || count === CARD_DIGITS - 1)
  return from < 0 ? null : from
}

const CARD_BEGINS = /^[2-6]/

function foundFrom(readings: readonly Reading[], lines: readonly Line[], from: number, mask: string): readonly Found[] {
  return readings.flatMap((was, at) => {
    const line = lines[at]
    if (at < from || line === undefined) return []
    const figures = line.end > line.start ? [{ ...line, mask }] : []
    return [{ was, text: masked(was.text, figures), answer: withoutEcho(was.answer, line.digits, mask) }]
  })
}

/** "Four, and the next?": the agent's words without what they repeat of these figures. */
export function withoutEcho(answer: string, digits: string, mask: string): string {
  const said = digitsIn(piecesOf(answer)).filter((one) => digits.includes(one.digits))
  return masked(
    answer,
    said.map(({ start, end }) => ({ start, end, mask })),
  )
}

/** So many pieces one after another that are masked: a number is being read out in very small ones. */
const CARRIED_MIN = 5
/** A card's digits. What comes after all of them is something else. */
const CARD_DIGITS = 16
const MASK = /\[\p{L}[\p{L} ]{1,40}\]/u

/**
 * How the next digits are masked; null for not at all. Nine digits of a card that is read out one by one are taken for a
 * social security number, and thirteen perhaps for a short card: what the caller goes on to read out is its end.
 */
function carried(before: readonly Reading[]): string | null {
  const from = before.findLastIndex(({ text }) => !MASK.test(text)) + 1
  const masks = before.slice(from)
  const count = masks.reduce((sum, one) => sum + one.count, 0)
  return masks.length >= CARRIED_MIN && count < CARD_DIGITS ? (MASK.exec(masks.at(-1)?.text ?? '')?.[0] ?? null) : null
}
