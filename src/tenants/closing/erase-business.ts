import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../../context.ts'
import { isCopied, oweCopiesOf } from '../../erasure/owe-vendors.ts'
import { bookings, takenCells } from '../../records/bookings/table.ts'
import type { RowsOf } from '../../records/category.ts'
import { oneOf } from '../../records/expired.ts'
import { personIdentities } from '../../records/people/identities-table.ts'
import { people } from '../../records/people/table.ts'
import { tickets } from '../../records/tickets/table.ts'
import { webhookEndpoints } from '../../records/webhook-endpoints/table.ts'
import { retainedId } from './closure.ts'
import {
  fateOf,
  isNeededAtVendors,
  keptPartOf,
  losesApart,
  objectPrefixes,
  ownedTables,
  type OwnedTable,
} from './what-goes.ts'

/** R2 deletes a thousand keys at once. */
const OBJECTS_PER_PAGE = 1_000
const ROWS_PER_PAGE = 500
/** Each of these is visited. */
const VISITS_PER_PAGE = 40
/** A run may make a thousand queries. What it leaves, the next one takes. */
const PAGES_PER_RUN_MAX = 120

/** What was deleted under each prefix. */
export type DeletedObjects = Record<string, number>

export interface ErasedSoFar {
  readonly isDone: boolean
  readonly objects: Readonly<DeletedObjects>
}

/**
 * Erases what is left of a business, in bounded pages: keys, other objects, the objects that remember somebody, rows. What vendors
 * have by a row is owed to be deleted there in the moment in which the row goes. It looks at all of it every time, so that nothing
 * depends on how far an earlier run came.
 */
export async function eraseBusiness(ctx: Ctx, closureId: string): Promise<ErasedSoFar> {
  const objects: DeletedObjects = {}
  const isDone = await inPages(stepsOf(ctx, closureId, objects))
  return { isDone, objects }
}

/** The last of a business, when no vendor has to be asked any more: its lines, its accounts, and the ledger, which is set apart. */
export const eraseAccounts = (ctx: Ctx, closureId: string): Promise<boolean> =>
  inPages(rowSteps(ctx, closureId, ownedTables.filter(isNeededAtVendors)))

/** Whether all of it is done. */
async function inPages(steps: readonly Step[]): Promise<boolean> {
  let pages = 0
  for (const step of steps) {
    for (let changed = await step(); changed > 0; changed = await step()) {
      pages += 1
      if (pages >= PAGES_PER_RUN_MAX) return false
    }
  }
  return true
}

type Step = () => Promise<number>

const stepsOf = (ctx: Ctx, closureId: string, objects: DeletedObjects): readonly Step[] => [
  ...objectPrefixes(ctx.tenantId).map((prefix) => () => dropObjects(ctx, prefix, objects)),
  () => forgetPeople(ctx),
  () => forgetEndpoints(ctx),
  () => freeCells(ctx),
  () => unlinkTickets(ctx),
  ...rowSteps(
    ctx,
    closureId,
    ownedTables.filter((owned) => !isNeededAtVendors(owned)),
  ),
]

const rowSteps = (ctx: Ctx, closureId: string, tables: readonly OwnedTable[]): readonly Step[] =>
  tables.flatMap((owned): Step[] => {
    const fate = fateOf(owned.category)
    if (fate === 'stays') return []
    if (fate === 'retained') return [() => setApart(ctx, owned, { closureId })]
    const part = keptPartOf(owned)
    const kept: Step[] = part === undefined ? [] : [() => setApart(ctx, owned, { closureId, part })]
    return [...kept, () => dropRows(ctx, owned, closureId)]
  })

async function dropObjects({ blobs }: Ctx, prefix: string, deleted: DeletedObjects): Promise<number> {
  const { objects } = await blobs.list({ prefix, limit: OBJECTS_PER_PAGE })
  if (objects.length === 0) return 0
  await blobs.delete(objects.map(({ key }) => key))
  deleted[prefix] = (deleted[prefix] ?? 0) + objects.length
  return objects.length
}

