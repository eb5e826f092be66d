import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readPhone } from '../../kernel/read-phone.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Capture, Miss } from './captured.ts'
import { correctPhone } from './correct-phone.ts'
import { type DigitRun, runOf, runsIn } from './digit-runs.ts'
import { sayPhone } from './say-captured.ts'
import { type Piece, piecesOf } from './spoken-pieces.ts'

/** E.164 allows so many digits; seven without their area code are the fewest that mean a number of one's own. */
const DIGITS_MIN = 7
const DIGITS_MAX = 15
/** Figures said in more goes than this are no phone number. */
const PARTS_MAX = 24

const EXTENSION: ReadonlySet<string> = new Set(['extension', 'ext', 'x'])
const REPAIRS = /\b(?:no|sorry|wait|actually|i mean|correction|scratch that|rather|make that)\b/i

/**
 * The phone number in what somebody says: "two one two, double five five, oh one four two", "plus forty four …",
 * "area code 212 …". A number without its country is one of `country`. An extension is left out; a part put right in
 * the same breath ("no, sorry, 0143") is put right.
 *
 * `sure` when the number can be assigned; `unsure` when it only has the right length.
 */
export function capturePhone(text: string, country: CountryCode = 'US'): Capture {
  const pieces = withoutExtension(piecesOf(text))
  const runs = runsIn(pieces, { between: 'breaths' })
  const found = runs.map((run) => numberIn(run, pieces, country))
  const at = found.findLastIndex((number) => number !== null)
  const number = found[at] ?? null
  if (number === null) return err(whyNone(runs, country))
  const after = text.slice(runs[at]?.end ?? 0)
  const value = REPAIRS.test(after) ? (correctPhone(number, after, country) ?? number) : number
  const isValid = parsePhoneNumberFromString(value)?.isValid() === true
  return ok({ value, confidence: isValid ? 'sure' : 'unsure', readBack: sayPhone(value) })
}

function withoutExtension(pieces: readonly Piece[]): readonly Piece[] {
  const at = pieces.findIndex(({ kind, text }) => kind === 'word' && EXTENSION.has(text))
  const isAfterDigits = pieces
    .slice(0, at)
    .some(({ kind, text }) => kind === 'figures' || text === 'one' || text === 'two')
  return at > 0 && isAfterDigits ? pieces.slice(0, at) : pieces
}

/** The number that a run is, or that it holds beside a digit that is none of it ("I have two. 212 …"). */
function numberIn(run: DigitRun, pieces: readonly Piece[], country: CountryCode): string | null {
  const whole = dial(run, pieces, country)
  if (whole !== null && parsePhoneNumberFromString(whole)?.isValid()) return whole
  return partOf(run, pieces, country) ?? (isNorthAmerican(country) ? null : whole)
}

/** North American numbers are known to be none by their looks: their area codes never begin with 0 or 1. */
const isNorthAmerican = (country: CountryCode): boolean => country === 'US' || country === 'CA'

function partOf({ parts }: DigitRun, pieces: readonly Piece[], country: CountryCode): string | null {
  const some = parts.slice(0, PARTS_MAX)
  for (let left = 1; left < some.length; left += 1) {
    for (let from = 0; from <= left; from += 1) {
      const number = dial(runOf(some.slice(from, some.length - (left - from))), pieces, country)
      if (number !== null && parsePhoneNumberFromString(number)?.isValid()) return number
    }
  }
  return null
}

function dial({ digits, parts }: DigitRun, pieces: readonly Piece[], country: CountryCode): string | null {
  if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX + 3) return null
  const before = pieces[(parts[0]?.from ?? 0) - 1]?.text
  return readPhone(before === 'plus' || before === '+' ? `+${digits}` : digits, country)
}

function whyNone(runs: readonly DigitRun[], country: CountryCode): Miss {
  const digits = Math.max(0, ...runs.map((run) => run.digits.length))
  if (digits < 3) return { reason: 'nothing_heard' }
  if (digits === DIGITS_MIN && isNorthAmerican(country)) return { reason: 'area_code_missing' }
  if (digits < (isNorthAmerican(country) ? 10 : DIGITS_MIN)) return { reason: 'too_few_digits', digits }
  if (digits > (isNorthAmerican(country) ? 11 : DIGITS_MAX)) return { reason: 'too_many_digits', digits }
  return { reason: 'no_such_number' }
}
