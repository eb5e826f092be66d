import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { endedRows, type Lapse, type RowName } from '../records/lapse.ts'
import { sweepClaims } from '../records/manifests/table.ts'

interface Wanted {
  readonly category: string
  /** What the page is claimed as: of each at most one is open. */
  readonly claimAs: string
  readonly lapse: Lapse
  readonly nowMs: number
  readonly limit: number
}

/** A page that a sweep has begun: what it was claimed as, and the names of its rows, as they were written down. */
export interface Claim {
  readonly category: string
  readonly ids: string
}

export const namesIn = ({ ids }: Claim): readonly RowName[] => JSON.parse(ids) as readonly RowName[]

/**
 * Takes the oldest page of what has ended and no hold keeps, in one statement: a hold that was there a moment before keeps
 * it, and one that comes after finds it gone. Undefined when there is nothing, or a page of the same is still open.
 */
export async function claimPage(
  db: Db,
  { category, claimAs, lapse, nowMs, limit }: Wanted,
): Promise<Claim | undefined> {
  const [claim] = await db.all<Claim>(
    sql`INSERT INTO sweep_claims (category, ids, claimed_at_ms)
      SELECT ${claimAs}, json_group_array(name), ${nowMs} FROM (${endedRows(category, lapse, nowMs, limit)})
      WHERE true HAVING count(*) > 0 ON CONFLICT DO NOTHING RETURNING category, ids`,
  )
  return claim
}

/** Pages that were begun and not finished, by what they were claimed as: whoever was at it died, or is at it now. */
export async function openClaims(db: Db): Promise<ReadonlyMap<string, Claim>> {
  const ids = sql<string>`${sweepClaims.ids}`
  const claims = await db.select({ category: sweepClaims.category, ids }).from(sweepClaims)
  return new Map(claims.map((claim) => [claim.category, claim]))
}

/** The end of this very claim, for the batch that deletes its page. */
export const endClaim = (db: Db, { category, ids }: Claim) =>
  db.delete(sweepClaims).where(and(eq(sweepClaims.category, category), sql`${sweepClaims.ids} = ${ids}`))
