import type { CountryCode } from 'libphonenumber-js/min'
import { readPhone } from '../../kernel/read-phone.ts'
import { runsIn } from './digit-runs.ts'
import { piecesOf } from './spoken-pieces.ts'

const AREA = /\barea code\b/i
const LAST_FOUR_DIGITS = 4
const LOCAL_DIGITS = 7
const AREA_DIGITS = 3

/**
 * `number` (E.164) with the part put right that `text` names: "the last four are 0143", "no, 555 0143", "area code 213".
 * The last such part counts. Null when `text` names none, or what it makes is no number.
 */
export function correctPhone(number: string, text: string, country: CountryCode = 'US'): string | null {
  const run = runsIn(piecesOf(withoutCounts(text)), { between: 'breaths' }).at(-1)
  const part = run?.digits ?? ''
  const fixed = withPart(number, part, AREA.test(text))
  return fixed === null || fixed === number ? null : readPhone(fixed, country)
}

/** "The last four are" counts digits, and names none. */
const withoutCounts = (text: string): string =>
  text.replace(
    /\b(?:last|first|final|next) (?:two|three|four|\d)\b(?=\s+(?:digits?|numbers?|ones?|are|is|should|were|was))/gi,
    ' ',
  )

function withPart(number: string, part: string, isArea: boolean): string | null {
  const isNorthAmerican = number.startsWith('+1') && number.length === 12
  if (isNorthAmerican && part.length === AREA_DIGITS) {
    return isArea ? `+1${part}${number.slice(-LOCAL_DIGITS)}` : null
  }
  if (isNorthAmerican && part.length === LOCAL_DIGITS) return number.slice(0, -LOCAL_DIGITS) + part
  return part.length === LAST_FOUR_DIGITS ? number.slice(0, -LAST_FOUR_DIGITS) + part : null
}
