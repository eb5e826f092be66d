import { and, eq } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import type { Tenant } from './tenant.ts'

/** What may change about a business. A field left out stays as it is. */
export interface TenantChange {
  readonly name?: string | undefined
  readonly privacyContact?: string | null | undefined
}

/** Changes a business that is not closed. Undefined when there is none. */
export async function changeTenant(directory: Db, tenantId: string, change: TenantChange): Promise<Tenant | undefined> {
  const { name, privacyContact } = change
  if (name === undefined && privacyContact === undefined) return findTenant(directory, tenantId)
  const set = { ...(name !== undefined && { name }), ...(privacyContact !== undefined && { privacyContact }) }
  const active = and(eq(tenants.id, tenantId), eq(tenants.status, 'active'))
  const [changed] = await directory.update(tenants).set(set).where(active).returning()
  return changed
}

export const findTenant = (directory: Db, tenantId: string): Promise<Tenant | undefined> =>
  directory.select().from(tenants).where(eq(tenants.id, tenantId)).get()
