import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { count } from '../events/count.ts'
import { emit } from '../events/emit.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { bookings, takenCells } from '../records/bookings/table.ts'
import { cellsOf, occupiedBy, MINUTE_MS, type Interval, type ServiceRule } from './booking.ts'
import { brokenConstraint } from './constraint.ts'
import { bookingByIntent, type BookingRow } from './read-booking.ts'

/** `changed`: somebody else changed the booking since it was read. */
export type CommitFailure = 'slot_taken' | 'changed'

/** When and where a booking is to be. */
export interface Placement {
  readonly service: ServiceRule
  readonly resourceId: string
  readonly startsAtMs: number
}

/** Who it is for, sealed already, and under which intent. */
export interface NewBooking {
  readonly id: string
  readonly personId: string | null
  readonly callId: string | null
  readonly sealedDetails: string | null
  readonly intentKey: string
  readonly keepUntilMs: number
}

/** The columns of a booking that follow from where it is placed. */
function placed({ service, resourceId, startsAtMs }: Placement) {
  const { fromMs, toMs } = occupiedBy(service, startsAtMs)
  return {
    serviceId: service.id,
    resourceId,
    startsAtMs,
    endsAtMs: startsAtMs + service.minutes * MINUTE_MS,
    occupiedFromMs: fromMs,
    occupiedToMs: toMs,
    timeZone: service.hours.tz,
  }
}

/** Takes the cells, or breaks the batch: the primary key is the last word on whose they are. */
function takeCells(ctx: Ctx, resourceId: string, bookingId: string, occupied: Interval): BatchItem<'sqlite'> {
  // One parameter for all of them: a long service has more cells than a statement has parameters.
  const cells = JSON.stringify(cellsOf(occupied))
  const rows = sql`SELECT ${resourceId}, value, ${bookingId} FROM json_each(${cells})`
  return ctx.db.insert(takenCells).select(rows)
}

const timesOf = (row: Pick<BookingRow, 'startsAtMs' | 'endsAtMs'>) => ({
  starts_at: new Date(row.startsAtMs).toISOString(),
  ends_at: new Date(row.endsAtMs).toISOString(),
})

/** What every booking event tells: ids, states and times. */
function eventDataOf(row: Omit<BookingRow, 'sealedDetails' | 'intentKey'>) {
  return {
    booking_id: row.id,
    status: row.status,
    service_id: row.serviceId,
    resource_id: row.resourceId,
    person_id: row.personId,
    call_id: row.callId,
    revision: row.revision,
    ...timesOf(row),
  }
}

/**
 * Writes a booking, the cells it takes, its event and its count: all of them or none.
 *
 * The same intent again is the booking that is there. Whatever the batch says, the answer is read back from the row.
 */
export async function insertBooking(
  ctx: Ctx,
  place: Placement,
  booking: NewBooking,
): Promise<Result<BookingRow, CommitFailure>> {
  const { keepUntilMs, ...who } = booking
  const status = place.service.mode === 'request' ? ('requested' as const) : ('confirmed' as const)
  const row: BookingRow = {
    ...who,
    ...placed(place),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    status,
    revision: 1,
    cancelReason: null,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: keepUntilMs,
  }
  const occupied = { fromMs: row.occupiedFromMs, toMs: row.occupiedToMs }
  try {
    await ctx.db.batch([
      ctx.db.insert(bookings).values(row),
      takeCells(ctx, row.resourceId, row.id, occupied),
      emit(ctx, `booking.${status}`, eventDataOf(row)),
      count(ctx, { [`bookings.${status}`]: 1 }),
    ])
  } catch (error) {
    // An answer that was lost on the way back looks like a failure: the row knows.
    const there = await bookingByIntent(ctx, booking.intentKey)
    if (there !== null) return ok(there)
    if (brokenConstraint(error)?.startsWith('taken_cells.')) return err('slot_taken')
    throw error
  }
  const written = await bookingByIntent(ctx, booking.intentKey)
  if (written === null) throw new Error('a booking was written and is not there')
  return ok(written)
}

/** Only the revision that was read may be changed: any other breaks the batch, because the column cannot be null. */
const nextRevision = (row: BookingRow) =>
  sql<number>`CASE WHEN ${bookings.revision} = ${row.revision} AND ${bookings.status} <> 'cancelled' THEN ${row.revision + 1} END`

function changeOf(ctx: Ctx, row: BookingRow, set: Partial<BookingRow>): BatchItem<'sqlite'> {
  return ctx.db
    .update(bookings)
    .set({ ...set, revision: nextRevision(row), updatedAtMs: ctx.nowMs })
    .where(and(eq(bookings.id, row.id), eq(bookings.tenantId, ctx.tenantId)))
}

/** Frees the old cells and takes the new, across resources or not, in one batch. The booking keeps its id. */
export async function moveBooking(
  ctx: Ctx,
  row: BookingRow,
  place: Placement,
  keepUntilMs: number,
): Promise<Result<void, CommitFailure>> {
  const status = place.service.mode === 'request' ? 'requested' : row.status
  const moved = { ...placed(place), status, expiresAtMs: keepUntilMs }
  const occupied = { fromMs: moved.occupiedFromMs, toMs: moved.occupiedToMs }
  const data = {
    ...eventDataOf({ ...row, ...moved, revision: row.revision + 1 }),
    previous_resource_id: row.resourceId,
    previous_starts_at: timesOf(row).starts_at,
    previous_ends_at: timesOf(row).ends_at,
  }
  return committed(
    ctx.db.batch([
      changeOf(ctx, row, moved),
      freeCells(ctx, row.id),
      takeCells(ctx, place.resourceId, row.id, occupied),
      emit(ctx, 'booking.rescheduled', data),
      count(ctx, { 'bookings.rescheduled': 1 }),
    ]),
  )
}

/** Makes a request a booking. The time is its own already. */
export function confirmRow(ctx: Ctx, row: BookingRow): Promise<Result<void, CommitFailure>> {
  const data = { ...eventDataOf(row), status: 'confirmed' as const, revision: row.revision + 1 }
  return committed(
    ctx.db.batch([
      changeOf(ctx, row, { status: 'confirmed' }),
      emit(ctx, 'booking.confirmed', data),
      count(ctx, { 'bookings.approved': 1 }),
    ]),
  )
}

/** Cancels, and frees the cells in the same batch. */
export async function cancelRow(
  ctx: Ctx,
  row: BookingRow,
  cancelReason: 'caller' | 'business',
): Promise<Result<void, CommitFailure>> {
  const data = { ...eventDataOf(row), status: 'cancelled' as const, revision: row.revision + 1 }
  return committed(
    ctx.db.batch([
      changeOf(ctx, row, { status: 'cancelled', cancelReason }),
      freeCells(ctx, row.id),
      emit(ctx, 'booking.cancelled', { ...data, cancel_reason: cancelReason }),
      count(ctx, { 'bookings.cancelled': 1 }),
    ]),
  )
}

const freeCells = (ctx: Ctx, bookingId: string) => ctx.db.delete(takenCells).where(eq(takenCells.bookingId, bookingId))

async function committed(batch: Promise<unknown>): Promise<Result<void, CommitFailure>> {
  try {
    await batch
    return ok(undefined)
  } catch (error) {
    const column = brokenConstraint(error)
    if (column?.startsWith('taken_cells.')) return err('slot_taken')
    if (column === 'bookings.revision') return err('changed')
    throw error
  }
}
