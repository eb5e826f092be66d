import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import type { Tenant } from './tenant.ts'

/**
 * Closes a business and revokes its keys, in one batch. Its data is left to the keep times of each category.
 *
 * Closing it again changes nothing. Undefined when there is no such business.
 */
export async function closeTenant(directory: Db, tenantId: string, nowMs: number): Promise<Tenant | undefined> {
  const [closed] = await directory.batch([
    directory.update(tenants).set({ status: 'closed' }).where(eq(tenants.id, tenantId)).returning(),
    directory
      .update(apiKeys)
      .set({ revokedAtMs: nowMs })
      .where(and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAtMs))),
  ])
  return closed[0]
}
