import { and, eq, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { dropPlatforms } from '../messages/platform-of.ts'
import { dropSigners } from '../messages/who-signed.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
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

/** `account_taken`: another business's lines are in this account, and an application of one's own would speak for them. */
export type ClaimTrouble = 'taken' | 'yours_already' | 'account_taken'

/**
 * Claims a WhatsApp line for the business. The unique row decides, so of two who claim one line one gets it.
 *
 * Nothing has been asked of the platform yet: a live line is `pending` until `subscribeChannel` has been there. A test
 * line stays `test`.
 */
export async function claimChannel(ctx: Ctx, wanted: WantedChannel): Promise<Result<ChannelRow, ClaimTrouble>> {
  const trouble = ctx.livemode ? await heldByOthers(ctx, wanted) : null
  if (trouble !== null) return err(trouble)
  const row = await rowOf(ctx, wanted)
  try {
    await ctx.directory.insert(channels).values(row)
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

async function rowOf(ctx: Ctx, { provider, line, accountId, agentId, ...own }: WantedChannel): Promise<ChannelRow> {
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
    createdAtMs,
  }
}

/** What one business holds in one place must not lead another's messages to it from the other. */
async function heldByOthers(ctx: Ctx, wanted: WantedChannel): Promise<ClaimTrouble | null> {
  if (wanted.provider === 'twilio') {
    const theirs = and(eq(numbers.claim, wanted.line), ne(numbers.tenantId, ctx.tenantId))
    const [number] = await ctx.directory.select({ id: numbers.id }).from(numbers).where(theirs).limit(1)
    return number === undefined ? null : 'taken'
  }
  const others = await ctx.directory
    .select({ sealedAppSecret: channels.sealedAppSecret })
    .from(channels)
    .where(
      and(eq(channels.accountId, wanted.accountId), eq(channels.livemode, true), ne(channels.tenantId, ctx.tenantId)),
    )
  const bringsOwn = wanted.appSecret !== null || others.some(({ sealedAppSecret }) => sealedAppSecret !== null)
  return others.length > 0 && bringsOwn ? 'account_taken' : null
}
