import { and, eq, isNull, ne } from 'drizzle-orm'
import { actorName, appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { holds } from '../records/holds/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { keptUntil, type HoldRow } from './place-hold.ts'
import { tellOfRelease } from './tell-of-release.ts'

/**
 * Releases a hold, in two steps by two keys: the first asks, another agrees. Until then it stands. What it kept beyond its time
 * goes with the next sweep. Who looks after privacy in the business is told of both.
 *
 * Asking again, by whoever asked, changes nothing, nor does releasing what is released. Undefined when there is none of that id.
 */
export async function releaseHold(ctx: Ctx, holdId: string): Promise<HoldRow | undefined> {
  const row = await release(ctx, holdId)
  if (row !== undefined) await tellOfRelease(ctx, row)
  return row
}

async function release(ctx: Ctx, holdId: string): Promise<HoldRow | undefined> {
  const { db, nowMs } = ctx
  const by = actorName(ctx.actor)
  const its = and(ownedBy(ctx, holds), eq(holds.id, holdId))
  const [asked] = await db
    .update(holds)
    .set({ releaseAskedBy: by, releaseAskedAtMs: nowMs })
    .where(and(its, isNull(holds.releaseAskedBy), isNull(holds.releasedAtMs)))
    .returning()
  if (asked !== undefined) return asked
  const standing = await db.select().from(holds).where(its).get()
  if (standing === undefined || standing.releasedAtMs !== null || standing.releaseAskedBy === by) return standing

  const released = { releasedAtMs: nowMs, releasedBy: by, expiresAtMs: keptUntil(Math.min(nowMs, standing.endsAtMs)) }
  const row: HoldRow = { ...standing, ...released }
  const entry = { action: 'hold.released', subject: holdId, detailHash: await detailHashOf(row) } as const
  await db.batch([
    db
      .update(holds)
      .set(released)
      .where(and(its, isNull(holds.releasedAtMs), ne(holds.releaseAskedBy, by))),
    appendAudit(ctx, [entry], { once: true }),
  ])
  await sealAuditQuietly(ctx)
  return row
}
