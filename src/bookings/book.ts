import type { Ctx } from '../context.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { err, type Result, ok } from '../kernel/result.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { MINUTE_MS, type ResourceRule, type ServiceRule } from './booking.ts'
import type { DeskFailure } from './desk.ts'
import { sealDetails, type BookingDetails } from './details.ts'
import { diaryRequest } from './diary-request.ts'
import { failClosed } from './fail-closed.ts'
import { bookingByIntent, type BookingRow } from './read-booking.ts'

/** For whom a booking is made. `keySubject`: whose key seals the details. */
interface Booker {
  readonly personId: string | null
  readonly callId: string | null
  readonly keySubject: string
}

export interface BookingRequest {
  readonly service: ServiceRule
  /** Tried in this order; the first that is free takes it. */
  readonly resources: readonly ResourceRule[]
  readonly startsAtMs: number
  readonly holder: string
  readonly booker: Booker
  readonly details: BookingDetails
  /** The same key again is the same booking, unique in the tenant. */
  readonly intentKey: string
}

/**
 * Books a start, and answers with the row as it was read back.
 *
 * Safe to repeat under the same intent: row, cells, event and count are one transaction, and a repeat finds the row.
 */
export function book(ctx: Ctx, request: BookingRequest): Promise<Result<BookingRow, DeskFailure>> {
  return failClosed(ctx, 'book', async () => {
    const { booker, details, intentKey, service, startsAtMs } = request
    const there = await bookingByIntent(ctx, intentKey)
    if (there !== null) return ok(there)

    const id = newId('bkg', ctx.nowMs)
    const sealedDetails = await sealDetails(ctx, id, booker.keySubject, details)
    const keepUntilMs = await keepBookingUntil(ctx, startsAtMs + service.minutes * MINUTE_MS)
    const { personId, callId } = booker
    const booking = { id, personId, callId, sealedDetails, intentKey, keepUntilMs }

    let answer: Result<BookingRow, DeskFailure> = err({ code: 'unknown_resource' })
    for (const resource of request.resources) {
      const asked = diaryRequest(ctx, { ...request, resource })
      answer = await ctx.objects.diary(resource.id).book(asked, booking)
      if (answer.ok || answer.error.code !== 'slot_taken') break
    }
    if (answer.ok) await wakeQuietly(ctx)
    return answer
  })
}

/** When a booking is swept: it is kept from the end of the appointment on, not from the day it was made. */
export async function keepBookingUntil(ctx: Ctx, endsAtMs: number): Promise<number> {
  return expiryOf(endsAtMs, await keepDaysOf(ctx, 'bookings'))
}