/** The objects first: while a row is there, they are found again. */
async function forgetPeople({ db, objects, tenantId }: Ctx): Promise<number> {
  const some = await db
    .select({ id: people.id, phoneToken: people.phoneToken })
    .from(people)
    .where(eq(people.tenantId, tenantId))
    .limit(VISITS_PER_PAGE)
  const ids = some.map(({ id }) => id)
  const names = await db
    .select({ token: personIdentities.token })
    .from(personIdentities)
    .where(oneOf(personIdentities.personId, ids))
  const tokens = new Set([...names.map(({ token }) => token), ...some.flatMap(({ phoneToken }) => phoneToken ?? [])])
  await Promise.all(ids.map((id) => objects.thread(id).erase()))
  await Promise.all([...tokens].map((token) => objects.identity(token).point(null)))
  if (ids.length > 0) {
    await db.batch([
      db.delete(personIdentities).where(oneOf(personIdentities.personId, ids)),
      db.delete(people).where(oneOf(people.id, ids)),
    ])
  }
  return ids.length
}

async function forgetEndpoints({ db, objects, tenantId }: Ctx): Promise<number> {
  const some = await db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.tenantId, tenantId))
    .limit(VISITS_PER_PAGE)
  const ids = some.map(({ id }) => id)
  await Promise.all(ids.map((id) => objects.endpoint(id).forget()))
  if (ids.length > 0) await db.delete(webhookEndpoints).where(oneOf(webhookEndpoints.id, ids))
  return ids.length
}

/** Cells name their booking and no business. */
async function freeCells({ db, tenantId }: Ctx): Promise<number> {
  const freed = await db.run(
    sql`DELETE FROM ${takenCells} WHERE rowid IN (SELECT c.rowid FROM taken_cells AS c JOIN ${bookings}
      ON ${bookings.id} = c.booking_id WHERE ${bookings.tenantId} = ${tenantId} LIMIT ${ROWS_PER_PAGE})`,
  )
  return freed.meta.changes
}

/** What was written to the platform is not the business's, and has its own end. It does not say any more whose people wrote it. */
async function unlinkTickets({ directory, tenantId }: Ctx): Promise<number> {
  const unlinked = await directory.run(
    sql`UPDATE ${tickets} SET tenant_id = NULL WHERE rowid IN (SELECT rowid FROM ${tickets}
      WHERE ${tickets.tenantId} = ${tenantId} LIMIT ${ROWS_PER_PAGE})`,
  )
  return unlinked.meta.changes
}

async function dropRows(ctx: Ctx, owned: OwnedTable, closureId: string): Promise<number> {
  const which = pageOf(owned, eq(owned.tenantId, ctx.tenantId))
  return goneWith(ctx, owned, { closureId, which, going: storeOf(ctx, owned).delete(owned.table).where(which) })
}

interface SetApart {
  readonly closureId: string
  /** Only these rows, and what they leave. */
  readonly part?: RowsOf
}

/** What a law has kept is the business's no more, and says nothing that was sealed: some rows of what goes lose whom they are about. */
async function setApart(ctx: Ctx, owned: OwnedTable, { closureId, part }: SetApart): Promise<number> {
  const which = pageOf(owned, and(eq(owned.tenantId, ctx.tenantId), part?.only))
  const left = { ...losesApart(owned), ...part?.leaves, tenantId: retainedId(closureId) }
  return goneWith(ctx, owned, {
    closureId,
    which,
    going: storeOf(ctx, owned).update(owned.table).set(left).where(which),
  })
}

interface Going {
  readonly closureId: string
  readonly which: SQL
  readonly going: BatchItem<'sqlite'> & PromiseLike<D1Result>
}

/** In one step: what a vendor has by these rows is owed, and the rows go. How many went. */
async function goneWith(ctx: Ctx, owned: OwnedTable, { closureId, which, going }: Going): Promise<number> {
  if (!isCopied(owned.table)) return (await going).meta.changes
  const [, gone] = await ctx.db.batch([oweCopiesOf(ctx, closureId, { table: owned.table, which }), going])
  return (gone as D1Result).meta.changes
}

/** Where a page is asked for twice, it is in an order, so that both are the same. */
const pageOf = ({ table }: OwnedTable, which: SQL | undefined): SQL =>
  sql`rowid IN (SELECT rowid FROM ${table} WHERE ${which}${isCopied(table) ? sql` ORDER BY rowid` : sql``} LIMIT ${ROWS_PER_PAGE})`

export const storeOf = ({ db, directory }: Pick<Ctx, 'db' | 'directory'>, { category }: OwnedTable) =>
  category.where === 'directory' ? directory : db
