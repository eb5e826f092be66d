import { and, eq, exists, ne, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Ctx, Db } from '../context.ts'
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

/** `account_taken`: another business's lines are in this account, or go by its id. */
export type ClaimTrouble = 'taken' | 'yours_already' | 'account_taken'

/**
 * Claims a WhatsApp line for the business. The unique row decides, so of two who claim one line one gets it.
 *
 * Nothing has been asked of the platform yet: a live line is `pending` until `subscribeChannel` has been there. A test
 * line stays `test`.
 */
export async function claimChannel(ctx: Ctx, wanted: WantedChannel): Promise<Result<ChannelRow, ClaimTrouble>> {
  const row = await rowOf(ctx, wanted)
  try {
    if (!(await claimUnlessHeld(ctx, row))) return err(wanted.provider === 'twilio' ? 'taken' : 'account_taken')
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

/**
 * Claims, and takes it back where others hold what the line hangs on: in one step, that nobody's claim can come between.
 *
 * @returns whether the claim stands.
 */
async function claimUnlessHeld({ directory, livemode }: Ctx, row: ChannelRow): Promise<boolean> {
  const claim = directory.insert(channels).values(row)
  if (!livemode) {
    await claim
    return true
  }
  const isHeld = and(
    eq(channels.id, row.id),
    row.provider === 'twilio' ? isTheirNumber(directory, row) : isTheirAccount(directory, row),
  )
  const [, back] = await directory.batch([
    claim,
    directory.delete(channels).where(isHeld).returning({ id: channels.id }),
  ])
  return back.length === 0
}

/** Twilio's account may be the platform's, which many share. A number that another business is written to on by SMS is theirs. */
function isTheirNumber(directory: Db, { line, tenantId }: ChannelRow): SQL {
  const theirs = and(eq(numbers.claim, line), ne(numbers.tenantId, tenantId))
  return exists(directory.select({ id: numbers.id }).from(numbers).where(theirs))
}

/**
 * Meta's account is one business's. What is said of a whole account is looked for by the account's id where lines are looked
 * for by theirs, so nobody's line may be called as another's account is.
 */
function isTheirAccount(directory: Db, { line, accountId, tenantId }: ChannelRow): SQL {
  const other = alias(channels, 'other')
  const isMixed = or(eq(other.accountId, accountId), eq(other.line, accountId), eq(other.accountId, line))
  const theirs = and(isMixed, eq(other.livemode, true), ne(other.tenantId, tenantId))
  return exists(directory.select({ id: other.id }).from(other).where(theirs))
}
