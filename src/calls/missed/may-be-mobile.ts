import { countryCodeOf, whyCostly } from '../../agents/costly-numbers.ts'

/** Numbers that callers ring for free, and that nobody reads texts at. */
const TOLL_FREE = /^\+1(800|822|833|844|855|866|877|888)/

/** What mobile numbers begin with, by country code, where that can be told. Elsewhere any number may be one. */
const MOBILE: ReadonlyMap<string, RegExp> = new Map([
  ['31', /^\+316/],
  ['32', /^\+324/],
  ['33', /^\+33[67]/],
  ['34', /^\+34[67]/],
  ['39', /^\+393/],
  ['41', /^\+417/],
  ['43', /^\+436/],
  ['44', /^\+447[1-57-9]/],
  ['49', /^\+491[5-7]/],
  ['61', /^\+614/],
  ['351', /^\+3519/],
  ['353', /^\+3538/],
])

/**
 * Whether a text to `phone` may arrive, and costs no more than one at home. Both are E.164.
 *
 * @param ourNumber  the business's, which sends it.
 */
export function mayBeMobile(phone: string, ourNumber: string): boolean {
  if (TOLL_FREE.test(phone)) return false
  if (whyCostly(phone, new Set([countryCodeOf(ourNumber)]), []) !== null) return false
  return MOBILE.get(countryCodeOf(phone))?.test(phone) ?? true
}
