import { and, eq, exists, inArray, isNotNull, isNull, ne, not, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { claimOf } from './number.ts'
import { channelClaimOf, type ChannelRow } from './channel.ts'

/** Live claims of other businesses that stand in the way of one. */
export interface Rivals {
  readonly numbers: SQL | undefined
  readonly channels: SQL | undefined
}

/** A claim that was taken away, because nobody ever saw that it was its holder's. */
export interface LostClaim {
  readonly id: string
  readonly tenantId: string
  readonly provider: string
  readonly accountId: string
}

/** Whoever claimed this number at Twilio, for calls and SMS or for WhatsApp. */
export const rivalsOfNumber = (tenantId: string, phoneNumber: string): Rivals => ({
  numbers: and(ne(numbers.tenantId, tenantId), eq(numbers.claim, claimOf(tenantId, true, phoneNumber))),
  channels: and(
    ne(channels.tenantId, tenantId),
    eq(channels.claim, channelClaimOf(tenantId, true, 'twilio', phoneNumber)),
  ),
})

/**
 * Whoever claimed this line of Meta's, or any in its account. What is said of a whole account is looked for by the account's id
 * where lines are looked for by theirs, so nobody's line may be called as another's account is.
 */
export const rivalsOfAccount = ({
  tenantId,
  line,
  accountId,
}: Pick<ChannelRow, 'tenantId' | 'line' | 'accountId'>): Rivals => ({
  numbers: sql`false`,
  channels: and(
    ne(channels.tenantId, tenantId),
    eq(channels.provider, 'whatsapp'),
    eq(channels.livemode, true),
    or(
      eq(channels.line, line),
      eq(channels.accountId, accountId),
      eq(channels.line, accountId),
      eq(channels.accountId, line),
    ),
  ),
})

/** Never seen to be its holder's, and turned down: not one that is being set up, or that nobody could be asked about. */
const NUMBER_FAILED = and(isNull(numbers.provenAtMs), inArray(numbers.carrierStatus, ['failed', 'not_found']))
const CHANNEL_FAILED = and(isNull(channels.provenAtMs), eq(channels.status, 'failed'))

const NUMBER_STANDS = or(isNotNull(numbers.provenAtMs), notInArray(numbers.carrierStatus, ['failed', 'not_found']))
const CHANNEL_STANDS = or(isNotNull(channels.provenAtMs), ne(channels.status, 'failed'))

const numbersThat = (directory: Db, where: SQL | undefined) =>
  directory.select({ id: numbers.id }).from(numbers).where(where)
const channelsThat = (directory: Db, where: SQL | undefined) =>
  directory.select({ id: channels.id }).from(channels).where(where)

/** Whether any claim is in the way. */
export const anyInTheWay = (directory: Db, rivals: Rivals): SQL | undefined =>
  or(exists(numbersThat(directory, rivals.numbers)), exists(channelsThat(directory, rivals.channels)))

/** Whether any claim is in the way that does not give way. */
const anyStands = (directory: Db, rivals: Rivals): SQL | undefined =>
  or(
    exists(numbersThat(directory, and(rivals.numbers, NUMBER_STANDS))),
    exists(channelsThat(directory, and(rivals.channels, CHANNEL_STANDS))),
  )

/** Whether all that is in the way are claims that failed. Asked before a platform is. */
export async function areFailed(directory: Db, rivals: Rivals): Promise<boolean> {
  const row = await directory.get<{ stands: number }>(sql`SELECT ${anyStands(directory, rivals)} AS stands`)
  return row?.stands === 0
}

/** Takes all of them away, or none: for the same batch as the claim that they make way for. */
export const dropFailed = (directory: Db, rivals: Rivals) =>
  [
    directory
      .delete(numbers)
      .where(and(rivals.numbers, NUMBER_FAILED, not(anyStands(directory, rivals) ?? sql`false`)))
      .returning({
        id: numbers.id,
        tenantId: numbers.tenantId,
        provider: numbers.carrier,
        accountId: numbers.accountSid,
      }),
    directory
      .delete(channels)
      .where(and(rivals.channels, CHANNEL_FAILED, not(anyStands(directory, rivals) ?? sql`false`)))
      .returning({
        id: channels.id,
        tenantId: channels.tenantId,
        provider: channels.provider,
        accountId: channels.accountId,
      }),
  ] as const
