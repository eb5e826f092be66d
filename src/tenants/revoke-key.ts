import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import type { ApiKeyRow } from './make-key.ts'

/**
 * Revokes a key of the tenant. Keys are looked up on every request, so it is dead when this returns.
 *
 * Revoking it again keeps the first time. Undefined when there is no such key, or it is a live key and a test key asks.
 */
export async function revokeKey(ctx: Ctx, keyId: string): Promise<ApiKeyRow | undefined> {
  const [revoked] = await ctx.directory
    .update(apiKeys)
    .set({ revokedAtMs: sql`coalesce(${apiKeys.revokedAtMs}, ${ctx.nowMs})` })
    .where(
      and(
        eq(apiKeys.tenantId, ctx.tenantId),
        eq(apiKeys.id, keyId),
        ctx.livemode ? undefined : eq(apiKeys.livemode, false),
      ),
    )
    .returning()
  return revoked
}
