import { and, eq } from 'drizzle-orm'
import type { Hours } from '../agents/hours.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { resources } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'

export type ResourceRow = typeof resources.$inferSelect

export interface ResourceDraft {
  readonly name: string
  readonly kind: string
  /** Narrower than those of the services it serves, or null for theirs. */
  readonly hours: Hours | null
}

/** Adds somebody or something that can be booked. */
export async function addResource(ctx: Ctx, draft: ResourceDraft): Promise<ResourceRow> {
  const { tenantId, livemode, nowMs } = ctx
  const row: ResourceRow = {
    id: newId('res', nowMs),
    tenantId,
    livemode,
    ...draft,
    status: 'active',
    createdAtMs: nowMs,
  }
  await ctx.db.insert(resources).values(row)
  return row
}

/** The resource as changed, or undefined when there is no such. Archived, it is offered no more; its bookings stand. */
export async function changeResource(
  ctx: Ctx,
  resourceId: string,
  change: Partial<ResourceDraft & Pick<ResourceRow, 'status'>>,
): Promise<ResourceRow | undefined> {
  const mine = and(ownedBy(ctx, resources), eq(resources.id, resourceId))
  if (Object.keys(change).length === 0) return ctx.db.select().from(resources).where(mine).get()
  return ctx.db.update(resources).set(change).where(mine).returning().get()
}
