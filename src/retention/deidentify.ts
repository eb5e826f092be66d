import { hmacKey, hmacWith } from '../kernel/hmac.ts'
import { utf8 } from '../kernel/bytes.ts'
import type { Outline, Trace } from '../records/deidentified/outline.ts'
import { SPARSE_ZIP3 } from './sparse-zip3.ts'

type Kept = string | number | boolean | null

/** What is left of a row. */
export interface Deidentified {
  readonly year: number
  readonly fields: Readonly<Record<string, Kept>>
}

/** 45 CFR 164.514(b)(2)(i)(C): older people are so few that the age itself may tell. */
const AGE_SHOWN_MAX = 89
/** From here on a number looks like a code. What is larger is this large. */
const SIZE_MAX = 9_900
const TOKEN_CHARS = 16
const LETTERS = 'abcdefghijklmnop'

/**
 * A row without anything that tells of anybody: 45 CFR 164.514(b)(2), by naming what stays instead of what goes.
 *
 * Pure but for the tokens. Null where the row has no year to be kept under.
 */
export async function deidentify(
  row: Readonly<Record<string, unknown>>,
  { yearOf, fields }: Outline,
  tokenOf: (id: string) => Promise<string>,
): Promise<Deidentified | null> {
  const year = yearIn(row[yearOf])
  if (year === null) return null
  const kept: Record<string, Kept> = {}
  for (const [name, trace] of Object.entries(fields)) {
    const value = row[name]
    kept[nameFor(name, trace)] = trace.as === 'token' ? await tokenFor(value, tokenOf) : keptOf(value, trace)
  }
  return { year, fields: kept }
}

/** `personId` becomes `person`, `startedAtMs` `started_year`: nothing is called an id or a time that is none. */
function nameFor(name: string, { as }: Trace): string {
  const words = name.replace(/(?:Id|AtMs)$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return as === 'year' && words !== 'year' ? `${words}_year` : words
}

const tokenFor = async (value: unknown, tokenOf: (id: string) => Promise<string>): Promise<Kept> =>
  typeof value === 'string' && value !== '' ? tokenOf(value) : null

function keptOf(value: unknown, trace: Exclude<Trace, { as: 'token' }>): Kept {
  switch (trace.as) {
    case 'word':
      return trace.words.find((word) => word === value) ?? null
    case 'flag':
      return typeof value === 'boolean' ? value : null
    case 'size':
      return sizeShown(value)
    case 'year':
      return yearIn(value)
    case 'age':
      return ageShown(value)
    case 'zip':
      return zip3(value)
  }
}

/** To two digits. */
function sizeShown(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
  return Math.min(SIZE_MAX, Number(value.toPrecision(2)))
}

function yearIn(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : value
  if (typeof atMs !== 'number' || !Number.isFinite(atMs)) return null
  const year = new Date(atMs).getUTCFullYear()
  return Number.isNaN(year) ? null : year
}

/** In years; from 90 on there is one age. */
function ageShown(value: unknown): Kept {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null
  return value > AGE_SHOWN_MAX ? '90+' : value
}

/** The first three digits of a US ZIP code, or 000 where no more than 20,000 people live under them. */
function zip3(value: unknown): Kept {
  const [, start] = /^(\d{3})\d{2}(?:-\d{4})?$/.exec(typeof value === 'string' ? value.trim() : '') ?? []
  if (start === undefined) return null
  return SPARSE_ZIP3.has(start) ? '000' : start
}

/**
 * Tokens under a secret that nobody keeps: the same id has the same token as long as this function lives, and none that can be
 * led back to it afterwards.
 */
export async function throwawayTokens(): Promise<(id: string) => Promise<string>> {
  const key = await hmacKey('SHA-256', crypto.getRandomValues(new Uint8Array(32)))
  return async (id) => {
    const digest = await hmacWith(key, utf8(id))
    const letters = Array.from(digest.subarray(0, TOKEN_CHARS), (byte) => LETTERS.charAt(byte & 15))
    return `tok_${letters.join('')}`
  }
}
