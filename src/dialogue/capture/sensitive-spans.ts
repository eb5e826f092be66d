import { announcedBy, type Announced, type Announcement, announcementsIn } from './announced.ts'
import { maySayCard, saysTelephone } from './card-readings.ts'
import { cardIn, isIssued } from './card-runs.ts'
import { birthSpans } from './date-spans.ts'
import { type DigitRun, type Gap, runOf, runsIn } from './digit-runs.ts'
import { passwordSpans, speaksOfPassword } from './password-spans.ts'
import { type Hearing, MASKS, SENSITIVE_KINDS, type SensitiveKind } from './sensitive.ts'
import type { Span } from './spans.ts'
import { SPANISH_NUMBER } from './spanish-digits.ts'
import { speaksOfCounts } from './spoken-counts.ts'
import { DIGIT_WORDS, MANY_WORDS } from './spoken-digits.ts'
import { type Piece, piecesOf } from './spoken-pieces.ts'

/** "Ending in 4242" gives nothing away; five digits of a card do. */
const CARD_PART_DIGITS_MIN = 5
const PIN_DIGITS = { min: 3, max: 8 } as const
const SSN_DIGITS = 9
/** "Ending in 4242" gives nothing of an account away either. */
const BANK_PART_DIGITS_MIN = 5
const BANK_BEGINNING_DIGITS_MIN = 3
const BANK_DIGITS_MIN = 6
const SSN_PART_DIGITS_MIN = 4

/** Where `text` has sensitive digits, or words, of these kinds. */
export function sensitiveSpans(text: string, kinds: readonly SensitiveKind[], hearing: Hearing = {}): readonly Span[] {
  const words = kinds.includes('password') && speaksOfPassword(text) ? passwordSpans(piecesOf(text)) : []
  if (!kinds.includes('dob') && !mayHoldDigits(text)) return words
  return [...words, ...digitSpans(text, kinds, hearing)]
}

function digitSpans(text: string, kinds: readonly SensitiveKind[], hearing: Hearing): readonly Span[] {
  const pieces = piecesOf(text)
  const spans: Span[] = kinds.includes('dob') ? [...birthSpans(text, pieces, hearing)] : []
  if (kinds.includes('card')) spans.push(...cardSpans(text, pieces))
  const announcements = announcementsIn(pieces)
  const chains = chainsOf(pieces, announcements, hearing.asked ?? null)
  for (const { what, runs } of chains) {
    if (what !== 'dob' && kinds.includes(what)) spans.push(...announcedSpans(what, runs))
  }
  if (kinds.includes('ssn')) spans.push(...bareSsnSpans(pieces, announcements))
  return spans
}

const NUMBER_WORD = new RegExp(String.raw`\p{Nd}|\b(?:${DIGIT_WORDS})\b|\b(?:${MANY_WORDS})`, 'giu')

const SPANISH = new RegExp(String.raw`\b(?:${SPANISH_NUMBER})(?!\p{L})`, 'iu')

/** Most of what is said has no number in it: a glance at the words spares the rest. "Nineteen twelve" is a PIN in two. */
function mayHoldDigits(text: string): boolean {
  NUMBER_WORD.lastIndex = 0
  return (NUMBER_WORD.test(text) && NUMBER_WORD.test(text)) || SPANISH.test(text)
}

const CLOSE: readonly Gap[] = [
  { between: 'looking', anyStop: true },
  { between: 'looking', anyStop: true, loosely: true },
]
const WIDE: readonly Gap[] = [
  { between: 'anything', anyStop: true },
  { between: 'anything', anyStop: true, loosely: true },
]

/**
 * Card numbers by their check digit, announced or not. Where a card is spoken of, other words may stand in between; and
 * anywhere if the digits are neither more nor less than an issuer's card, and nothing between says that they are another's.
 */
function cardSpans(text: string, pieces: readonly Piece[]): readonly Span[] {
  const announcements = announcementsIn(pieces)
  const isSpokenOf = announcements.some(({ what, isMask }) => !isMask && (what === 'card' || what === 'cvv'))
  const announced = (isSpokenOf ? [...CLOSE, ...WIDE] : CLOSE).flatMap((gap) =>
    runsIn(pieces, gap).flatMap((run) => {
      const card = cardIn(run)
      const found = card && runOf(run.parts.slice(card.from, card.to))
      return found && (isSpokenOf || !(isOfTurns(text, found) || saysTelephone(run, pieces)))
        ? [spanOf(found, 'card')]
        : []
    }),
  )
  const notOver = announcements.filter(({ what }) => what !== 'card')
  const issued = WIDE.flatMap((gap) => runsIn(pieces, { ...gap, notOver }).filter(isIssued))
  const sure = isSpokenOf ? issued : issued.filter((run) => !isOfTurns(text, run))
  const meant = WIDE.flatMap((gap) =>
    runsIn(pieces, { ...gap, notOver }).filter((run) => maySayCard(run, pieces) && !speaksOfCounts(linesOf(text, run))),
  )
  return [...announced, ...[...sure, ...meant].map((run) => spanOf(run, 'card'))]
}

