import { appendAudit, detailHashOf } from '../../audit/append.ts'
import { sealAuditQuietly } from '../../audit/seal.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { errorName, log } from '../../kernel/log.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { err, type Result } from '../../kernel/result.ts'
import { platformByOwn } from '../../messages/platform-of.ts'
import { lineOf, SERVICES } from '../../policies/policy-line.ts'
import type { MessagingApi } from '../../providers/messaging/contract.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import type { ClaimTrouble } from '../../tenants/claim-channel.ts'
import type { LostClaim } from '../../tenants/failed-claims.ts'
import type { NotTaken, Taken } from '../../tenants/take-failed-claim.ts'
import type { ApiContext } from './api-env.ts'

/** Who wanted what, in vain so far. */
interface Held {
  readonly pointer: string
  readonly why: ClaimTrouble
  readonly provider: string
  readonly accountId: string
  readonly accessToken: string | null
}

/**
 * A line that others hold: claimed all the same where their claims failed and it is shown to be this business's.
 *
 * @throws Refusal number_taken, with what can be done.
 */
export async function lineTaken<Row>(
  ctx: Ctx,
  c: ApiContext,
  held: Held,
  take: (own: MessagingApi | null) => Promise<Result<Taken<Row>, NotTaken>>,
): Promise<Row> {
  const isTheirs = held.why !== 'yours_already' && ctx.livemode
  const taken = isTheirs
    ? await take(await platformByOwn(c.env, { ...held, tenantId: ctx.tenantId }, ctx.nowMs))
    : err('stands' as const)
  if (!taken.ok) throw await refusalOf(ctx, held, taken.error)
  await tellLosers(c, held.provider, taken.value.lost)
  return taken.value.row
}

/** Whose it is held by is nobody's business. */
async function refusalOf(ctx: Ctx, { pointer, why, provider }: Held, reason: NotTaken): Promise<Refusal> {
  const tenant = await findTenant(ctx.directory, ctx.tenantId)
  const rest = {
    stands: '. If it is yours,',
    nothing_own: ` by a claim that failed. Claim it with ${provider === 'twilio' ? 'a Twilio account of your own (/v1/carriers/twilio)' : 'app_secret and access_token of your own'}: ours cannot show whose it is. Or`,
    not_shown: ' by a claim that failed, and your account does not show it now. Set that right and claim it again, or',
  }[reason]
  const contact = SERVICES[lineOf(tenant?.vertical ?? 'general')].contact
  const held = `Another business holds ${why === 'taken' ? 'this number' : 'numbers of this account'}`
  const sentence = why === 'yours_already' ? 'This number is yours already.' : `${held}${rest} write to ${contact}.`
  return new Refusal('number_taken', sentence, { errors: [{ pointer, code: why, detail: sentence }] })
}

/** What they lost had never worked. Where they cannot be told the claim that took it stands all the same. */
async function tellLosers(c: ApiContext, integration: string, lost: readonly LostClaim[]): Promise<void> {
  for (const claim of lost) {
    try {
      await tellLoser(c, integration, claim)
    } catch (error) {
      log.error('claim.loss_untold', { claimId: claim.id, error: errorName(error) })
    }
  }
}

async function tellLoser(c: ApiContext, integration: string, lost: LostClaim): Promise<void> {
  const nowMs = c.get('nowMs')
  const tenant = await findTenant(c.get('ctx').directory, lost.tenantId)
  if (tenant === undefined) return
  const actor = { type: 'system', name: 'claims' } as const
  const ctx = contextOf(c.env, { tenantId: lost.tenantId, region: tenant.region, livemode: true, actor }, nowMs)
  const told = { integration, number_id: lost.id, reason: 'claim_lost', at: new Date(nowMs).toISOString() }
  const entry = { action: 'claim.lost', subject: lost.id, detailHash: await detailHashOf(lost) } as const
  await ctx.db.batch([emit(ctx, 'integration.broken', told), appendAudit(ctx, [entry])])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
}
