/** An object of somebody else's JSON: any member may be missing, or be anything. */
export type Json = Readonly<Record<string, unknown>>

const NOTHING: Json = {}

/** Meta's own ids stay well below this. */
const ID_CHARS_MAX = 512

export const objectOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null

/** The object under `name`, or one without members. */
export const objectIn = (parent: Json, name: string): Json => objectOf(parent[name]) ?? NOTHING

/** The objects of the list under `name`; whatever else is in it is left out. */
export function objectsIn(parent: Json, name: string): readonly Json[] {
  const list = parent[name]
  return Array.isArray(list) ? list.filter((item): item is Json => objectOf(item) !== null) : []
}

/** Text under `name`, no longer than `charsMax` and without halves of characters; null when it is no text. */
export function textIn(parent: Json, name: string, charsMax: number): string | null {
  const text = parent[name]
  return typeof text === 'string' ? text.slice(0, charsMax).toWellFormed() : null
}

/** Like {@link textIn}, trimmed; null when nothing is left. */
export const wordsIn = (parent: Json, name: string, charsMax: number): string | null =>
  textIn(parent, name, charsMax)?.trim() || null

/**
 * An id under `name`, as it came: visible characters without spaces. Ids are strings, and now and then a number.
 *
 * Null when it is missing, empty, or too long to be one.
 */
export function idIn(parent: Json, name: string): string | null {
  const id = parent[name]
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id
  return typeof text === 'string' && text.length <= ID_CHARS_MAX && /^[\x21-\x7e]+$/.test(text) ? text : null
}

/** A number under `name`, or one that is spelled as text. */
export function numberIn(parent: Json, name: string): number | null {
  const given = parent[name]
  const number = typeof given === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(given) ? Number(given) : given
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** A whole number under `name`, not below nothing: a code, a size. */
export function wholeIn(parent: Json, name: string): number | null {
  const number = numberIn(parent, name)
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** The year 3000. What claims to be later is no time. */
const SECONDS_MAX = 32_503_680_000

/** Seconds under `name`, as text or as a number, in milliseconds; null when it is no time. */
export function timeIn(parent: Json, name: string): number | null {
  const seconds = numberIn(parent, name)
  return seconds !== null && seconds >= 1 && seconds <= SECONDS_MAX ? Math.floor(seconds) * 1000 : null
}

/** What Meta calls something, as a word that can be counted and logged: lower case, or `other` when it is none. */
export function wordOf(value: unknown): string {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return /^[a-z][a-z0-9_-]{0,55}$/.test(word) ? word : 'other'
}
