import { eq } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { dropBusinessFacts } from '../consent/business-facts.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { tenants } from '../records/accounts/table.ts'
import { policyAcceptances } from '../records/policy-acceptances/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { PolicyVersion } from './policy-versions.ts'

export type AcceptanceRow = typeof policyAcceptances.$inferSelect

/**
 * Records that a business accepted a version: with whose key, when, and the hash of the text. Once for each version and way,
 * however often and however many at once.
 *
 * The record comes before the directory lets the business in: what is lost between is made up for by doing it again.
 */
export async function acceptPolicy(
  ctx: Ctx,
  { line, version, sha256 }: Pick<PolicyVersion, 'line' | 'version' | 'sha256'>,
  how: 'explicit' | 'use',
): Promise<void> {
  const row: AcceptanceRow = {
    id: newId('pac', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    policy: line,
    version,
    textSha256: sha256,
    how,
    acceptedBy: ctx.actor.type === 'api_key' ? ctx.actor.keyId : ctx.actor.type,
    acceptedAtMs: ctx.nowMs,
  }
  const about = { subject: row.id, detailHash: await detailHashOf(row) }
  // The first use of a new version is no new account: that its people are of age was said when the first was accepted.
  const ofAge = how === 'explicit' ? [{ action: 'account.of_age' as const, ...about }] : []
  const entries = [...ofAge, { action: 'policy.accepted' as const, ...about }]
  try {
    await ctx.db.batch([ctx.db.insert(policyAcceptances).values(row), appendAudit(ctx, entries)])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  await ctx.directory
    .update(tenants)
    .set({ policyVersion: version, policyAcceptedAtMs: ctx.nowMs })
    .where(eq(tenants.id, ctx.tenantId))
  dropBusinessFacts()
  await sealAuditQuietly(ctx)
}

/** Takes back that a business accepted anything: until it does again, its keys open nothing else. What was recorded stays. */
export async function withdrawAcceptance(ctx: Ctx): Promise<void> {
  await ctx.directory
    .update(tenants)
    .set({ policyVersion: null, policyAcceptedAtMs: null })
    .where(eq(tenants.id, ctx.tenantId))
  dropBusinessFacts()
}
