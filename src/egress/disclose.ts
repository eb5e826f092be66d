import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { idsFrom } from '../kernel/ids.ts'
import { sha256HexNow } from '../kernel/sha256-now.ts'
import { disclosureCategory } from '../records/disclosures/category.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { expiryOf } from '../records/retention/keep.ts'

/** That something of a person went to somebody. */
export interface Disclosed {
  readonly personId: string
  /** A vendor of the register, `controller` for the business itself, `authority`. */
  readonly recipient: string
  readonly purpose: string
  /** Names of fields, never their values. */
  readonly fields: readonly string[]
  /** The call, message, request or day (`day:2026-03-02`) it happened for: told of again, it is the same row. */
  readonly occasion: string
  readonly region?: string | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/** That something of a person went to somebody, as a statement for the same `ctx.db.batch` as what it tells of. Never executes by itself. */
export function disclose(
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode' | 'nowMs'>,
  told: Disclosed,
): BatchItem<'sqlite'> {
  const { tenantId, livemode, nowMs } = ctx
  const keepDays = disclosureCategory.keepDays ?? Number.POSITIVE_INFINITY
  return ctx.db
    .insert(disclosures)
    .values({
      id: idOf(tenantId, told, nowMs),
      tenantId,
      livemode,
      personId: told.personId,
      recipient: told.recipient,
      purpose: told.purpose,
      fields: told.fields,
      region: told.region ?? null,
      occasion: told.occasion,
      firstAtMs: nowMs,
      lastAtMs: nowMs,
      expiresAtMs: expiryOf(nowMs, keepDays),
    })
    .onConflictDoUpdate({
      target: disclosures.id,
      set: {
        lastAtMs: sql`max(${disclosures.lastAtMs}, ${nowMs})`,
        requestCount: sql`${disclosures.requestCount} + 1`,
      },
    })
}

/**
 * The id is made of what the row tells of, so that D1 itself keeps one for an occasion; and it begins with the time of the
 * occasion, so that lists are in order. A row keeps it when two turn out to be one person.
 */
function idOf(tenantId: string, { personId, recipient, purpose, occasion }: Disclosed, nowMs: number): string {
  const digest = sha256HexNow([tenantId, personId, recipient, purpose, occasion].join('|'))
  const tail = Array.from({ length: 16 }, (_, at) =>
    ALPHABET.charAt(parseInt(digest.slice(at * 2, at * 2 + 2), 16) & 31),
  )
  return `${idsFrom('dsc', occasionAtMs(occasion) ?? nowMs)}${tail.join('')}`
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** When an occasion began, as its own name says. */
function occasionAtMs(occasion: string): number | null {
  const day = /^day:(\d{4}-\d{2}-\d{2})$/.exec(occasion)?.[1]
  if (day !== undefined) return Date.parse(day)
  const time = /^[a-z]+_([0-9a-hjkmnp-tv-z]{10})[0-9a-hjkmnp-tv-z]{16}$/.exec(occasion)?.[1]
  return time === undefined ? null : [...time].reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0)
}

/** The day of `atMs` as an occasion: what goes out all day is told of once. */
export const dayOf = (atMs: number): string =>
  `day:${new Date(Math.floor(atMs / DAY_MS) * DAY_MS).toISOString().slice(0, 10)}`
