import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { tenants } from '../records/accounts/table.ts'
import type { Region } from '../records/region.ts'

/** A known key and the business it belongs to. May be revoked, expired, or of a closed business: see the times. */
export interface ApiKeyIdentity {
  readonly keyId: string
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly scopes: readonly string[]
  readonly lastUsedAtMs: number | null
  readonly expiresAtMs: number | null
  readonly revokedAtMs: number | null
  readonly tenantStatus: 'active' | 'closed'
  readonly vertical: 'general' | 'healthcare'
  /** The version of its policy that the business accepted last; null for none. */
  readonly policyVersion: string | null
}

/**
 * The key whose hash this is, read from the directory each time.
 *
 * Never cached: a key that was revoked a moment ago must be dead everywhere.
 */
export async function findApiKey(directory: Db, key: string): Promise<ApiKeyIdentity | undefined> {
  return directory
    .select({
      keyId: apiKeys.id,
      tenantId: apiKeys.tenantId,
      region: tenants.region,
      livemode: apiKeys.livemode,
      scopes: apiKeys.scopes,
      lastUsedAtMs: apiKeys.lastUsedAtMs,
      expiresAtMs: apiKeys.expiresAtMs,
      revokedAtMs: apiKeys.revokedAtMs,
      tenantStatus: tenants.status,
      vertical: tenants.vertical,
      policyVersion: tenants.policyVersion,
    })
    .from(apiKeys)
    .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
    .where(eq(apiKeys.hash, await sha256Hex(key)))
    .get()
}

/** How stale `last_used_at` may be: a write per request would cost more than the time is worth. */
const LAST_USED_STALE_MS = 60_000

/** Whether the key's last use is worth writing down again. */
export const lastUsedIsStale = (lastUsedAtMs: number | null, nowMs: number): boolean =>
  lastUsedAtMs === null || lastUsedAtMs < nowMs - LAST_USED_STALE_MS

/** Notes that a key was used, at most once a minute however many isolates see it. */
export async function noteKeyUsed(directory: Db, keyId: string, nowMs: number): Promise<void> {
  const stale = or(isNull(apiKeys.lastUsedAtMs), lt(apiKeys.lastUsedAtMs, nowMs - LAST_USED_STALE_MS))
  await directory
    .update(apiKeys)
    .set({ lastUsedAtMs: nowMs })
    .where(and(eq(apiKeys.id, keyId), stale))
}
