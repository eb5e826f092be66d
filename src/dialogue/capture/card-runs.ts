import { passesLuhn } from './luhn.ts'
import type { DigitRun } from './digit-runs.ts'

const CARD_DIGITS_MIN = 13
const CARD_DIGITS_MAX = 19
/** So many digits more than a card's may stand beside it and be none of it: "I have 2. 4111 …". */
const BESIDE_DIGITS_MAX = 4

/** The issuers' numbers begin and are as long as these. */
const ISSUED =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35\d{14}|62\d{14,17}|(?:50|5[6-9]|6[0-9])\d{11,17})$/

/** "212 555 0142, and 10001": asked for together, they pass the check as often as any. */
const TELEPHONE_AND_ZIP = /^[2-9]\d\d[2-9]\d{11}$/

/** Whether the whole of a run is a card number of a known issuer: enough to know it by, whatever stood in between. */
export const isIssued = ({ digits }: DigitRun): boolean => isCardNumber(digits)

/** Whether these are the digits of a card of a known issuer, no more and no less. */
export const isCardNumber = (digits: string): boolean => ISSUED.test(digits) && passesLuhn(digits)

/** The numbers of most issuers have sixteen digits; these have fewer. Any other that passes may be the beginning of one. */
const WHOLE = /^(?:3[47]\d{13}|3[0689]\d{12}|\d{16,})$/

/** Whether nothing is missing of a card number. */
export const isWholeCard = (digits: string): boolean => WHOLE.test(digits)

interface Window {
  readonly from: number
  readonly to: number
  readonly digits: string
}

/** The parts of `run` that are a card number, or null: the first part's index, and the one after the last. */
export function cardIn({ parts, digits }: DigitRun): Pick<Window, 'from' | 'to'> | null {
  const total = TELEPHONE_AND_ZIP.test(digits) ? Infinity : digits.length
  const cards = windowsOf(parts.map((part) => part.digits)).filter((window) => isCard(window.digits, total))
  return cards.reduce<Window | null>(
    (best, card) => (card.digits.length > (best?.digits.length ?? 0) ? card : best),
    null,
  )
}

/** Every stretch of parts that has a card's number of digits, and every single part that has more. */
function windowsOf(parts: readonly string[]): readonly Window[] {
  const windows: Window[] = []
  for (let from = 0; from < parts.length; from += 1) {
    let digits = ''
    for (let to = from; to < parts.length && (to === from || digits.length < CARD_DIGITS_MAX); to += 1) {
      digits += parts[to]
      const isFitting = digits.length >= CARD_DIGITS_MIN && (digits.length <= CARD_DIGITS_MAX || to === from)
      if (isFitting) windows.push({ from, to: to + 1, digits })
    }
  }
  return windows
}

/** @param total  digits of the whole run: the fewer are left over, the less a card must look like one. */
function isCard(digits: string, total: number): boolean {
  if (/^(\d)\1+$/.test(digits)) return false
  // Written in one piece with something else: the sixteen of a card may be in there.
  if (digits.length > CARD_DIGITS_MAX) return starts(digits).some((part) => ISSUED.test(part) && passesLuhn(part))
  if (!passesLuhn(digits)) return false
  return ISSUED.test(digits) || total - digits.length <= BESIDE_DIGITS_MAX
}

const starts = (digits: string): readonly string[] =>
  [15, 16].flatMap((length) =>
    Array.from({ length: Math.min(40, digits.length - length + 1) }, (_, at) => digits.slice(at, at + length)),
  )
