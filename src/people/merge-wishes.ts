import { and, eq, sql } from 'drizzle-orm'
import { readWishes, wishesPlace, type Wishes } from '../consent/wishes.ts'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'

/**
 * What one wished is what the other wishes, where that one had said nothing. What either objected to, and what is known of
 * either's line, holds for both. Safe to repeat.
 */
export async function moveWishes(ctx: Ctx, personId: string, alsoId: string): Promise<void> {
  const its = and(eq(contactPreferences.tenantId, ctx.tenantId), eq(contactPreferences.personId, alsoId))
  const row = await ctx.db.select().from(contactPreferences).where(its).get()
  if (row === undefined) return
  const [staying, going] = await Promise.all([readWishes(ctx, personId), readWishes(ctx, alsoId)])
  const { preferences, whereabouts, lineType, zoneAtMs } = staying.updatedAtMs === null ? going : staying
  const lineTags = [...new Set([...staying.lineTags, ...going.lineTags])]
  const restriction = staying.restriction ?? going.restriction
  const wishes: Wishes = { preferences, whereabouts, lineType, zoneAtMs, lineTags, ...(restriction && { restriction }) }
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const set = {
    sealedWishes: await seal(key, wishesPlace(ctx, personId), JSON.stringify(wishes)),
    isObjecting: staying.isObjecting || going.isObjecting,
    isRestricted: staying.isRestricted || going.isRestricted,
    hasLineTags: lineTags.length > 0,
  }
  // Whoever is changing them just now changes them anew.
  const { updatedAtMs, expiresAtMs } = contactPreferences
  const times = {
    updatedAtMs: sql`max(${updatedAtMs}, excluded.updated_at_ms) + 1`,
    expiresAtMs: sql`max(${expiresAtMs}, excluded.expires_at_ms)`,
  }
  await ctx.db.batch([
    ctx.db
      .insert(contactPreferences)
      .values({ ...row, ...set, personId })
      .onConflictDoUpdate({ target: contactPreferences.personId, set: { ...set, ...times } }),
    ctx.db.delete(contactPreferences).where(its),
  ])
}
