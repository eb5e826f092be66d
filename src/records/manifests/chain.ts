import { asc, desc, gt } from 'drizzle-orm'
import type { Db } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import type { Vault } from '../../vault/vault.ts'
import { chainHash, merkleRoot, NOTHING_BEFORE, recordToken, signedText, type Manifest } from './manifest.ts'
import { sweepManifests } from './table.ts'

const MANIFESTS_PER_PAGE = 500
const NEWEST_MAX = 100

/** What one page of a sweep deletes. */
export interface Deletion {
  readonly category: string
  readonly cutoffAtMs: number
  readonly ids: readonly string[]
  readonly objectCount: number
}

/** The newest manifest of a database, or undefined. */
export const newestManifest = (db: Db): Promise<Manifest | undefined> =>
  db.select().from(sweepManifests).orderBy(desc(sweepManifests.seq)).limit(1).get()

/**
 * The manifest of `deletion`, to be the one after `previous`.
 *
 * To be inserted in the batch that deletes. Its number is unique: had another sweep been faster, the batch fails whole.
 */
export async function manifestAfter(
  vault: Vault,
  previous: Manifest | undefined,
  { category, cutoffAtMs, ids, objectCount }: Deletion,
): Promise<Manifest> {
  const tokens = await Promise.all(ids.map((id) => recordToken(vault, category, id)))
  const unsigned = {
    id: newId('swp', cutoffAtMs),
    seq: (previous?.seq ?? 0) + 1,
    category,
    cutoffAtMs,
    rowCount: ids.length,
    objectCount,
    merkleRoot: await merkleRoot(tokens),
    previousSha256: previous ? await chainHash(previous) : NOTHING_BEFORE,
    createdAtMs: cutoffAtMs,
  }
  return { ...unsigned, signature: await vault.sign(signedText(unsigned)) }
}

export type Verified =
  | { readonly status: 'ok'; readonly count: number }
  | { readonly status: 'broken'; readonly firstBadSeq: number }

/**
 * Reads the whole chain and checks number, link and signature of each manifest.
 *
 * Finds whatever was altered, inserted or taken out. That the end was cut off shows only against a copy of it.
 */
export async function verifyManifests(db: Db, vault: Vault): Promise<Verified> {
  let seq = 0
  let previousSha256 = NOTHING_BEFORE
  for (;;) {
    const page = await db
      .select()
      .from(sweepManifests)
      .where(gt(sweepManifests.seq, seq))
      .orderBy(asc(sweepManifests.seq))
      .limit(MANIFESTS_PER_PAGE)
    for (const manifest of page) {
      const linked = manifest.seq === seq + 1 && manifest.previousSha256 === previousSha256
      if (!linked || !(await vault.verify(signedText(manifest), manifest.signature)))
        return { status: 'broken', firstBadSeq: seq + 1 }
      seq = manifest.seq
      previousSha256 = await chainHash(manifest)
    }
    if (page.length < MANIFESTS_PER_PAGE) return { status: 'ok', count: seq }
  }
}

/**
 * Whether the newest manifests are whole: as many as are read at once, so that whoever asks often costs little. What was before
 * them is looked at by {@link verifyManifests}.
 */
export async function verifyNewestManifests(db: Db, vault: Vault): Promise<boolean> {
  const newest = await db.select().from(sweepManifests).orderBy(desc(sweepManifests.seq)).limit(NEWEST_MAX)
  let previous: Manifest | undefined
  for (const manifest of newest.toReversed()) {
    const before = previous === undefined ? null : { seq: previous.seq + 1, sha256: await chainHash(previous) }
    const isFirst = manifest.seq === 1 && manifest.previousSha256 === NOTHING_BEFORE
    const isLinked =
      before === null
        ? isFirst || newest.length === NEWEST_MAX
        : manifest.seq === before.seq && manifest.previousSha256 === before.sha256
    if (!isLinked || !(await vault.verify(signedText(manifest), manifest.signature))) return false
    previous = manifest
  }
  return true
}
