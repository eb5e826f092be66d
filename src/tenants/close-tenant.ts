import { and, eq, isNull } from 'drizzle-orm'
import { dropLines } from '../calls/line.ts'
import type { Db } from '../context.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { dropPlatforms } from '../messages/platform-of.ts'
import { dropSigners } from '../messages/who-signed.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import { letGoLines } from './closing/let-go-lines.ts'
import type { Tenant } from './tenant.ts'

/**
 * Closes a business: revokes its keys and lets go of its numbers and channels, in one batch. Its data is left to the keep times of
 * each category, its accounts at carriers and platforms to the deletions still owed there.
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
    ...letGoLines(directory, tenantId),
  ])
  dropLines()
  dropMessageLines()
  dropPlatforms()
  dropSigners()
  return closed[0]
}
