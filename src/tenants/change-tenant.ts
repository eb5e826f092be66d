import { and, eq } from 'drizzle-orm'
import { dropLines } from '../calls/line.ts'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import type { SetLimits } from './limits.ts'
import type { Tenant } from './tenant.ts'

/** What may change about a business. A field left out stays as it is. */
export interface TenantChange {
  readonly name?: string | undefined
  readonly privacyContact?: string | null | undefined
  readonly ceilings?: SetLimits | undefined
  readonly limits?: SetLimits | undefined
}

/** Changes a business that is not closed. Undefined when there is none. */
export async function changeTenant(directory: Db, tenantId: string, change: TenantChange): Promise<Tenant | undefined> {
  // Of an update, drizzle leaves out what is undefined, and will not do one that sets nothing.
  const { name, privacyContact, ceilings, limits } = change
  const set = { name, privacyContact, ceilings, limits }
  if (Object.values(set).every((value) => value === undefined)) return findTenant(directory, tenantId)
  const active = and(eq(tenants.id, tenantId), eq(tenants.status, 'active'))
  const [changed] = await directory.update(tenants).set(set).where(active).returning()
  if (ceilings !== undefined || limits !== undefined) dropLines()
  return changed
}

export const findTenant = (directory: Db, tenantId: string): Promise<Tenant | undefined> =>
  directory.select().from(tenants).where(eq(tenants.id, tenantId)).get()
