import { appendAudit, detailHashOf } from '../audit/append.ts'
import { platformChain, type PlatformCtx } from '../incidents/incident.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { makeKey, type MadeKey } from './make-key.ts'
import { RESERVED_SLUGS, slugOf, type NewTenant, type Tenant } from './tenant.ts'

export interface CreatedTenant {
  readonly tenant: Tenant
  /** One live and one test key, both with every scope. */
  readonly keys: readonly MadeKey[]
}

/**
 * Takes on a business, with a live and a test key and the entry in the platform's chain, in one batch.
 *
 * Without a slug of its own it gets one made of its name; where another business has that, the end of its id goes
 * behind it. A slug that was asked for and is taken, or reserved for the platform, is refused instead. The unique row decides both.
 */
export async function createTenant(ctx: PlatformCtx, wanted: NewTenant): Promise<Result<CreatedTenant, 'slug_taken'>> {
  const { nowMs } = ctx
  const id = newId('ten', nowMs)
  const named = slugOf(wanted.name)
  const slugs = wanted.slug === null ? [named, `${named || 'business'}-${id.slice(-6)}`] : [wanted.slug]
  const keys = await firstKeys(id, nowMs)
  for (const slug of slugs.filter((each) => each !== '' && !RESERVED_SLUGS.includes(each))) {
    const { name, region, vertical, privacyContact } = wanted
    const chosen = { name, slug, region, vertical, privacyContact, ceilings: null, limits: null }
    const accepted = { policyVersion: null, policyAcceptedAtMs: null }
    const tenant: Tenant = { id, ...chosen, ...accepted, status: 'active', createdAtMs: nowMs }
    if (await insert(ctx, { tenant, keys })) return ok({ tenant, keys })
  }
  return err('slug_taken')
}

/** A live and a test key for a business that was just opened. */
export async function firstKeys(tenantId: string, nowMs: number): Promise<MadeKey[]> {
  const everything = { tenantId, scopes: ['*'], expiresAtMs: null }
  return [
    await makeKey({ ...everything, name: 'First live key', livemode: true }, nowMs),
    await makeKey({ ...everything, name: 'First test key', livemode: false }, nowMs),
  ]
}

/** False when the slug is another business's: then nothing was written. */
async function insert(ctx: PlatformCtx, { tenant, keys }: CreatedTenant): Promise<boolean> {
  const { directory } = ctx
  const opened = { action: 'account.opened', subject: tenant.id, detailHash: await detailHashOf(tenant) } as const
  try {
    await directory.batch([
      directory.insert(tenants).values(tenant),
      directory.insert(apiKeys).values(keys.map(({ row }) => row)),
      appendAudit(platformChain(ctx), [opened]),
    ])
    return true
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return false
  }
}
