import type { Ctx } from '../context.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { cancelRow } from './commit.ts'
import type { DeskFailure } from './desk.ts'
import { failClosed } from './fail-closed.ts'
import { readBooking, type BookingRow } from './read-booking.ts'
import { ATTEMPTS_MAX } from './reschedule.ts'

/**
 * Cancels a booking and frees its time, in one transaction.
 *
 * Needs no diary: giving time back can collide with nobody. Safe to repeat: one that is cancelled already is answered as it is.
 */
export function cancel(
  ctx: Ctx,
  bookingId: string,
  reason: 'caller' | 'business',
): Promise<Result<BookingRow, DeskFailure>> {
  return failClosed(ctx, 'cancel', async () => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const row = await readBooking(ctx, bookingId)
      if (row === null) return err({ code: 'not_found' })
      if (row.status === 'cancelled') return ok(row)
      const cancelled = await cancelRow(ctx, row, reason)
      // Changed since it was read: read again.
      if (!cancelled.ok) continue
      await wakeQuietly(ctx)
      const after = await readBooking(ctx, bookingId)
      return after === null ? err({ code: 'not_found' }) : ok(after)
    }
    return err({ code: 'unavailable' })
  })
}
