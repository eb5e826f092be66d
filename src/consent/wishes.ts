import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { consents } from '../records/consents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { findPersonKey, type PersonKey } from '../vault/person-keys.ts'
import { open, type Place } from '../vault/seal.ts'
import {
  LINE_TAGS,
  NO_PREFERENCES,
  NOWHERE_KNOWN,
  type LineTag,
  type LineType,
  type Preferences,
  type Whereabouts,
} from './contact.ts'

/** How somebody wants to be contacted, where they are and what their line is, as it is kept: sealed. */
export interface Wishes {
  readonly preferences: Preferences
  readonly whereabouts: Whereabouts
  readonly lineTags: readonly LineTag[]
  readonly lineType: LineType
  /** When the person confirmed the zone that is in `whereabouts`; null where nobody has. */
  readonly zoneAtMs: number | null
  /** Why what is kept of them is not to be used, while that is so, and since when. */
  readonly restriction?: { readonly reason: string; readonly sinceMs: number } | null
}

export interface KeptWishes extends Wishes {
  readonly isObjecting: boolean
  /** What is kept of them is stored, and used for nothing (GDPR art. 18). */
  readonly isRestricted: boolean
  readonly updatedAtMs: number | null
}

export const NO_WISHES: KeptWishes = {
  preferences: NO_PREFERENCES,
  whereabouts: NOWHERE_KNOWN,
  lineTags: [],
  lineType: 'unknown',
  zoneAtMs: null,
  isObjecting: false,
  isRestricted: false,
  updatedAtMs: null,
}

export const wishesPlace = (ctx: Pick<Ctx, 'tenantId'>, personId: string): Place => ({
  tenantId: ctx.tenantId,
  table: 'contact_preferences',
  recordId: personId,
  field: 'wishes',
})

type Reader = Pick<Ctx, 'db' | 'vault' | 'blobs' | 'tenantId' | 'livemode'>

/** What is kept of a person's wishes. A zone that they named with a consent counts when it is newer. */
export async function readWishes(ctx: Reader, personId: string, key?: PersonKey): Promise<KeptWishes> {
  const [rows, zones] = await ctx.db.batch([
    ctx.db
      .select()
      .from(contactPreferences)
      .where(and(ownedBy(ctx, contactPreferences), eq(contactPreferences.personId, personId))),
    ctx.db
      .select({ zone: consents.timeZone, atMs: consents.capturedAtMs })
      .from(consents)
      .where(and(ownedBy(ctx, consents), eq(consents.personId, personId), isNotNull(consents.timeZone)))
      .orderBy(desc(consents.capturedAtMs))
      .limit(1),
  ])
  const [row, told] = [rows[0], zones[0]]
  const kept = row === undefined ? NO_WISHES : await opened(ctx, row, key)
  if (told === undefined || told.atMs <= (kept.zoneAtMs ?? Number.NEGATIVE_INFINITY)) return kept
  return { ...kept, whereabouts: { ...kept.whereabouts, confirmedZone: told.zone }, zoneAtMs: told.atMs }
}

/**
 * Without its key nothing is known of what they wished but that they object, or that it is not to be used: their line may be any of those that are left
 * alone, until somebody says anew what it is.
 */
async function opened(
  ctx: Reader,
  row: typeof contactPreferences.$inferSelect,
  known: PersonKey | undefined,
): Promise<KeptWishes> {
  const { personId, isObjecting, isRestricted, updatedAtMs } = row
  const key = known ?? (await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId))
  const text = key === null ? null : await open(key, wishesPlace(ctx, personId), row.sealedWishes)
  const wishes = text === null ? { ...NO_WISHES, lineTags: LINE_TAGS } : (JSON.parse(text) as Wishes)
  return { ...wishes, isObjecting, isRestricted, updatedAtMs }
}
