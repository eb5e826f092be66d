import { err, ok, type Result } from '../../kernel/result.ts'
import { digitsIn } from './spoken-digits.ts'
import { runsIn } from './digit-runs.ts'
import { piecesOf } from './spoken-pieces.ts'

/** How many digits a code has. */
export interface DigitCount {
  readonly min: number
  readonly max: number
}

export interface WrongCount extends DigitCount {
  readonly reason: 'wrong_count'
  readonly digits: number
}

/**
 * A code of so many digits in what somebody says or keys in, zeros in front and all: "double oh four one". The last that
 * has the right length; else how many digits there were, of the longest.
 */
export function captureDigits(
  text: string,
  count: DigitCount,
): Result<string, WrongCount | { readonly reason: 'nothing_heard' }> {
  const pieces = piecesOf(text)
  const runs = GAPS.map((between) => runsIn(pieces, { between }).map(({ digits }) => digits))
  for (const some of runs) {
    const fitting = some.findLast(({ length }) => length >= count.min && length <= count.max)
    if (fitting !== undefined) return ok(fitting)
  }
  const digits = Math.max(0, ...runs.flat().map(({ length }) => length))
  const words = pieces.filter(({ kind }) => kind === 'word' || kind === 'figures').length
  // "One moment" has a digit in it, and is about something else.
  const isAboutIt = digits >= ABOUT_IT_MIN || (digits > 0 && digitsIn(pieces).length === words)
  return err(isAboutIt ? { reason: 'wrong_count', digits, ...count } : { reason: 'nothing_heard' })
}

/** Read out in one go; or with what one says while looking for the rest of it. */
const GAPS = ['breaths', 'looking'] as const
const ABOUT_IT_MIN = 2
