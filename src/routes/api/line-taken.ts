import { appendAudit, detailHashOf } from '../../audit/append.ts'
import { sealAuditQuietly } from '../../audit/seal.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { errorName, log } from '../../kernel/log.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { platformByOwn } from '../../messages/platform-of.ts'
import { lineOf, SERVICES } from '../../policies/policy-line.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import type { ChannelRow } from '../../tenants/channel.ts'
import type { ClaimTrouble, WantedChannel } from '../../tenants/claim-channel.ts'
import type { WantedNumber } from '../../tenants/claim-number.ts'
import type { LostClaim } from '../../tenants/failed-claims.ts'
import type { NumberRow } from '../../tenants/number.ts'
import { takeChannel, takeNumber, type NotTaken } from '../../tenants/take-failed-claim.ts'
import type { ApiContext } from './api-env.ts'

/**
 * A number that others hold: claimed all the same where their claims failed and it is shown to be this business's.
 *
 * @throws Refusal number_taken, with what can be done.
 */
export async function numberTaken(
  ctx: Ctx,
  c: ApiContext,
  wanted: WantedNumber,
  why: ClaimTrouble,
): Promise<NumberRow> {
  const refuse = (reason: NotTaken) =>
    refusalOf(ctx, { pointer: '/phone_number', why, reason, provider: wanted.carrier })
  if (why === 'yours_already' || !ctx.livemode) throw await refuse('stands')
  const asked = { provider: wanted.carrier, tenantId: ctx.tenantId, accountId: wanted.accountSid, accessToken: null }
  const taken = await takeNumber(ctx, wanted, await platformByOwn(c.env, asked, ctx.nowMs))
  if (!taken.ok) throw await refuse(taken.error)
  await tellLosers(c, taken.value.lost)
  return taken.value.row
}

/** The same of a line for WhatsApp. */
export async function channelTaken(
  ctx: Ctx,
  c: ApiContext,
  wanted: WantedChannel,
  why: ClaimTrouble,
): Promise<ChannelRow> {
  const { provider, accountId, accessToken } = wanted
  const pointer = why === 'account_taken' ? '/account_id' : '/phone_number_id'
  const refuse = (reason: NotTaken) => refusalOf(ctx, { pointer, why, reason, provider })
  if (why === 'yours_already' || !ctx.livemode) throw await refuse('stands')
  const asked = { provider, tenantId: ctx.tenantId, accountId, accessToken }
  const taken = await takeChannel(ctx, wanted, await platformByOwn(c.env, asked, ctx.nowMs))
  if (!taken.ok) throw await refuse(taken.error)
  await tellLosers(c, taken.value.lost)
  return taken.value.row
}

const HELD: Readonly<Record<ClaimTrouble, string>> = {
  taken: 'Another business holds this number',
  yours_already: 'This number is yours already.',
  account_taken: 'Another business holds numbers of this account',
}

const OWN: Readonly<Record<string, string>> = {
  twilio: 'add your Twilio account at /v1/carriers/twilio and name it',
  whatsapp: 'give the app_secret and access_token of your own application at Meta',
}

interface Held {
  readonly pointer: string
  readonly why: ClaimTrouble
  readonly reason: NotTaken
  readonly provider: string
}

/** Whose it is held by is nobody's business. */
async function refusalOf(ctx: Ctx, { pointer, why, reason, provider }: Held): Promise<Refusal> {
  const tenant = await findTenant(ctx.directory, ctx.tenantId)
  const write = `write to ${SERVICES[lineOf(tenant?.vertical ?? 'general')].contact}`
  const failed = 'by a claim that failed'
  const rest = {
    stands: `. If it is yours, ${write}.`,
    nothing_own: ` ${failed}. Our own account cannot show whose it is: ${OWN[provider]}, and claim it again, or ${write}.`,
    not_shown: ` ${failed}, and your account does not show it as yours just now. Set that right at the platform and claim it again, or ${write}.`,
  }[reason]
  const sentence = why === 'yours_already' ? HELD[why] : HELD[why] + rest
  return new Refusal('number_taken', sentence, { errors: [{ pointer, code: why, detail: sentence }] })
}

/** What they lost had never worked. Where they cannot be told the claim that took it stands all the same. */
async function tellLosers(c: ApiContext, lost: readonly LostClaim[]): Promise<void> {
  for (const claim of lost) {
    try {
      await tellLoser(c, claim)
    } catch (error) {
      log.error('claim.loss_untold', { claimId: claim.id, error: errorName(error) })
    }
  }
}

async function tellLoser(c: ApiContext, lost: LostClaim): Promise<void> {
  const nowMs = c.get('nowMs')
  const tenant = await findTenant(c.get('ctx').directory, lost.tenantId)
  if (tenant === undefined) return
  const actor = { type: 'system', name: 'claims' } as const
  const ctx = contextOf(c.env, { tenantId: lost.tenantId, region: tenant.region, livemode: true, actor }, nowMs)
  const { id, provider, accountId } = lost
  const told = { number_id: id, account_id: accountId, reason: 'claim_lost', at: new Date(nowMs).toISOString() }
  const entry = { action: 'claim.lost', subject: id, detailHash: await detailHashOf(lost) } as const
  await ctx.db.batch([emit(ctx, 'integration.broken', { integration: provider, ...told }), appendAudit(ctx, [entry])])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
}
