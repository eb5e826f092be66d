import { and, eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { ResourceRule } from '../bookings/booking.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { resources } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { Template } from './templates/template.ts'

/** Resources a tenant may have at once, in one mode: more are not looked at. */
const RESOURCES_MAX = 1_000

/** The tenant's resources at work, by id and by name in lower case. */
export interface KnownResources {
  readonly ids: ReadonlySet<string>
  readonly idOfName: ReadonlyMap<string, string>
}

/** The tenant's resources at work, the oldest first. */
export const listResources = (ctx: Ctx): Promise<ResourceRule[]> =>
  ctx.db
    .select({ id: resources.id, name: resources.name, hours: resources.hours })
    .from(resources)
    .where(and(ownedBy(ctx, resources), eq(resources.status, 'active')))
    .orderBy(resources.id)
    .limit(RESOURCES_MAX)

export async function readResources(ctx: Ctx): Promise<KnownResources> {
  const rows = await listResources(ctx)
  return {
    ids: new Set(rows.map(({ id }) => id)),
    // The oldest of a name wins, so that a second one of the same name moves nobody's bookings.
    idOfName: new Map(rows.toReversed().map(({ id, name }) => [name.toLowerCase(), id])),
  }
}

/** Inserts of the resources a template needs and the business has none of by that name, for a batch. */
export async function missingResources(ctx: Ctx, wanted: Template['resources']): Promise<BatchItem<'sqlite'>[]> {
  const { idOfName } = await readResources(ctx)
  return wanted
    .filter(({ name }) => !idOfName.has(name.toLowerCase()))
    .map(({ name, kind }) => {
      const { tenantId, livemode, nowMs } = ctx
      const row = { id: newId('res', nowMs), tenantId, livemode, name, kind, hours: null, createdAtMs: nowMs }
      return ctx.db.insert(resources).values({ ...row, status: 'active' })
    })
}
