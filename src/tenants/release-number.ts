import { and, eq } from 'drizzle-orm'
import { dropLines } from '../calls/line.ts'
import type { Ctx } from '../context.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { CarrierApi, CarrierFailure } from '../providers/telephony/contract.ts'
import { numbers } from '../records/numbers/table.ts'
import type { NumberRow } from './number.ts'

/**
 * Gives a number back: first at the carrier, then the claim.
 *
 * While the carrier is in trouble that may pass, the claim is kept and the failure given, so that asking again
 * finishes it. A carrier that knows nothing of the number, or of the account, holds up nothing.
 */
export async function releaseNumber(
  ctx: Ctx,
  row: NumberRow,
  api: CarrierApi | null,
): Promise<Result<void, CarrierFailure>> {
  if (row.livemode && row.carrierNumberSid !== null && api !== null) {
    const released = await api.releaseNumber(row.carrierNumberSid)
    if (!released.ok && released.error.retryable) return released
  }
  await ctx.directory.delete(numbers).where(and(eq(numbers.id, row.id), eq(numbers.tenantId, ctx.tenantId)))
  dropLines()
  return ok(undefined)
}
