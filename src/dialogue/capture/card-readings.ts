import { isCardNumber } from './card-runs.ts'
import type { DigitRun } from './digit-runs.ts'
import { SOUNDS_LIKE, type Digits } from './spoken-digits.ts'
import type { Piece } from './spoken-pieces.ts'

/** "No, sorry, 1111": what follows takes the place of some digits before it. */
const CORRECTS = /^(?:no|sorry|wait|mean|scratch|correction|actually|wrong|again|perd[oó]n|digo|disculpe|espere)$/
const AFTER_ONE = /^(?:moment|sec(?:ond)?|minute|more|is)$/
const BEFORE_ONE = /^(?:next|that|this|last|first|other)$/

const DOUBTS_MAX = 5
const CORRECTIONS_MAX = 5
/** So many ways in which what was put right may have been meant are looked at. */
const WAYS_MAX = 500
const CARD_DIGITS_MIN = 13
/** What is put right may come to any length: only of the usual ones it is taken for a card. */
const USUAL_DIGITS: ReadonlySet<number> = new Set([14, 15, 16])
/** All that is said of one card, with what is put right in it. */
const RUN_DIGITS_MAX = 48
/** As long as a telephone number, and beginning as one: put right, it is another telephone number. */
const LOCAL_DIGITS = 7
const TELEPHONE = /^1?[2-9]\d\d[2-9]\d{6}$/

/**
 * Whether the whole of `run` is a card of a known issuer by one of the ways in which it may be meant: an "oh" that is no zero, a
 * "for" that is no four, and digits that are put right by those after them.
 */
export function maySayCard(run: DigitRun, pieces: readonly Piece[]): boolean {
  if (run.digits.length < CARD_DIGITS_MIN || run.digits.length > RUN_DIGITS_MAX) return false
  return mayBeCard(run.parts, pieces) || mayBeCard(unsplit(run.parts), pieces)
}

/** Whether `run` is no issuer's card, and a telephone number when its doubtful digits are none: "212 oh yes 555 …, one moment". */
export function saysTelephone(run: DigitRun, pieces: readonly Piece[]): boolean {
  if (run.digits.length > RUN_DIGITS_MAX || isCardNumber(run.digits)) return false
  const doubts = run.parts.filter((part) => isDoubtful(part, pieces))
  const isTelephone = (out: ReadonlySet<Digits>): boolean =>
    TELEPHONE.test(
      run.parts
        .filter((part) => !out.has(part))
        .map(({ digits }) => digits)
        .join(''),
    )
  return choicesOf(doubts).some(isTelephone)
}

function mayBeCard(parts: readonly Digits[], pieces: readonly Piece[]): boolean {
  const doubts = parts.filter((part) => isDoubtful(part, pieces))
  return choicesOf(doubts).some((out) => {
    const goes = goesOf(
      parts.filter((part) => !out.has(part)),
      pieces,
    )
    return goes.length === 1 ? isCardNumber(goes[0] ?? '') : !goes.some(isOfTelephone) && isPutRight(goes)
  })
}

/** A recogniser may write "30 7" for the thirty-seven that was said: the ten is left with its first digit. */
const unsplit = (parts: readonly Digits[]): readonly Digits[] =>
  parts.map((part, at) => {
    const next = parts[at + 1]
    const isSplit = /^[2-9]0$/.test(part.digits) && next?.from === part.to && /^[1-9]$/.test(next.digits)
    return isSplit ? { ...part, digits: part.digits.slice(0, 1) } : part
  })

function isDoubtful({ from, to }: Digits, pieces: readonly Piece[]): boolean {
  const word = pieces[from]?.text ?? ''
  if (to !== from + 1) return false
  const isOne =
    word === 'one' && (AFTER_ONE.test(pieces[to]?.text ?? '') || BEFORE_ONE.test(pieces[from - 1]?.text ?? ''))
  return isOne || /^oh?$/.test(word) || SOUNDS_LIKE.has(word)
}

/** Which of the doubtful digits are none: any of them, or of many all. */
function choicesOf(doubts: readonly Digits[]): readonly ReadonlySet<Digits>[] {
  if (doubts.length > DOUBTS_MAX) return [new Set(), new Set(doubts)]
  return Array.from({ length: 2 ** doubts.length }, (_, mask) => new Set(doubts.filter((__, at) => mask & (1 << at))))
}

/** The digits in as many goes as they are said in: each but the first begins by putting the one before right. */
function goesOf(parts: readonly Digits[], pieces: readonly Piece[]): readonly string[] {
  const goes: string[] = []
  let end: number | undefined
  for (const { digits, from, to } of parts) {
    const corrects = end !== undefined && pieces.slice(end, from).some(({ text }) => CORRECTS.test(text))
    if (goes.length === 0 || (corrects && goes.length <= CORRECTIONS_MAX)) goes.push(digits)
    else goes.push((goes.pop() ?? '') + digits)
    end = to
  }
  return goes
}

/** Whether a card comes of it where each go takes the place of the last few digits before it, or of none: never of more than it has. */
function isPutRight(goes: readonly string[]): boolean {
  let sofar: ReadonlySet<string> = new Set([''])
  for (const go of goes) {
    const next = [...sofar].flatMap((before) =>
      Array.from(
        { length: Math.min(before.length, go.length) + 1 },
        (_, cut) => before.slice(0, before.length - cut) + go,
      ),
    )
    sofar = new Set(next.slice(0, WAYS_MAX))
  }
  return [...sofar].some((digits) => USUAL_DIGITS.has(digits.length) && isCardNumber(digits))
}

/** A telephone number after digits enough for one, or for another number. */
const isOfTelephone = (go: string, at: number, goes: readonly string[]): boolean =>
  TELEPHONE.test(go) && goes.slice(0, at).some((before) => before.length >= LOCAL_DIGITS)
