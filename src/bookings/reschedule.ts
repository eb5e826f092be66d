import type { Ctx } from '../context.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { keepBookingUntil } from './book.ts'
import { MINUTE_MS, type ResourceRule, type ServiceRule } from './booking.ts'
import type { DeskFailure } from './desk.ts'
import { diaryRequest } from './diary-request.ts'
import type { MoveFailure } from './diary.ts'
import { failClosed } from './fail-closed.ts'
import { readBooking, type BookingRow } from './read-booking.ts'

/** Times a change is tried again because somebody else changed the booking meanwhile. */
export const ATTEMPTS_MAX = 4

export interface MoveRequest {
  readonly bookingId: string
  readonly service: ServiceRule
  /** Tried in this order; the first that is free takes it. */
  readonly resources: readonly ResourceRule[]
  readonly startsAtMs: number
  readonly holder: string
}

/**
 * Moves a booking: its id stays, its old time is free in the same transaction that takes the new.
 *
 * Safe to repeat: a booking that is there already is not moved again, and no second event is written.
 * `not_found` also for a cancelled one.
 */
export function reschedule(ctx: Ctx, request: MoveRequest): Promise<Result<BookingRow, DeskFailure>> {
  return failClosed(ctx, 'reschedule', async () => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const row = await readBooking(ctx, request.bookingId)
      if (row === null || row.status === 'cancelled') return err({ code: 'not_found' })
      if (isThere(row, request)) return ok(row)
      const moved = await moveToFirstFree(ctx, row, request)
      if (moved.ok) {
        await wakeQuietly(ctx)
        return moved
      }
      const { code } = moved.error
      if (code !== 'changed') return err({ code })
    }
    return err({ code: 'unavailable' })
  })
}

const isThere = (row: BookingRow, { service, resources, startsAtMs }: MoveRequest): boolean =>
  row.startsAtMs === startsAtMs && row.serviceId === service.id && resources.some(({ id }) => id === row.resourceId)

async function moveToFirstFree(
  ctx: Ctx,
  row: BookingRow,
  request: MoveRequest,
): Promise<Result<BookingRow, MoveFailure>> {
  const { service, startsAtMs, bookingId } = request
  const keepUntilMs = await keepBookingUntil(ctx, startsAtMs + service.minutes * MINUTE_MS)
  let answer: Result<BookingRow, MoveFailure> = err({ code: 'unknown_resource' })
  for (const resource of request.resources) {
    const asked = diaryRequest(ctx, { ...request, resource, movesBookingId: bookingId })
    answer = await ctx.objects.diary(resource.id).move(asked, row, keepUntilMs)
    if (answer.ok || answer.error.code !== 'slot_taken') break
  }
  return answer
}
