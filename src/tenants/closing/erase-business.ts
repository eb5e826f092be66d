import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { bookings, takenCells } from '../../records/bookings/table.ts'
import type { RowsOf } from '../../records/category.ts'
import { oneOf } from '../../records/expired.ts'
import { personIdentities } from '../../records/people/identities-table.ts'
import { people } from '../../records/people/table.ts'
import { webhookEndpoints } from '../../records/webhook-endpoints/table.ts'
import { retainedId } from './closure.ts'
import { fateOf, keptPartOf, objectPrefixes, ownedTables, type OwnedTable } from './what-goes.ts'

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
 * Erases what is left of a business, in bounded pages: keys, other objects, the objects that remember somebody, rows. It looks at
 * all of it every time, so that nothing depends on how far an earlier run came.
 */
export async function eraseBusiness(ctx: Ctx, closureId: string): Promise<ErasedSoFar> {
  const objects: DeletedObjects = {}
  let pages = 0
  for (const step of stepsOf(ctx, closureId, objects)) {
    for (let changed = await step(); changed > 0; changed = await step()) {
      pages += 1
      if (pages >= PAGES_PER_RUN_MAX) return { isDone: false, objects }
    }
  }
  return { isDone: true, objects }
}

type Step = () => Promise<number>

const stepsOf = (ctx: Ctx, closureId: string, objects: DeletedObjects): readonly Step[] => [
  ...objectPrefixes(ctx.tenantId).map((prefix) => () => dropObjects(ctx, prefix, objects)),
  () => forgetPeople(ctx),
  () => forgetEndpoints(ctx),
  () => freeCells(ctx),
  ...ownedTables.flatMap((owned): Step[] => {
    const fate = fateOf(owned.category)
    if (fate === 'stays') return []
    if (fate === 'retained') return [() => setApart(ctx, owned, closureId)]
    const part = keptPartOf(owned)
    const kept: Step[] = part === undefined ? [] : [() => setPartApart(ctx, owned, { part, closureId })]
    return [...kept, () => dropRows(ctx, owned)]
  }),
]

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

async function dropRows(ctx: Ctx, owned: OwnedTable): Promise<number> {
  const dropped = await storeOf(ctx, owned).run(
    sql`DELETE FROM ${owned.table} WHERE rowid IN (${rowsOf(owned, ctx.tenantId)})`,
  )
  return dropped.meta.changes
}

/** What a law has kept is the business's no more: no key of it opens the row, should it ever come back. */
async function setApart(ctx: Ctx, owned: OwnedTable, closureId: string): Promise<number> {
  const moved = await storeOf(ctx, owned).run(
    sql`UPDATE ${owned.table} SET tenant_id = ${retainedId(closureId)} WHERE rowid IN (${rowsOf(owned, ctx.tenantId)})`,
  )
  return moved.meta.changes
}

interface KeptPart {
  readonly part: RowsOf
  readonly closureId: string
}

/** The same of some rows of what goes: they lose whom they are about. */
async function setPartApart(ctx: Ctx, owned: OwnedTable, { part, closureId }: KeptPart): Promise<number> {
  const some = sql`rowid IN (SELECT rowid FROM ${owned.table} WHERE ${and(eq(owned.tenantId, ctx.tenantId), part.only)}
    LIMIT ${ROWS_PER_PAGE})`
  const moved = await storeOf(ctx, owned)
    .update(owned.table)
    .set({ ...part.leaves, tenantId: retainedId(closureId) })
    .where(some)
  return moved.meta.changes
}

const rowsOf = ({ table, tenantId }: OwnedTable, id: string) =>
  sql`SELECT rowid FROM ${table} WHERE ${tenantId} = ${id} LIMIT ${ROWS_PER_PAGE}`

export const storeOf = ({ db, directory }: Pick<Ctx, 'db' | 'directory'>, { category }: OwnedTable) =>
  category.where === 'directory' ? directory : db
