import { and, asc, desc, eq, gt, lt, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { calls } from '../records/calls/table.ts'
import { messages } from '../records/messages/table.ts'
import { ownedBy, type OwnedTable } from '../records/owned-by.ts'
import { tasks } from '../records/tasks/table.ts'

/** Something that happened between a business and a person. */
export type Moment =
  | { readonly type: 'call'; readonly row: typeof calls.$inferSelect }
  | { readonly type: 'message'; readonly row: typeof messages.$inferSelect }
  | { readonly type: 'booking'; readonly row: typeof bookings.$inferSelect }
  | { readonly type: 'task'; readonly row: typeof tasks.$inferSelect }

/** From where, in which direction, and how many. Ids of any kind are places in it. */
export interface Stretch {
  readonly limit: number
  readonly olderThan?: string | undefined
  readonly newerThan?: string | undefined
}

/** An id without its kind: these sort by time across all kinds. */
const timeIn = (id: string): string => id.slice(id.indexOf('_') + 1)

/**
 * What happened between the business and a person, of all kinds in one order: newest first, or with `newerThan` from there
 * on upwards. At most `limit` moments; every kind is asked for that many, for all of them may be of one.
 */
export async function readTimeline(ctx: Ctx, personId: string, stretch: Stretch): Promise<readonly Moment[]> {
  const { limit, newerThan } = stretch
  const whose = (table: OwnedTable & { readonly personId: SQLiteColumn }): SQL | undefined =>
    and(ownedBy(ctx, table), eq(table.personId, personId))
  const beyond = (id: SQLiteColumn, prefix: string): SQL | undefined => beyondIn(id, prefix, stretch)
  const inOrder = (id: SQLiteColumn): SQL => (newerThan === undefined ? desc(id) : asc(id))
  const [rang, written, booked, owed] = await ctx.db.batch([
    ctx.db
      .select()
      .from(calls)
      .where(and(whose(calls), beyond(calls.id, 'call')))
      .orderBy(inOrder(calls.id))
      .limit(limit),
    ctx.db
      .select()
      .from(messages)
      .where(and(whose(messages), beyond(messages.id, 'msg')))
      .orderBy(inOrder(messages.id))
      .limit(limit),
    ctx.db
      .select()
      .from(bookings)
      .where(and(whose(bookings), beyond(bookings.id, 'bkg')))
      .orderBy(inOrder(bookings.id))
      .limit(limit),
    ctx.db
      .select()
      .from(tasks)
      .where(and(whose(tasks), beyond(tasks.id, 'task')))
      .orderBy(inOrder(tasks.id))
      .limit(limit),
  ])
  const moments: Moment[] = [
    ...rang.map((row) => ({ type: 'call' as const, row })),
    ...written.map((row) => ({ type: 'message' as const, row })),
    ...booked.map((row) => ({ type: 'booking' as const, row })),
    ...owed.map((row) => ({ type: 'task' as const, row })),
  ]
  const later = (a: Moment, b: Moment): number => (timeIn(a.row.id) < timeIn(b.row.id) ? 1 : -1)
  const sorted = moments.toSorted(newerThan === undefined ? later : (a, b) => later(b, a))
  return sorted.slice(0, limit)
}

function beyondIn(id: SQLiteColumn, prefix: string, { olderThan, newerThan }: Stretch): SQL | undefined {
  if (olderThan !== undefined) return lt(id, `${prefix}_${timeIn(olderThan)}`)
  return newerThan === undefined ? undefined : gt(id, `${prefix}_${timeIn(newerThan)}`)
}
