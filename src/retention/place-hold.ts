import { and, eq } from 'drizzle-orm'
import { actorName, appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { CategoryName } from '../records/category.ts'
import { holdCategory } from '../records/holds/category.ts'
import { holds } from '../records/holds/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { people } from '../records/people/table.ts'
import { expiryOf } from '../records/retention/keep.ts'

export type HoldRow = typeof holds.$inferSelect

/** What is to be kept, why, and until when. */
export interface WantedHold {
  /** Null: everything of the business. */
  readonly personId: string | null
  /** Null: all of them. */
  readonly categories: readonly CategoryName[] | null
  readonly basis: HoldRow['basis']
  readonly reason: string
  /** Later than now: nothing is kept for ever by a hold. */
  readonly endsAtMs: number
}

export const holdReasonPlace = (holdId: string): string => `holds|${holdId}|reason`

/** Orders that something be kept. It stands when this returns: whatever sweeps or erases asks for it in its own statement. */
export async function placeHold(ctx: Ctx, wanted: WantedHold): Promise<Result<HoldRow, 'no_such_person'>> {
  const { personId, reason, ...ordered } = wanted
  const { db, tenantId, livemode, nowMs } = ctx
  if (personId !== null && !(await isKnown(ctx, personId))) return err('no_such_person')
  const id = newId('hold', nowMs)
  const row: HoldRow = {
    ...ordered,
    id,
    tenantId,
    livemode,
    personId,
    sealedReason: await ctx.vault.sealForTenant(tenantId, holdReasonPlace(id), reason),
    placedBy: actorName(ctx.actor),
    startsAtMs: nowMs,
    releaseAskedBy: null,
    releaseAskedAtMs: null,
    releasedAtMs: null,
    releasedBy: null,
    createdAtMs: nowMs,
    expiresAtMs: keptUntil(ordered.endsAtMs),
  }
  const entry = { action: 'hold.placed', subject: id, detailHash: await detailHashOf(row) } as const
  await db.batch([db.insert(holds).values(row), appendAudit(ctx, [entry])])
  await sealAuditQuietly(ctx)
  return ok(row)
}

/** How long the order itself is kept, from its end on. */
export const keptUntil = (endedAtMs: number): number =>
  expiryOf(endedAtMs, holdCategory.keepDays ?? Number.POSITIVE_INFINITY)

async function isKnown(ctx: Ctx, personId: string): Promise<boolean> {
  const theirs = and(ownedBy(ctx, people), eq(people.id, personId))
  return (await ctx.db.select({ id: people.id }).from(people).where(theirs).get()) !== undefined
}

/** Why it was ordered, in the words of whoever did; null where they no longer open. */
export const openReason = (ctx: Pick<Ctx, 'vault' | 'tenantId'>, row: HoldRow): Promise<string | null> =>
  ctx.vault.openForTenant(ctx.tenantId, holdReasonPlace(row.id), row.sealedReason)
