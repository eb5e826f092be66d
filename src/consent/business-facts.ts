import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { sharedReads } from '../kernel/shared-reads.ts'
import { tenants } from '../records/accounts/table.ts'
import { attestations } from '../records/attestations/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { CONTACT_CHANNELS, PURPOSES, type Agreement, type BusinessFacts } from './contact.ts'
import { lineOf } from '../policies/policy-line.ts'
import { acceptanceState } from '../policies/standing.ts'
import { readOutreach, standingWaivers } from './outreach-settings.ts'

/** What is known of a business is at most this old. */
const FRESH_MS = 5_000
const KNOWN_MAX = 1_000
const ATTESTATIONS_MAX = 100

interface Known {
  readonly facts: BusinessFacts
  readonly atMs: number
}

const known = new Map<string, Known>()
const share = sharedReads<BusinessFacts>()
/** What was being read when something changed is not kept. */
let changes = 0

type Reader = Pick<Ctx, 'db' | 'directory' | 'tenantId' | 'livemode' | 'nowMs'>

/** What the gate knows of the business of `ctx`, in its mode: kept for a few seconds. */
export async function businessFacts(ctx: Reader): Promise<BusinessFacts> {
  const name = `${ctx.livemode ? 'live' : 'test'}:${ctx.tenantId}`
  const had = known.get(name)
  if (had !== undefined && Math.abs(ctx.nowMs - had.atMs) < FRESH_MS) return had.facts
  const before = changes
  const facts = await share(name, ctx.nowMs, () => readBusinessFacts(ctx))
  if (known.size >= KNOWN_MAX) known.clear()
  if (changes === before) known.set(name, { facts, atMs: ctx.nowMs })
  return facts
}

/** What changes them calls this: here it is seen at once, elsewhere in a few seconds. */
export function dropBusinessFacts(): void {
  changes += 1
  known.clear()
}

async function readBusinessFacts(ctx: Reader): Promise<BusinessFacts> {
  const tenant = await ctx.directory.select().from(tenants).where(eq(tenants.id, ctx.tenantId)).get()
  if (tenant === undefined) throw new Error('a business that is not there')
  const [outreach, rows] = await Promise.all([
    readOutreach(ctx, tenant),
    ctx.db
      .select()
      .from(attestations)
      .where(and(ownedBy(ctx, attestations), isNull(attestations.withdrawnAtMs)))
      .limit(ATTESTATIONS_MAX),
  ])
  const state = acceptanceState(tenant.policyVersion, lineOf(tenant.vertical), ctx.nowMs)
  return {
    status: tenant.status,
    vertical: tenant.vertical,
    policyAcceptedAtMs: state === 'needed' ? null : outreach.policyAcceptedAtMs,
    baaSignedAtMs: outreach.baaSignedAtMs,
    dncAsOfMs: outreach.dncAsOfMs,
    rndAsOfMs: outreach.rndAsOfMs,
    attestations: rows.map(agreementOf),
    waived: standingWaivers(outreach).map(({ ruleId }) => ruleId),
  }
}

const agreementOf = (row: typeof attestations.$inferSelect): Agreement => ({
  id: row.id,
  by: 'attestation',
  level: row.level,
  purposes: PURPOSES.filter((one) => row.purposes.includes(one)),
  channels: CONTACT_CHANNELS.filter((one) => row.channels.includes(one)),
  atMs: row.signedAtMs,
  identityToken: null,
})
