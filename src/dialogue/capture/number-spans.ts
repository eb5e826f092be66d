import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readPhone } from '../../kernel/read-phone.ts'
import { announcedBy, type Announced, announcementsIn } from './announced.ts'
import { type DigitRun, runOf, runsIn } from './digit-runs.ts'
import type { Span } from './spans.ts'
import type { Digits } from './spoken-digits.ts'
import { type Piece, piecesOf } from './spoken-pieces.ts'

/** So many digits in a row mean somebody or something of theirs. A year and a price have fewer. */
const DIGITS_MIN = 5
const ZIP_DIGITS = [5, 9]
const LOCAL_DIGITS = 7
const CURRENCY = /^[$£€]$/
const COUNTED = /^(?:dollars?|bucks|euros?|pounds|percent|people|miles|steps)$/

/**
 * Phone numbers, ZIP codes and every other number of five digits or more, written or spoken. Prices stay, and what stands
 * in `dates`.
 */
export function numberSpans(text: string, dates: readonly Pick<Span, 'start' | 'end'>[]): readonly Span[] {
  const pieces = piecesOf(text)
  const announcements = announcementsIn(pieces)
  const isInDate = ({ start, end }: Digits): boolean => dates.some((date) => start < date.end && end > date.start)
  return runsIn(pieces, { between: 'looking' })
    .flatMap(({ parts }) => partedAt(parts, isInDate))
    .filter((run) => run.digits.length >= DIGITS_MIN && !isPrice(run, pieces))
    .map((run) => {
      const place = { from: run.parts[0]?.from ?? 0, to: run.parts.at(-1)?.to ?? 0 }
      const plus = pieces[place.from - 1]
      const isAbroad = plus?.text === '+' || plus?.text === 'plus'
      const announced = isAbroad ? 'phone' : announcedBy(pieces, announcements, place)
      return { start: isAbroad ? plus.start : run.start, end: run.end, mask: maskOf(run, announced) }
    })
}

/** The runs that are left of a run once the parts that are of a date are taken out. */
function partedAt(parts: readonly Digits[], isOut: (part: Digits) => boolean): readonly DigitRun[] {
  const groups: Digits[][] = [[]]
  for (const part of parts) {
    if (isOut(part)) groups.push([])
    else groups.at(-1)?.push(part)
  }
  return groups.filter((group) => group.length > 0).map(runOf)
}

/** Money and counts; and "twenty-five thousand", which is one number, and nobody's. */
function isPrice({ parts }: DigitRun, pieces: readonly Piece[]): boolean {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return false
  const [before, after] = [pieces[first.from - 1]?.text, pieces[last.to]?.text]
  const isMoney = (before !== undefined && CURRENCY.test(before)) || (after !== undefined && COUNTED.test(after))
  return isMoney || (parts.length === 1 && first.spoken)
}

function maskOf({ digits }: DigitRun, announced: Announced | null): string {
  if (announced === 'zip' && ZIP_DIGITS.includes(digits.length)) return '[zip code]'
  if (digits.length === LOCAL_DIGITS && announced !== 'other') return '[phone]'
  const number = announced === 'other' ? null : readPhone(digits)
  const abroad = announced === 'phone' ? readPhone(`+${digits}`) : null
  const isPhone = number !== null && (announced === 'phone' || parsePhoneNumberFromString(number)?.isValid() === true)
  return isPhone || abroad !== null ? '[phone]' : '[number]'
}
