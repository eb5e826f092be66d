import { and, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { resources, services } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { ServiceRule } from './booking.ts'

export type ServiceRow = typeof services.$inferSelect

/** A service as a business describes it. */
export type ServiceDraft = Omit<ServiceRule, 'id'>

export type ServiceFailure =
  | { readonly code: 'slug_taken' }
  | { readonly code: 'not_found' }
  | { readonly code: 'unknown_resource'; readonly index: number }

/** Adds a service that can be booked at once. Its slug is what an agent's document calls it by. */
export async function addService(ctx: Ctx, draft: ServiceDraft): Promise<Result<ServiceRow, ServiceFailure>> {
  const index = await unknownResource(ctx, draft.resourceIds)
  if (index >= 0) return err({ code: 'unknown_resource', index })
  const { tenantId, livemode, nowMs } = ctx
  const row: ServiceRow = {
    id: newId('svc', nowMs),
    tenantId,
    livemode,
    ...draft,
    agentId: null,
    status: 'active',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
  try {
    await ctx.db.insert(services).values(row)
    return ok(row)
  } catch (error) {
    if (isUniqueViolation(error)) return err({ code: 'slug_taken' })
    throw error
  }
}

/** Changes a service. What is booked already stays as it was booked; archived, it is offered no more. */
export async function changeService(
  ctx: Ctx,
  serviceId: string,
  change: Partial<Omit<ServiceDraft, 'slug'> & Pick<ServiceRow, 'status'>>,
): Promise<Result<ServiceRow, ServiceFailure>> {
  const index = await unknownResource(ctx, change.resourceIds ?? [])
  if (index >= 0) return err({ code: 'unknown_resource', index })
  const row = await ctx.db
    .update(services)
    .set({ ...change, updatedAtMs: ctx.nowMs })
    .where(and(ownedBy(ctx, services), eq(services.id, serviceId)))
    .returning()
    .get()
  return row === undefined ? err({ code: 'not_found' }) : ok(row)
}

/** The index of the first id that is no resource of this tenant at work, or -1. */
async function unknownResource(ctx: Ctx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return -1
  const rows = await ctx.db
    .select({ id: resources.id })
    .from(resources)
    .where(and(ownedBy(ctx, resources), eq(resources.status, 'active'), inArray(resources.id, [...ids])))
  const known = new Set(rows.map(({ id }) => id))
  return ids.findIndex((id) => !known.has(id))
}
