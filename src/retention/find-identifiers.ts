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
  if (typeof value === 'string') return lookAtText(value, at)
  if (typeof value === 'number') return lookAtNumber(value, at)
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return tell(at, 'code')
  if (typeof value !== 'object' || value === null) return
  const kind = kindOfObject(value, depth)
  if (kind !== null) return tell(at, kind)
  const isList = Array.isArray(value)
  for (const [name, held] of Object.entries(value)) {
    const path = `${at.path}/${name}`
    const field = isList ? at.field : snakeCase(name)
    // A name of a field that was made of what somebody said is as telling as a value.
    if (!isList) lookAtText(field, { ...at, path, field: '', words: undefined })
    look(held, { ...at, path, field }, depth + 1)
  }
}

const tell = ({ path, found }: Looking, kind: IdentifierKind): void => void found.push({ kind, path })

/** What an object is as a whole; null for one whose members are to be looked at. */
function kindOfObject(value: object, depth: number): IdentifierKind | null {
  if (value instanceof Date) return 'date'
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'biometric'
  return depth >= DEPTH_MAX ? 'code' : null
}

const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end}_${start.toLowerCase()}`)

function lookAtText(given: string, at: Looking): void {
  const { field, words } = at
  if (given === '' || isAllowed(given, at)) return
  const text = plain(given)
  const kinds = new Set(matching(TEXT_PATTERNS, text))
  if (words !== undefined || !PLAIN_WORD.test(given)) {
    for (const kind of matching(FIELD_PATTERNS, field)) kinds.add(kind)
    kinds.add('name')
  }
  for (const kind of kinds) tell(at, kind)
}

/** A word of ours, a token, an age from 90 on, or three digits of a ZIP code where enough people live. */
const isAllowed = (text: string, { field, words }: Looking): boolean =>
  words?.has(text) === true || TOKEN.test(text) || (text === '90+' && field.endsWith('age')) || isShownZip(text, field)

const matching = (patterns: typeof TEXT_PATTERNS, text: string): readonly IdentifierKind[] =>
  patterns.flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []))

function lookAtNumber(value: number, at: Looking): void {
  const { field } = at
  const kinds = new Set(matching(FIELD_PATTERNS, field))
  if (Math.abs(value) >= TIME_MIN) kinds.add('date')
  if (!isSize(value) && !isYear(value, field)) kinds.add('code')
  if (/(?:^|_)age(?:_|$)/.test(field) && value > AGE_SHOWN_MAX) kinds.add('date')
  for (const kind of kinds) tell(at, kind)
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
