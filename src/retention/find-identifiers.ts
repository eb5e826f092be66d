import { FIELD_PATTERNS, TEXT_PATTERNS, type IdentifierKind } from './identifier-patterns.ts'
import { SPARSE_ZIP3 } from './sparse-zip3.ts'

/** Something that may tell of somebody, and where: `/fields/outcome`. */
export interface Finding {
  readonly kind: IdentifierKind
  readonly path: string
}

const DEPTH_MAX = 8
/** From here on a number has five digits: a code, a ZIP code or a time. */
const CODE_MIN = 10_000
const YEARS = { first: 1900, last: 2200 } as const
const TIME_MIN = 1e9
const AGE_SHOWN_MAX = 89

const TOKEN = /^tok_[a-p]{16}$/
const PLAIN_WORD = /^[a-z]{2,24}(?:_[a-z]{1,24}){0,5}$/
/** Characters that are there and not seen. */
const UNSEEN = /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu

/**
 * Everything in `value` that may be one of the eighteen identifiers of 45 CFR 164.514(b)(2)(i): by what it looks like, by what
 * its field is called, and, for whatever else is a text, because it is none of our `words`. Empty: there is nothing.
 *
 * Pure. A text that is not a plain word is taken for a name, since no pattern knows all names.
 */
export function findIdentifiers(value: unknown, words?: ReadonlySet<string>): readonly Finding[] {
  const found: Finding[] = []
  look(value, { path: '', field: '', words, found }, 0)
  return found
}

interface Looking {
  readonly path: string
  /** Name of the field, in snake case. */
  readonly field: string
  readonly words: ReadonlySet<string> | undefined
  readonly found: Finding[]
}

function look(value: unknown, at: Looking, depth: number): void {
  const tell = (kind: IdentifierKind): number => at.found.push({ kind, path: at.path })
  if (value === null || value === undefined || typeof value === 'boolean') return
  if (typeof value === 'string') return lookAtText(value, at)
  if (typeof value === 'number') return lookAtNumber(value, at)
  if (typeof value !== 'object' || depth >= DEPTH_MAX) return void tell('code')
  if (value instanceof Date) return void tell('date')
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return void tell('biometric')
  for (const [name, held] of Object.entries(value)) {
    const field = Array.isArray(value) ? at.field : snakeCase(name)
    // A name of a field that was made of what somebody said is as telling as a value.
    if (!Array.isArray(value)) lookAtText(field, { ...at, path: `${at.path}/${name}`, field: '', words: undefined })
    look(held, { ...at, path: `${at.path}/${name}`, field }, depth + 1)
  }
}

const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end}_${start.toLowerCase()}`)

function lookAtText(given: string, { path, field, words, found }: Looking): void {
  if (TOKEN.test(given) || given === '') return
  if (isShownZip(given, field) || (given === '90+' && field.endsWith('age'))) return
  const text = plain(given)
  const kinds = new Set<IdentifierKind>()
  if (words?.has(given) === true) return
  for (const [kind, pattern] of TEXT_PATTERNS) if (pattern.test(text)) kinds.add(kind)
  if (words !== undefined || !PLAIN_WORD.test(given)) {
    for (const [kind, pattern] of FIELD_PATTERNS) if (pattern.test(field)) kinds.add(kind)
    kinds.add('name')
  }
  for (const kind of kinds) found.push({ kind, path })
}

function lookAtNumber(value: number, { path, field, found }: Looking): void {
  const kinds = new Set<IdentifierKind>()
  if (Math.abs(value) >= TIME_MIN) kinds.add('date')
  if (!isSize(value) && !isYear(value, field)) kinds.add('code')
  if (/(?:^|_)age(?:_|$)/.test(field) && value > AGE_SHOWN_MAX) kinds.add('date')
  for (const [kind, pattern] of FIELD_PATTERNS) if (pattern.test(field)) kinds.add(kind)
  for (const kind of kinds) found.push({ kind, path })
}

/** To two digits, and below what a code could be. */
const isSize = (value: number): boolean => Math.abs(value) < CODE_MIN && Number(value.toPrecision(2)) === value

const isYear = (value: number, field: string): boolean =>
  /(?:^|_)year$/.test(field) && Number.isInteger(value) && value >= YEARS.first && value <= YEARS.last

const isShownZip = (text: string, field: string): boolean =>
  /(?:^|_)zip3?$/.test(field) && /^\d{3}$/.test(text) && !SPARSE_ZIP3.has(text)

/** In one script's digits, without what is not seen, and with one kind of hyphen and space. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s/gu, ' ')
    .replace(/\p{Nd}/gu, asciiDigit)

/** Digits of every script come in runs of ten whose first is a zero: the value is the distance to the run's start. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  if (code < 128) return digit
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}
