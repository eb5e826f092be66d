import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { dropPlatforms } from '../messages/platform-of.ts'
import { dropSigners } from '../messages/who-signed.ts'
import { channels } from '../records/channels/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { claimUnlessHeld, rivalsOfAccount, rivalsOfNumber, type Rivals } from './failed-claims.ts'
import { channelClaimOf, channelSecretPlace, type ChannelRow } from './channel.ts'

export interface WantedChannel {
  readonly provider: ChannelRow['provider']
  /** Meta's phone number id; with Twilio the sender's number, E.164. */
  readonly line: string
  /** The platform's account that the line is in. */
  readonly accountId: string
  readonly agentId: string | null
  /** Of the business's own application; null for the platform's. */
  readonly appSecret: string | null
  readonly accessToken: string | null
}

/** `account_taken`: another business's lines are in this account, or go by its id. */
export type ClaimTrouble = 'taken' | 'yours_already' | 'account_taken'

/**
 * Claims a WhatsApp line for the business. The unique row decides, so of two who claim one line one gets it.
 *
 * Nothing has been asked of the platform yet: a live line is `pending` until `subscribeChannel` has been there. A test
 * line stays `test`.
 */
export async function claimChannel(ctx: Ctx, wanted: WantedChannel): Promise<Result<ChannelRow, ClaimTrouble>> {
  const row = await channelRowOf(ctx, wanted)
  try {
    const insert = ctx.directory.insert(channels).values(row)
    const claim = { table: channels, id: row.id, insert, rivals: rivalsOfChannel(row) }
    if (!(await claimUnlessHeld(ctx, claim))) return err(wanted.provider === 'twilio' ? 'taken' : 'account_taken')
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const [holder] = await ctx.directory
      .select({ tenantId: channels.tenantId })
      .from(channels)
      .where(eq(channels.claim, row.claim))
      .limit(1)
    return err(holder?.tenantId === ctx.tenantId ? 'yours_already' : 'taken')
  }
  dropMessageLines()
  dropPlatforms()
  dropSigners()
  return ok(row)
}

/** A claim on a line as it is made. */
export async function channelRowOf(
  ctx: Ctx,
  { provider, line, accountId, agentId, ...own }: WantedChannel,
): Promise<ChannelRow> {
  const { tenantId, livemode, nowMs: createdAtMs } = ctx
  const id = newId('chn', createdAtMs)
  const sealed = async (secret: 'app_secret' | 'access_token', text: string | null): Promise<string | null> =>
    text === null ? null : ctx.vault.sealForTenant(tenantId, channelSecretPlace(id, secret), text)
  return {
    id,
    claim: channelClaimOf(tenantId, livemode, provider, line),
    kind: 'whatsapp',
    provider,
    line,
    accountId,
    displayNumber: provider === 'twilio' ? line : null,
    tenantId,
    agentId,
    livemode,
    sealedAppSecret: await sealed('app_secret', own.appSecret),
    sealedAccessToken: await sealed('access_token', own.accessToken),
    status: livemode ? 'pending' : 'test',
    detail: null,
    provenAtMs: null,
    createdAtMs,
  }
}

/**
 * Twilio's account may be the platform's, which many share: but a number that another business is called or written to on is
 * theirs. Meta's account is one business's.
 */
export const rivalsOfChannel = (row: Pick<ChannelRow, 'tenantId' | 'provider' | 'line' | 'accountId'>): Rivals =>
  row.provider === 'twilio' ? rivalsOfNumber(row.tenantId, row.line) : rivalsOfAccount(row)
