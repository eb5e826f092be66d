import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { holds } from '../records/holds/table.ts'

/** An order to keep something, as it stands now. */
export interface Hold {
  readonly id: string
  /** Categories it is about; null: all of them. */
  readonly categories: readonly string[] | null
  readonly basis: (typeof holds.$inferSelect)['basis']
  readonly endsAtMs: number
}

const HOLDS_MAX = 200

/**
 * The holds that keep something of a person at `ctx.nowMs`: those on them, and those on everything of the business. At most 200.
 *
 * To show and to explain. Whoever deletes asks in the deleting statement itself: `isNotHeld`.
 */
export async function holdsOn(
  { db, tenantId, nowMs }: Pick<Ctx, 'db' | 'tenantId' | 'nowMs'>,
  personId: string,
): Promise<readonly Hold[]> {
  const isTheirs = and(eq(holds.tenantId, tenantId), or(isNull(holds.personId), eq(holds.personId, personId)))
  const stands = and(lte(holds.startsAtMs, nowMs), gt(holds.endsAtMs, nowMs), isNull(holds.releasedAtMs))
  return db
    .select({ id: holds.id, categories: holds.categories, basis: holds.basis, endsAtMs: holds.endsAtMs })
    .from(holds)
    .where(and(isTheirs, stands))
    .limit(HOLDS_MAX)
}
