import type { Ctx } from '../context.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { confirmRow } from './commit.ts'
import type { DeskFailure } from './desk.ts'
import { failClosed } from './fail-closed.ts'
import { readBooking, type BookingRow } from './read-booking.ts'
import { ATTEMPTS_MAX } from './reschedule.ts'

/**
 * The business says yes to a request. Its time has been taken since it was asked for, so nobody else can have it.
 *
 * Safe to repeat. `not_found` also for a cancelled one.
 */
export function confirm(ctx: Ctx, bookingId: string): Promise<Result<BookingRow, DeskFailure>> {
  return failClosed(ctx, 'confirm', async () => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const row = await readBooking(ctx, bookingId)
      if (row === null || row.status === 'cancelled') return err({ code: 'not_found' })
      if (row.status === 'confirmed') return ok(row)
      if (!(await confirmRow(ctx, row)).ok) continue
      await wakeQuietly(ctx)
      const after = await readBooking(ctx, bookingId)
      return after === null ? err({ code: 'not_found' }) : ok(after)
    }
    return err({ code: 'unavailable' })
  })
}
