import { eq } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import { makeKey, type MadeKey } from './make-key.ts'
import { slugOf, type NewTenant, type Tenant } from './tenant.ts'

export interface CreatedTenant {
  readonly tenant: Tenant
  /** One live and one test key, both with every scope. */
  readonly keys: readonly MadeKey[]
}

/**
 * Takes on a business, with a live and a test key, in one batch.
 *
 * Without a slug of its own it gets one made of its name; a second business of the same name gets the end of its id
 * behind it. A slug that was asked for and is taken is refused instead.
 */
export async function createTenant(
  directory: Db,
  wanted: NewTenant,
  nowMs: number,
): Promise<Result<CreatedTenant, 'slug_taken'>> {
  const id = newId('ten', nowMs)
  const made = slugOf(wanted.name)
  const free = made !== '' && !(await slugExists(directory, made))
  const slug = wanted.slug ?? (free ? made : `${made === '' ? 'business' : made}-${id.slice(-6)}`)
  if (wanted.slug !== null && (await slugExists(directory, slug))) return err('slug_taken')

  const { name, region, vertical, privacyContact } = wanted
  const tenant: Tenant = { id, name, slug, region, vertical, status: 'active', privacyContact, createdAtMs: nowMs }
  const everything = { tenantId: id, scopes: ['*'], expiresAtMs: null }
  const keys = [
    await makeKey({ ...everything, name: 'First live key', livemode: true }, nowMs),
    await makeKey({ ...everything, name: 'First test key', livemode: false }, nowMs),
  ]
  await directory.batch([
    directory.insert(tenants).values(tenant),
    directory.insert(apiKeys).values(keys.map(({ row }) => row)),
  ])
  return ok({ tenant, keys })
}

const slugExists = async (directory: Db, slug: string): Promise<boolean> =>
  (await directory.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug)).get()) !== undefined