/** A telephone number, a day and a time of three turns may pass the check together. */
function isOfTurns(text: string, run: DigitRun): boolean {
  if (!text.slice(run.start, run.end).includes('\n')) return false
  return !isIssued(run) || speaksOfCounts(linesOf(text, run))
}

/** What is said in the turns that a run stands in. */
function linesOf(text: string, run: DigitRun): string {
  const [from, to] = [text.lastIndexOf('\n', run.start) + 1, text.indexOf('\n', run.end)]
  return text.slice(from, to === -1 ? text.length : to)
}

/** A password is no run of digits. */
type DigitKind = Exclude<SensitiveKind, 'password'>

interface Chain {
  readonly what: DigitKind
  readonly runs: readonly DigitRun[]
}

/** Runs that one announcement is for: "the card is 4111 1111, and then, let me see, the rest is 1111 1111". */
function chainsOf(
  pieces: readonly Piece[],
  announcements: readonly Announcement[],
  asked: SensitiveKind | null,
): readonly Chain[] {
  const chains: { what: Announced | SensitiveKind | null; runs: DigitRun[]; by: Announcement | undefined }[] = []
  for (const run of runsIn(pieces, { between: 'looking' })) {
    const place = { from: run.parts[0]?.from ?? 0, to: run.parts.at(-1)?.to ?? 0 }
    const by = announcements.findLast((one) => one.to <= place.from)
    const last = chains.at(-1)
    if (last !== undefined && last.by === by && reaches(pieces, last.runs.at(-1), place.from)) last.runs.push(run)
    else chains.push({ what: announcedBy(pieces, announcements, place) ?? (by ? null : asked), runs: [run], by })
  }
  return chains.flatMap(({ what, runs }) => (isSensitive(what) ? [{ what, runs }] : []))
}

const CHAIN_WORDS_MAX = 8

function reaches(pieces: readonly Piece[], last: DigitRun | undefined, from: number): boolean {
  const between = pieces.slice(last?.parts.at(-1)?.to ?? 0, from)
  return (
    between.filter(({ kind }) => kind === 'word').length <= CHAIN_WORDS_MAX &&
    between.every(({ kind }) => kind !== 'mask')
  )
}

const isSensitive = (what: Announced | SensitiveKind | null): what is DigitKind =>
  what !== 'password' && (SENSITIVE_KINDS as readonly (string | null)[]).includes(what)

function announcedSpans(what: Exclude<DigitKind, 'dob'>, runs: readonly DigitRun[]): readonly Span[] {
  const digits = runs.reduce((sum, run) => sum + run.digits.length, 0)
  if (what === 'card') return digits >= CARD_PART_DIGITS_MIN ? runs.map((run) => spanOf(run, what)) : []
  if (what === 'ssn') return digits >= SSN_PART_DIGITS_MIN ? runs.map((run) => spanOf(run, what)) : []
  if (what === 'bank') return bankRuns(runs).map((run) => spanOf(run, what))
  const fitting = runs.find((run) => run.digits.length >= PIN_DIGITS.min)
  if (fitting !== undefined) return fitting.digits.length <= PIN_DIGITS.max ? [spanOf(fitting, what)] : []
  return digits >= PIN_DIGITS.min && digits <= PIN_DIGITS.max ? runs.map((run) => spanOf(run, what)) : []
}

/** The first is the number, or its beginning. What comes after a whole one may be the time of an appointment. */
function bankRuns(runs: readonly DigitRun[]): readonly DigitRun[] {
  const [first] = runs
  if (first === undefined || first.digits.length < BANK_BEGINNING_DIGITS_MIN) return []
  const more = first.digits.length < BANK_DIGITS_MIN ? BANK_BEGINNING_DIGITS_MIN : BANK_DIGITS_MIN
  const own = runs.filter(({ digits }, at) => at === 0 || digits.length >= more)
  return own.reduce((sum, { digits }) => sum + digits.length, 0) >= BANK_PART_DIGITS_MIN ? own : []
}

/**
 * Nine digits that look like a social security number: in its groups of 3, 2 and 4; or with no other name to them, where they
 * are read out or such a number is spoken of.
 */
function bareSsnSpans(pieces: readonly Piece[], announcements: readonly Announcement[]): readonly Span[] {
  return runsIn(pieces, { between: 'looking' }).flatMap((run) => {
    if (run.digits.length !== SSN_DIGITS || !/^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(run.digits)) return []
    const isGrouped = /^3,2,4$/.test(run.parts.map(({ digits }) => digits.length).join())
    const isMeant = run.parts.every(({ spoken }) => spoken) || announcements.some(({ what }) => what === 'ssn')
    const [from, to] = [run.parts[0]?.from ?? 0, run.parts.at(-1)?.to ?? 0]
    const known = announcedBy(pieces, announcements, { from, to })
    return isGrouped || (isMeant && known === null) ? [spanOf(run, 'ssn')] : []
  })
}

const spanOf = ({ start, end }: Pick<DigitRun, 'start' | 'end'>, kind: SensitiveKind): Span => ({
  start,
  end,
  mask: MASKS[kind],
})
