import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { ENDED_STATUSES } from '../privacy/request.ts'
import { campaignMembers } from '../records/campaign-members/table.ts'
import type { Category, RowsOf } from '../records/category.ts'
import { oneOf } from '../records/expired.ts'
import { categories } from '../records/index.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { destroyPersonKey } from '../vault/person-keys.ts'
import { HAS_NO_GROUP, leaveLists } from './leave-lists.ts'

type Stores = Pick<Ctx, 'db' | 'blobs' | 'vault' | 'tenantId'>

/** What erasing does to each kind of data that is about a person, in the order in which it goes. */
export const erased: readonly (Category & { readonly erase: NonNullable<Category['erase']> })[] = categories.flatMap(
  (category) => (category.erase === undefined ? [] : [{ ...category, erase: category.erase }]),
)

/** R2 deletes a thousand at once. */
const ROWS_PER_PAGE = 200
const ROWS_WITHOUT_OBJECTS_PER_PAGE = 1_000

/**
 * By what rows are found: ids of persons and requests, and keyed hashes.
 *
 * SQLite knows no sizes here, and would rather read all rows of the business: the plus leaves it the indexes of whom they name.
 */
export function isTheirs(tenantId: string, rows: RowsOf, names: readonly string[]): SQL | undefined {
  const listed =
    rows.lists &&
    sql`EXISTS (SELECT 1 FROM json_each(${rows.lists}) AS one WHERE one.value IN (SELECT value FROM json_each(${JSON.stringify(names)})))`
  const isBusiness = rows.lists || rows.amongFew ? eq(rows.tenantId, tenantId) : sql`+${rows.tenantId} = ${tenantId}`
  return and(isBusiness, or(...rows.names.map((column) => oneOf(column, names)), listed), rows.only)
}

/** The requests that are linked to them. */
export async function requestsOf({ db, tenantId }: Stores, people: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .select({ id: privacyRequests.id })
    .from(privacyRequests)
    .where(and(eq(privacyRequests.tenantId, tenantId), oneOf(privacyRequests.personId, people)))
  return rows.map(({ id }) => id)
}

/** Which of these requests have ended: nobody has to be answered by what belongs to them any more. */
export async function endedOf({ db, tenantId }: Stores, requests: readonly string[]): Promise<readonly string[]> {
  if (requests.length === 0) return []
  const rows = await db
    .select({ id: privacyRequests.id })
    .from(privacyRequests)
    .where(
      and(
        eq(privacyRequests.tenantId, tenantId),
        oneOf(privacyRequests.id, requests),
        inArray(privacyRequests.status, [...ENDED_STATUSES]),
      ),
    )
  return rows.map(({ id }) => id)
}

/** How many rows there are, and how many name an object. */
export async function countRows(
  { db, tenantId }: Stores,
  rows: RowsOf,
  names: readonly string[],
): Promise<{ readonly rows: number; readonly objects: number }> {
  const objects = rows.blobKey === undefined ? sql<number>`0` : sql<number>`count(${rows.blobKey})`
  const [counted] = await db
    .select({ rows: sql<number>`count(*)`, objects })
    .from(rows.table)
    .where(isTheirs(tenantId, rows, names))
  return counted ?? { rows: 0, objects: 0 }
}

/** Lets go of these rows: their objects and keys first, a page at a time, so that whatever breaks off is found again. */
export async function clearRows(stores: Stores, wanted: RowsOf, names: readonly string[]): Promise<void> {
  const isList = wanted.table === campaignMembers
  if (isList) await leaveLists(stores, isTheirs(stores.tenantId, wanted, names))
  // Whoever came to a list meanwhile still has a key to take along.
  const rows = isList ? { ...wanted, only: HAS_NO_GROUP } : wanted
  const hasObjects = rows.blobKey !== undefined || rows.ownKey !== undefined
  const limit = hasObjects ? ROWS_PER_PAGE : ROWS_WITHOUT_OBJECTS_PER_PAGE
  for (let going = limit; going === limit;) going = await clearPage(stores, rows, { names, limit, hasObjects })
}

interface Page {
  readonly names: readonly string[]
  readonly limit: number
  readonly hasObjects: boolean
}

async function clearPage(stores: Stores, rows: RowsOf, { names, limit, hasObjects }: Page): Promise<number> {
  const { db, tenantId } = stores
  const page = await db
    .select({
      at: sql<number>`rowid`,
      blobKey: rows.blobKey === undefined ? sql<null>`NULL` : sql<string | null>`${rows.blobKey}`,
      ownKey: rows.ownKey === undefined ? sql<null>`NULL` : sql<string | null>`${rows.ownKey}`,
    })
    .from(rows.table)
    .where(isTheirs(tenantId, rows, names))
    .limit(limit)
  if (page.length === 0) return 0
  if (hasObjects) await deleteObjects(stores, page)
  const them = oneOf(
    sql`rowid`,
    page.map(({ at }) => at),
  )
  if (rows.leaves === undefined) await db.delete(rows.table).where(them)
  else await db.update(rows.table).set(rows.leaves).where(them)
  return page.length
}

async function deleteObjects(
  { vault, blobs, tenantId }: Stores,
  page: readonly { readonly blobKey: string | null; readonly ownKey: string | null }[],
): Promise<void> {
  const keys = page.flatMap(({ blobKey }) => blobKey ?? [])
  if (keys.length > 0) await blobs.delete(keys)
  for (const { ownKey } of page) if (ownKey !== null) await destroyPersonKey(vault, blobs, tenantId, ownKey)
}
