import { and, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { resources, services } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { ResourceRule, ServiceRule } from './booking.ts'

/** A service names at most this many resources; D1 takes 100 bound parameters a statement. */
export const RESOURCES_PER_SERVICE_MAX = 50

/** Services a tenant may have at once, in one mode. */
const SERVICES_MAX = 500

/** A service that can be booked, with those of its resources that are at work, in its own order. */
export interface Offering {
  readonly service: ServiceRule
  readonly resources: readonly ResourceRule[]
}

/**
 * The service of this tenant and mode by its id or its slug, or null when there is none, it is archived, or it is off.
 *
 * @throws when the database cannot be read.
 */
export async function findOffering(ctx: Ctx, by: { id: string } | { slug: string }): Promise<Offering | null> {
  const named = 'id' in by ? eq(services.id, by.id) : eq(services.slug, by.slug)
  const [service] = await ctx.db
    .select()
    .from(services)
    .where(and(ownedBy(ctx, services), eq(services.status, 'active'), named))
    .limit(1)
  if (service === undefined || service.mode === 'off') return null
  return { service, resources: await resourcesOf(ctx, service.resourceIds) }
}

/** Every resource that the services of these slugs use. */
export async function resourceIdsOf(ctx: Ctx, slugs: ReadonlySet<string>): Promise<Set<string>> {
  const rows = await ctx.db
    .select({ slug: services.slug, resourceIds: services.resourceIds })
    .from(services)
    .where(and(ownedBy(ctx, services), eq(services.status, 'active')))
    .limit(SERVICES_MAX)
  return new Set(rows.filter(({ slug }) => slugs.has(slug)).flatMap(({ resourceIds }) => resourceIds))
}

async function resourcesOf(ctx: Ctx, ids: readonly string[]): Promise<ResourceRule[]> {
  const wanted = ids.slice(0, RESOURCES_PER_SERVICE_MAX)
  if (wanted.length === 0) return []
  const rows = await ctx.db
    .select({ id: resources.id, name: resources.name, hours: resources.hours })
    .from(resources)
    .where(and(ownedBy(ctx, resources), inArray(resources.id, [...wanted]), eq(resources.status, 'active')))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return wanted.flatMap((id) => byId.get(id) ?? [])
}
