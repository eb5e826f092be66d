import type { Miniflare } from 'miniflare'
import { readdirSync, readFileSync } from 'node:fs'

const DATABASES = ['DB', 'DB_EU', 'DB_US'] as const
const BREAKPOINT = '--> statement-breakpoint'

/** Applies what each database has not had yet, in order, and notes it in the table that wrangler uses too. */
export async function migrate(platform: Miniflare, folder = 'migrations'): Promise<number> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  let applied = 0
  for (const binding of DATABASES) {
    const db = await platform.getD1Database(binding)
    await db
      .prepare(
        'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
      )
      .run()
    const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
    const done = new Set(results.map(({ name }) => name))
    for (const name of names.filter((candidate) => !done.has(candidate))) {
      const statements = readFileSync(`${folder}/${name}`, 'utf8')
        .split(BREAKPOINT)
        .map((statement) => statement.trim())
        .filter(Boolean)
      const note = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)
      await db.batch([...statements.map((statement) => db.prepare(statement)), note])
      applied += 1
    }
  }
  return applied
}
