import { sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx, Db } from '../context.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { channelClaimOf, type ChannelRow } from './channel.ts'

/** Live claims of other businesses that stand in the way of one. */
export interface Rivals {
  readonly numbers: SQL
  readonly channels: SQL
}

/** A claim that was taken away, because nobody ever saw that it was its holder's. */
export interface LostClaim {
  readonly id: string
  readonly tenantId: string
}

const NOBODY: Rivals = { numbers: sql`false`, channels: sql`false` }

/** Whoever claimed this number at Twilio, for calls and SMS or for WhatsApp. */
export const rivalsOfNumber = (tenantId: string, phoneNumber: string): Rivals => ({
  numbers: sql`${numbers.tenantId} <> ${tenantId} AND ${numbers.claim} = ${phoneNumber}`,
  channels: sql`${channels.tenantId} <> ${tenantId} AND ${channels.claim} = ${channelClaimOf(tenantId, true, 'twilio', phoneNumber)}`,
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
  ...NOBODY,
  channels: sql`${channels.tenantId} <> ${tenantId} AND ${channels.livemode} AND ${channels.provider} = 'whatsapp'
    AND (${channels.line} IN (${line}, ${accountId}) OR ${channels.accountId} IN (${line}, ${accountId}))`,
})

/** Never seen to be its holder's, and turned down: not one that is being set up, or that nobody could be asked about. */
const FAILED: Rivals = {
  numbers: sql`${numbers.provenAtMs} IS NULL AND ${numbers.carrierStatus} IN ('failed', 'not_found')`,
  channels: sql`${channels.provenAtMs} IS NULL AND ${channels.status} = 'failed'`,
}

/** Whether any claim is in the way. */
const isAny = (rivals: Rivals): SQL =>
  sql`(EXISTS (SELECT 1 FROM ${numbers} WHERE ${rivals.numbers}) OR EXISTS (SELECT 1 FROM ${channels} WHERE ${rivals.channels}))`

/** Whether all that is in the way are claims that failed. */
const areFailed = (rivals: Rivals): SQL =>
  sql`NOT ${isAny({
    numbers: sql`${rivals.numbers} AND NOT (${FAILED.numbers})`,
    channels: sql`${rivals.channels} AND NOT (${FAILED.channels})`,
  })}`

/** The same, asked before a platform is. */
export async function haveFailed(directory: Db, rivals: Rivals): Promise<boolean> {
  const row = await directory.get<{ failed: number }>(sql`SELECT ${areFailed(rivals)} AS failed`)
  return row?.failed === 1
}

/** Takes all of them away, or none: for the same batch as the claim that they make way for. */
export const dropFailed = (directory: Db, rivals: Rivals) =>
  [
    directory
      .delete(numbers)
      .where(sql`${rivals.numbers} AND ${areFailed(rivals)}`)
      .returning({ id: numbers.id, tenantId: numbers.tenantId }),
    directory
      .delete(channels)
      .where(sql`${rivals.channels} AND ${areFailed(rivals)}`)
      .returning({ id: channels.id, tenantId: channels.tenantId }),
  ] as const

/** A claim that is to be made, and what would stand in its way. */
export interface Claiming {
  readonly table: typeof numbers | typeof channels
  readonly id: string
  readonly insert: BatchItem<'sqlite'>
  readonly rivals: Rivals
}

/** Makes a claim, and takes it back where others stand in the way: for one batch, that nobody's claim can come between. */
export const claimAndBack = (directory: Db, { table, id, insert, rivals }: Claiming) =>
  [
    insert,
    directory
      .delete(table)
      .where(sql`${table.id} = ${id} AND ${isAny(rivals)}`)
      .returning({ id: table.id }),
  ] as const

/** @returns whether the claim stands. A test line claims nothing, and nobody is in its way. */
export async function claimUnlessHeld({ directory, livemode }: Ctx, claiming: Claiming): Promise<boolean> {
  const [claim, back] = claimAndBack(directory, livemode ? claiming : { ...claiming, rivals: NOBODY })
  return (await directory.batch([claim, back]))[1].length === 0
}
