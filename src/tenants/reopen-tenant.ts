import { and, eq } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { platformChain, type PlatformCtx } from '../incidents/incident.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import { openClosure } from './closing/find-closure.ts'
import { forgetLines } from './closing/let-go-lines.ts'
import { stopWindDown } from './closing/wind-down.ts'
import { firstKeys, type CreatedTenant } from './create-tenant.ts'

/**
 * Opens a closed business again, with new keys: the old ones stay revoked, and its numbers have to be claimed anew. What is kept
 * of it is as it was; nobody who asked to be left alone has become anybody else. That it was opened is noted in the batch that
 * makes the keys, which are shown once.
 *
 * What was to be erased of it is not any more. Undefined when there is no such business, it is not closed, or is being erased.
 */
export async function reopenTenant(ctx: PlatformCtx, tenantId: string): Promise<CreatedTenant | undefined> {
  const { directory, nowMs } = ctx
  const erasing = await openClosure(directory, tenantId, 'closure')
  if (erasing?.status === 'working') return undefined
  await stopWindDown(directory, tenantId, nowMs)
  const closed = and(eq(tenants.id, tenantId), eq(tenants.status, 'closed'))
  const [tenant] = await directory.update(tenants).set({ status: 'active' }).where(closed).returning()
  if (tenant === undefined) return undefined
  const keys = await firstKeys(tenantId, nowMs)
  const chain = platformChain(ctx)
  const entry = { action: 'account.reopened', subject: tenantId, detailHash: await detailHashOf(tenant) } as const
  await directory.batch([
    directory.insert(apiKeys).values(keys.map(({ row }) => row)),
    ...forgetLines(directory, tenantId),
    appendAudit(chain, [entry]),
  ])
  await sealAuditQuietly(chain)
  return { tenant, keys }
}
