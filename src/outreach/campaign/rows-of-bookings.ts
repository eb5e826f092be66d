import { and, asc, gt, gte, isNotNull, lt, ne } from 'drizzle-orm'
import { openDetails } from '../../bookings/details.ts'
import type { BookingRow } from '../../bookings/read-booking.ts'
import type { Ctx } from '../../context.ts'
import { readPhone } from '../../kernel/read-phone.ts'
import { err, ok } from '../../kernel/result.ts'
import { readProfile } from '../../people/profile.ts'
import { bookings } from '../../records/bookings/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import type { ReadRow } from './import-members.ts'
import { BOOKING_FIELDS } from './words.ts'

/** Appointments that one import looks at. */
export const BOOKINGS_MAX = 2_000
const PAGE = 50

/** Appointments of which people are to be reminded: those that begin from `fromMs` on and before `toMs`. */
export interface BookingSpan {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * The people of appointments, each once, for the first they have. Whoever has left no number is left out: nobody can be asked
 * for it here. A field that an appointment does not have is a problem of the whole list.
 */
export async function* rowsOfBookings(
  ctx: Ctx,
  { fromMs, toMs }: BookingSpan,
  needed: readonly string[],
): AsyncGenerator<readonly ReadRow[]> {
  const unknown = needed.filter((field) => !(BOOKING_FIELDS as readonly string[]).includes(field))
  if (unknown.length > 0) {
    const detail = `An appointment has ${BOOKING_FIELDS.join(', ')}.`
    yield [err(unknown.map((column) => ({ line: 0, column, code: 'unknown_field', detail })))]
    return
  }
  const seen = new Map<string, BookingRow>()
  let after = ''
  for (let read = 0; read < BOOKINGS_MAX; read += PAGE) {
    const page = await pageOf(ctx, { fromMs: Math.max(fromMs, ctx.nowMs), toMs }, after)
    for (const row of page) keepFirst(seen, row)
    after = page.at(-1)?.id ?? ''
    if (page.length < PAGE) break
  }
  const rows = [...seen.values()].toSorted((one, other) => one.startsAtMs - other.startsAtMs)
  const numbers = new Set<string>()
  for (let at = 0; at < rows.length; at += PAGE) {
    const read = await Promise.all(rows.slice(at, at + PAGE).map((row, nth) => rowOf(ctx, row, at + nth + 1)))
    yield read.flatMap((row) => {
      if (row === null || !row.ok || numbers.has(row.value.target.phone)) return []
      numbers.add(row.value.target.phone)
      return [row]
    })
  }
}

const pageOf = (ctx: Ctx, { fromMs, toMs }: BookingSpan, after: string) =>
  ctx.db
    .select()
    .from(bookings)
    .where(
      and(
        ownedBy(ctx, bookings),
        gt(bookings.id, after),
        ne(bookings.status, 'cancelled'),
        isNotNull(bookings.personId),
        gte(bookings.startsAtMs, fromMs),
        lt(bookings.startsAtMs, toMs),
      ),
    )
    .orderBy(asc(bookings.id))
    .limit(PAGE)

function keepFirst(seen: Map<string, BookingRow>, row: BookingRow): void {
  const known = seen.get(row.personId ?? row.id)
  if (known === undefined || row.startsAtMs < known.startsAtMs) seen.set(row.personId ?? row.id, row)
}

async function rowOf(ctx: Ctx, row: BookingRow, line: number): Promise<ReadRow | null> {
  const details = await openDetails(ctx, row)
  const profile = row.personId === null ? {} : await readProfile(ctx, row.personId)
  const phone = readPhone(details?.phone ?? profile.phone ?? '')
  if (phone === null) return null
  const name = details?.name ?? profile.name
  return ok({ line, target: { phone, fields: name === undefined ? {} : { name } }, bookingId: row.id })
}
