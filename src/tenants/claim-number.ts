import { eq } from 'drizzle-orm'
import { dropLines } from '../calls/line.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { numbers } from '../records/numbers/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { claimUnlessHeld, rivalsOfNumber } from './failed-claims.ts'
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
  try {
    const insert = ctx.directory.insert(numbers).values(row)
    const rivals = rivalsOfNumber(ctx.tenantId, row.phoneNumber)
    if (!(await claimUnlessHeld(ctx, { table: numbers, id: row.id, insert, rivals }))) return err('taken')
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
