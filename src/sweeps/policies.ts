import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { lineOf } from '../policies/policy-line.ts'
import { POLICY_VERSIONS, type PolicyVersion } from '../policies/policy-versions.ts'
import { tellPolicy } from '../policies/tell-policy.ts'
import { tenants } from '../records/accounts/table.ts'
import { policyNotices } from '../records/policy-acceptances/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const TOLD_PER_RUN_MAX = 200

/** Nobody is told of a version any more that has held for so long. */
const NEWS_MS = 60 * DAY_MS

interface PolicyDeps extends SweepDeps {
  readonly publicUrl: string
}

/**
 * Tells the businesses of a region of versions that were published and that they do not know yet. Those opened since accepted
 * the newer one, or will.
 *
 * They are told in the order of their ids, so that the last one told says where to go on. Returns how many were told.
 */
export async function tellPolicies(
  deps: PolicyDeps,
  stores: RegionStores,
  versions: readonly PolicyVersion[] = POLICY_VERSIONS,
): Promise<number> {
  const { nowMs } = deps
  const news = versions.filter(
    ({ publishedAtMs, effectiveAtMs }) => publishedAtMs <= nowMs && nowMs < effectiveAtMs + NEWS_MS,
  )
  let told = 0
  for (const version of news) {
    for (const { id, privacyContact } of await untold(deps, stores, version)) {
      const ctx = contextFor(deps, stores, { tenantId: id, livemode: true }, 'policies')
      const { publicUrl } = deps
      if (await tellPolicy(ctx, { version, versions, publicUrl, contact: privacyContact })) told += 1
    }
  }
  return told
}

async function untold({ directory }: PolicyDeps, stores: RegionStores, version: PolicyVersion) {
  const last = await stores.db
    .select({ id: policyNotices.tenantId })
    .from(policyNotices)
    .where(and(eq(policyNotices.policy, version.line), eq(policyNotices.version, version.version)))
    .orderBy(desc(policyNotices.tenantId))
    .limit(1)
    .get()
  const vertical = lineOf('healthcare') === version.line ? 'healthcare' : 'general'
  return directory
    .select({ id: tenants.id, privacyContact: tenants.privacyContact })
    .from(tenants)
    .where(
      and(
        eq(tenants.status, 'active'),
        eq(tenants.region, stores.region),
        eq(tenants.vertical, vertical),
        lt(tenants.createdAtMs, version.publishedAtMs),
        gt(tenants.id, last?.id ?? ''),
      ),
    )
    .orderBy(asc(tenants.id))
    .limit(TOLD_PER_RUN_MAX)
}
