import { and, asc, desc, gt, lt, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as z from 'zod'
import type { Db } from '../../context.ts'

const LIMIT_MAX = 100
const LIMIT_DEFAULT = 20

const Cursor = z.string().min(1).max(64)

/** What every list takes. Ids sort by the time they were made, so an id is a place in the list. */
const listFields = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT).describe('How many to give.'),
  starting_after: Cursor.optional().describe('An id: give what is older than it.'),
  ending_before: Cursor.optional().describe('An id: give what is newer than it.'),
}

export const ListQuery = listQuery({})

/** The query of a list with filters of its own. */
export function listQuery<Filters extends z.ZodRawShape>(filters: Filters) {
  return z
    .strictObject({ ...listFields, ...filters })
    .refine((query) => !('starting_after' in query && 'ending_before' in query), {
      path: ['ending_before'],
      message: 'Give starting_after or ending_before, not both.',
    })
}

export type ListQuery = z.output<typeof ListQuery>

/** A page of `item`s, as answered. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    object: z.literal('list'),
    data: z.array(item),
    has_more: z.boolean().describe('Whether there is more in the direction asked for.'),
    next_cursor: z.string().nullable().describe('The id to go on from, in the same direction; null at the end.'),
  })

export interface Page<Item> {
  readonly object: 'list'
  readonly data: readonly Item[]
  readonly has_more: boolean
  readonly next_cursor: string | null
}

/** A page of something that is never long enough to need a second one. */
export const wholeList = <Item>(data: readonly Item[]): Page<Item> => ({
  object: 'list',
  data,
  has_more: false,
  next_cursor: null,
})

interface Window {
  readonly limit: number
  readonly starting_after?: string | undefined
  readonly ending_before?: string | undefined
}

export interface Listing<Table extends SQLiteTable & { readonly id: SQLiteColumn }> {
  readonly db: Db
  readonly table: Table
  /** Whose rows, and which: begin with `ownedBy(ctx, table)`. */
  readonly where: SQL | undefined
  readonly query: Window
}

/**
 * One page of a table, newest first, each row as `render` shows it.
 *
 * One row more than asked for is read, to know whether there is more; nothing is counted.
 */
export async function listPage<
  Table extends SQLiteTable & { readonly id: SQLiteColumn },
  Item extends { readonly id: string },
>({ db, table, where, query }: Listing<Table>, render: (row: Table['$inferSelect']) => Item): Promise<Page<Item>> {
  const { limit, starting_after: after, ending_before: before } = query
  const beyond = after !== undefined ? lt(table.id, after) : before !== undefined ? gt(table.id, before) : undefined
  const order = before === undefined ? desc(table.id) : asc(table.id)
  const rows = await db
    .select()
    .from(table as SQLiteTable)
    .where(and(where, beyond))
    .orderBy(order)
    .limit(limit + 1)
  return pageOf(rows.map(render), query)
}

/**
 * A page of at most `limit + 1` items that were read in the direction asked for: newest first, or with
 * `ending_before` from there on upwards.
 */
export function pageOf<Item extends { readonly id: string }>(items: readonly Item[], query: Window): Page<Item> {
  const given = items.slice(0, query.limit)
  const has_more = items.length > query.limit
  const next_cursor = has_more ? (given.at(-1)?.id ?? null) : null
  const data = query.ending_before === undefined ? given : given.toReversed()
  return { object: 'list', data, has_more, next_cursor }
}
