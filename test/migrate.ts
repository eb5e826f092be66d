import { env } from 'cloudflare:workers'

/** All that makes a database, as one text: a statement at a time it took longer than most tests. */
const migrations = env.TEST_MIGRATIONS.flatMap(({ queries }) =>
  queries.map((query) => query.replace(/;?\s*$/, ';')),
).join('\n')

/** What the migrations came to, of the first database they were applied to: SQLite reads all tables again at every change of one. */
let whole: string | null = null

export async function migrate(db: D1Database): Promise<void> {
  await db.prepare(whole ?? migrations).run()
  whole ??= await schemaOf(db)
}

async function schemaOf(db: D1Database): Promise<string> {
  const made =
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'"
  const { results } = await db.prepare(`${made} ORDER BY type DESC, rowid`).all<{ sql: string }>()
  return results.map(({ sql }) => `${sql};`).join('\n')
}

/** So often a database is begun anew that something else broke off. */
const TRIES_MAX = 3

/**
 * Before each test of those that look beyond the home of what is pinned nowhere: `beforeEach(migrateOtherRegions)`. Making two
 * more databases takes longer than most tests, so the others do without, and are refused by a database without tables.
 */
export async function migrateOtherRegions(): Promise<void> {
  await Promise.all([env.DB_EU, env.DB_US].map((db) => migrateAnew(db)))
}

/** What the last test left running is cut off when the stores are emptied, and may take along the first statements after it. */
async function migrateAnew(db: D1Database): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await migrate(db)
    } catch (error) {
      if (tries === TRIES_MAX) throw error
      await dropAll(db)
    }
}

async function dropAll(db: D1Database): Promise<void> {
  const tables =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'"
  const { results } = await db.prepare(tables).all<{ name: string }>()
  for (const { name } of results) await db.prepare(`DROP TABLE IF EXISTS "${name}"`).run()
}
