import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** What a sweep deleted: counts and a Merkle root of the record tokens, signed and chained to the one before. */
export const sweepManifests = sqliteTable(
  'sweep_manifests',
  {
    id: text().primaryKey(),
    /** 1, 2, 3, … in this database, without gaps. */
    seq: integer().notNull(),
    category: text().notNull(),
    cutoffAtMs: integer().notNull(),
    rowCount: integer().notNull(),
    objectCount: integer().notNull(),
    merkleRoot: text().notNull(),
    previousSha256: text().notNull(),
    signature: text().notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [uniqueIndex('sweep_manifests_seq').on(t.seq)],
)

/**
 * The page of a category that a sweep has begun to delete. What is in it is gone from then on, whatever is ordered later: its
 * objects go before its rows, and a page that was cut short is finished.
 */
export const sweepClaims = sqliteTable('sweep_claims', {
  category: text().primaryKey(),
  ids: text({ mode: 'json' }).$type<readonly (string | number)[]>().notNull(),
  claimedAtMs: integer().notNull(),
})
