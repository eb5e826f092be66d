import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { asRungToday, isE164 } from './phone.ts'

const PHONE_CHARS_MAX = 60

/** Marks that come along when a number is copied out of a page: invisible, and in nobody's number. */
const INVISIBLE = /\p{Cf}/gu

/**
 * The number that `text` spells, in E.164, or null when no number can be meant.
 *
 * Takes what people write: spaces, brackets and dots, digits of any script, `00`, `001` or `011` for the plus. It need
 * only be possible (of a length its country has), not assigned. A number without its country is one of `country`;
 * an extension is left out.
 */
export function readPhone(text: string, country: CountryCode = 'US'): string | null {
  if (text.length > PHONE_CHARS_MAX) return null
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').trim().replace(/^tel:/i, '')
  const number = parsePhoneNumberFromString(withPlus(plain), { defaultCountry: country, extract: false })
  // Some countries have numbers too short to be dialled from abroad.
  return number?.isPossible() && isE164(number.number) ? asRungToday(number.number) : null
}

/** The prefixes for "abroad" that are no country's own: 011 of North America, 00 of most others. */
function withPlus(text: string): string {
  const dialled = text.replace(/^[\s(]+/, '')
  const abroad = /^(?:0[\s).-]*1[\s).-]*1|0[\s).-]*0)[\s).-]*(?=[1-9])/.exec(dialled)
  return abroad === null ? text : `+${dialled.slice(abroad[0].length)}`
}
