import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { err, type Result } from '../kernel/result.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { DeskFailure } from './desk.ts'

/**
 * Runs a booking verb, and answers `unavailable` when a store fails under it.
 *
 * What cannot be read is never taken for free, and what may not have been written is never called booked.
 */
export async function failClosed<T>(
  ctx: Ctx,
  verb: string,
  work: () => Promise<Result<T, DeskFailure>>,
): Promise<Result<T, DeskFailure>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    log.error('booking.unavailable', { tenantId: ctx.tenantId, verb, error: errorName(error) })
    return err({ code: 'unavailable' })
  }
}
