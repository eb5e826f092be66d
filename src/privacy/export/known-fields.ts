import { redacted, type Whose } from './third-parties.ts'

const NAMES = /(?:^|_)name$/
const ADDRESSES = /(?:^|_)(?:phone|number|caller_number|email)$/

const digits = (text: string): string => text.replace(/\D/g, '')

/**
 * Fields that somebody gave, without other people: a name, a number or an address of somebody else is masked whole, and what
 * was said freely loses theirs.
 */
export function withoutOthersIn(
  fields: Readonly<Record<string, string | null>>,
  whose: Whose,
): Readonly<Record<string, string | null>> {
  const entries = Object.entries(fields)
  const foreign = entries.flatMap(([name, value]) =>
    value !== null && NAMES.test(name) && !isOwnName(value, whose) ? [value] : [],
  )
  // Whoever is named in one field is not named in another.
  const read = redacted({ intro: foreign.map((name) => `Her name is ${name}.`), fields }, whose).fields
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (value === null) return [name, null]
      if (NAMES.test(name)) return [name, isOwnName(value, whose) ? value : '[name]']
      if (ADDRESSES.test(name)) return [name, isOwnAddress(value, whose) ? value : '[contact]']
      return [name, read[name] ?? null]
    }),
  )
}

/** Every word of it is theirs. Of somebody whose name nobody noted none is. */
function isOwnName(value: string, { names }: Whose): boolean {
  const own = new Set(names.flatMap((name) => name.toLowerCase().split(/[\s,.]+/)))
  const words = value
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter((word) => word !== '')
  return words.length > 0 && words.every((word) => own.has(word))
}

const isOwnAddress = (value: string, { phones, emails }: Whose): boolean =>
  phones.some((phone) => digits(phone) === digits(value) && digits(value) !== '') ||
  emails.some((email) => email.toLowerCase() === value.toLowerCase())
