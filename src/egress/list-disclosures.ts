import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { ownedBy } from '../records/owned-by.ts'

export type Disclosure = typeof disclosures.$inferSelect

/** HIPAA's accounting reaches six years back (45 CFR 164.528); rows are kept as long. */
const YEARS_BACK_MS = 6 * 366 * 24 * 60 * 60 * 1000
const PAGE_MAX = 500

/**
 * To whom something of a person went, newest first: at most {@link PAGE_MAX} of the last six years.
 *
 * @param olderThan  an id: only what is older.
 */
export function listDisclosures(ctx: Ctx, personId: string, olderThan?: string): Promise<readonly Disclosure[]> {
  return ctx.db
    .select()
    .from(disclosures)
    .where(
      and(
        ownedBy(ctx, disclosures),
        eq(disclosures.personId, personId),
        gte(disclosures.lastAtMs, ctx.nowMs - YEARS_BACK_MS),
        olderThan === undefined ? undefined : lt(disclosures.id, olderThan),
      ),
    )
    .orderBy(desc(disclosures.id))
    .limit(PAGE_MAX)
}
