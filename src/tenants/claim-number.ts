import { and, eq, ne } from 'drizzle-orm'
import { dropLines } from '../calls/line.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { channelClaimOf } from './channel.ts'
import { claimOf, TEST_ACCOUNT, type NumberRow } from './number.ts'

export interface WantedNumber {
  /** E.164. */
  readonly phoneNumber: string
  readonly agentId: string | null
  readonly carrier: string
  /** The carrier account that will speak for the number. Not looked at in test mode. */
  readonly accountSid: string
}

/**
 * Claims a number for the business. The unique row decides, so of two who claim one number one gets it.
 *
 * Nothing has been asked of the carrier yet: a live number is `pending` until `pointNumber` has been there. A test
 * number stays `test`.
 */
export async function claimNumber(
  ctx: Ctx,
  wanted: WantedNumber,
): Promise<Result<NumberRow, 'taken' | 'yours_already'>> {
  const row = numberRowOf(ctx, wanted)
  if (ctx.livemode && (await isWrittenElsewhere(ctx, wanted))) return err('taken')
  try {
    await ctx.directory.insert(numbers).values(row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const holder = await ctx.directory
      .select({ tenantId: numbers.tenantId })
      .from(numbers)
      .where(eq(numbers.claim, row.claim))
      .get()
    return err(holder?.tenantId === ctx.tenantId ? 'yours_already' : 'taken')
  }
  dropLines()
  return ok(row)
}

/** A claim on a number as it is made. */
export const numberRowOf = (
  { tenantId, livemode, nowMs }: Ctx,
  { phoneNumber, agentId, carrier, accountSid }: WantedNumber,
): NumberRow => ({
  id: newId('num', nowMs),
  claim: claimOf(tenantId, livemode, phoneNumber),
  phoneNumber,
  tenantId,
  agentId,
  livemode,
  carrier,
  accountSid: livemode ? accountSid : TEST_ACCOUNT,
  carrierNumberSid: null,
  carrierStatus: livemode ? 'pending' : 'test',
  carrierDetail: null,
  provenAtMs: null,
  createdAtMs: nowMs,
})

/** Another business is written to on WhatsApp at this number: what is written to it by SMS must not be told apart by luck. */
async function isWrittenElsewhere(ctx: Ctx, { carrier, phoneNumber }: WantedNumber): Promise<boolean> {
  const claim = channelClaimOf(ctx.tenantId, true, carrier, phoneNumber)
  const theirs = and(eq(channels.claim, claim), ne(channels.tenantId, ctx.tenantId))
  const [channel] = await ctx.directory.select({ id: channels.id }).from(channels).where(theirs).limit(1)
  return channel !== undefined
}
