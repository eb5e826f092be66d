import { monthName } from '../when/lexicon.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** "212" as "2 1 2": digits apart. */
export const digitsApart = (digits: string): string => [...digits].join(' ')

/** A number in E.164 for the ear: "2 1 2, 5 5 5, 0 1 4 2"; with its country code when it is not of North America. */
export function sayPhone(number: string): string {
  const written = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  const [country = '', ...groups] = written.split(/[\s()-]+/).filter((group) => group !== '')
  const local = groups.map(digitsApart).join(', ')
  if (country === '+1') return local
  return local === '' ? digitsApart(country.replace('+', '')) : `plus ${digitsApart(country.slice(1))}, ${local}`
}

const MARKS: Readonly<Record<string, string>> = {
  "'": 'apostrophe',
  '’': 'apostrophe',
  '-': 'hyphen',
  _: 'underscore',
  '.': 'dot',
  '+': 'plus',
}

/** A word letter by letter, marks by name: "O, apostrophe, B, R, I, E, N". Spaces are left out. */
export const spellOut = (word: string): string =>
  [...word]
    .filter((letter) => /[\p{L}\d]/u.test(letter) || letter in MARKS)
    .map((letter) => MARKS[letter] ?? letter.toUpperCase())
    .join(', ')

/** Domains everybody knows: said as words. The others are spelled. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(
  'gmail yahoo hotmail outlook icloud aol comcast verizon proton protonmail example live msn me com net org edu gov io co uk us ca de fr es info biz'.split(
    ' ',
  ),
)

/** An address for the ear: "A, N, N, underscore, L, E, E at gmail dot com". */
export function sayEmail(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  const labels = domain.split('.').map((label) => (KNOWN_DOMAINS.has(label) ? label : spellOut(label)))
  return `${spellOut(local)} at ${labels.join(' dot ')}`
}

/** `1980-03-05` as "March 5, 1980". */
export function sayDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  return match ? `${monthName(Number(match[2]))} ${Number(match[3])}, ${match[1]}` : date
}
