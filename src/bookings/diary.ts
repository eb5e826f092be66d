import { DurableObject } from 'cloudflare:workers'
import { contextOf, type Ctx, type Subject } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { misfitOf } from './availability.ts'
import { occupiedBy, type Interval, type Misfit, type ResourceRule, type ServiceRule } from './booking.ts'
import { readTakings } from './busy.ts'
import { insertBooking, moveBooking, type NewBooking } from './commit.ts'
import type { DeskFailure } from './desk.ts'
import { failureOf } from './failure-of.ts'
import { dropHold, HOLD_MS, holdOfHolder, holdsOfOthers, keepHold, layHolds, type Hold } from './holds.ts'
import { bookingByIntent, readBooking, type BookingRow } from './read-booking.ts'

/** Requests that may wait for one diary. A queue longer than this would outlast every caller's patience. */
const WAITING_MAX = 200

/** One question about one start on this diary's resource. */
export interface DiaryRequest {
  readonly subject: Subject
  /** The clock of whoever asks, so that everything of one event agrees. */
  readonly nowMs: number
  readonly holder: string
  readonly service: ServiceRule
  readonly resource: ResourceRule
  readonly startsAtMs: number
  /** The booking that is to be moved here: its own time does not stand in its way. */
  readonly movesBookingId: string | null
}

/**
 * The diary of one resource: who holds what, and one order for everybody who wants it.
 *
 * Bookings are in D1 and are read from there each time; only holds live here. Reading D1 lets other requests in between,
 * so requests wait for one another explicitly. Should that fail too, the cells in D1 still let only one booking win.
 */
export class Diary extends DurableObject<Env> {
  readonly #sql: SqlStorage
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#sql = state.storage.sql
    layHolds(this.#sql)
  }

  /** The time that others than `holder` hold at `nowMs`. */
  held(holder: string | null, nowMs: number): Interval[] {
    return holdsOfOthers(this.#sql, holder, nowMs).map(({ fromMs, toMs }) => ({ fromMs, toMs }))
  }

  /** Keeps a start for the holder for some minutes, in place of what they held before. Again is longer. */
  hold(request: DiaryRequest): Promise<Result<void, DeskFailure>> {
    return this.#inTurn(request, async (ctx) => {
      const misfit = await this.#misfit(ctx, request)
      if (misfit !== null) return err(failureOf(misfit))
      const own = this.#ownHold(request)
      const { holder, service, startsAtMs, nowMs } = request
      const heldAtMs = own?.heldAtMs ?? nowMs
      const expiresAtMs = nowMs + HOLD_MS
      const occupied = occupiedBy(service, startsAtMs)
      const hold = { ...occupied, holder, serviceId: service.id, startsAtMs, heldAtMs, expiresAtMs }
      return keepHold(this.#sql, hold, nowMs) ? ok(undefined) : err({ code: 'unavailable' })
    })
  }

  release(holder: string): void {
    dropHold(this.#sql, holder)
  }

  /** Books a start, held before or not. The same intent again is the same booking, as its row says. */
  book(request: DiaryRequest, booking: NewBooking): Promise<Result<BookingRow, DeskFailure>> {
    return this.#inTurn(request, async (ctx) => {
      const there = await bookingByIntent(ctx, booking.intentKey)
      if (there !== null) return ok(there)
      const misfit = await this.#misfit(ctx, request)
      if (misfit !== null) return err(failureOf(misfit))
      const { service, resource, startsAtMs, holder } = request
      const booked = await insertBooking(ctx, { service, resourceId: resource.id, startsAtMs }, booking)
      if (!booked.ok) return err({ code: 'slot_taken' })
      dropHold(this.#sql, holder)
      return booked
    })
  }

  /** Moves `row`, from this resource or another, to a start on this one. */
  move(request: DiaryRequest, row: BookingRow, keepUntilMs: number): Promise<Result<BookingRow, MoveFailure>> {
    return this.#inTurn<BookingRow, MoveFailure>(request, async (ctx) => {
      const misfit = await this.#misfit(ctx, request)
      if (misfit !== null) return err(failureOf(misfit))
      const { service, resource, startsAtMs, holder } = request
      const moved = await moveBooking(ctx, row, { service, resourceId: resource.id, startsAtMs }, keepUntilMs)
      if (!moved.ok) return err({ code: moved.error })
      dropHold(this.#sql, holder)
      const after = await readBooking(ctx, row.id)
      return after === null ? err({ code: 'not_found' }) : ok(after)
    })
  }

  /** What stands against a start. Notice and horizon are judged as when it was first held: an offer taken up in time stands. */
  async #misfit(ctx: Ctx, request: DiaryRequest): Promise<Misfit | null> {
    const { service, resource, startsAtMs, movesBookingId, nowMs, holder } = request
    if (startsAtMs <= nowMs) return 'too_soon'
    const takings = await readTakings(ctx, [resource.id], occupiedBy(service, startsAtMs), movesBookingId)
    const busy = [...takings, ...this.held(holder, nowMs)]
    const judgedAtMs = this.#ownHold(request)?.heldAtMs ?? nowMs
    return misfitOf({ service, resource, busy, nowMs: judgedAtMs }, startsAtMs)
  }

  #ownHold({ holder, nowMs, startsAtMs, service }: DiaryRequest): Hold | null {
    const own = holdOfHolder(this.#sql, holder, nowMs)
    return own?.startsAtMs === startsAtMs && own.serviceId === service.id ? own : null
  }

  /** One after the other, whatever each of them waits for. Trouble with the stores is an answer, never a booking. */
  async #inTurn<T, E>(
    { subject, nowMs }: DiaryRequest,
    work: (ctx: Ctx) => Promise<Result<T, E | DeskFailure>>,
  ): Promise<Result<T, E | DeskFailure>> {
    if (this.#waiting >= WAITING_MAX) return err({ code: 'unavailable' })
    this.#waiting += 1
    const run = this.#turn.then(() => work(contextOf(this.env, subject, nowMs)))
    this.#turn = run.catch(() => undefined)
    try {
      return await run
    } catch (error) {
      log.error('diary.failed', { tenantId: subject.tenantId, error: errorName(error) })
      return err({ code: 'unavailable' })
    } finally {
      this.#waiting -= 1
    }
  }
}

/** `changed`: the booking is no longer as it was read. */
export type MoveFailure = DeskFailure | { readonly code: 'changed' }
