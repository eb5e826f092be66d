import { env } from 'cloudflare:workers'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { beforeEach, expect, test } from 'vitest'
import { openDirectory } from '../src/context.ts'
import { erased, isTheirs } from '../src/erasure/rows-of.ts'
import { CATEGORY_NAMES } from '../src/records/category.ts'
import { columnNamesOf } from '../src/records/data-map.ts'
import { categories } from '../src/records/index.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

const tables = categories.flatMap((category) => category.tables.map((table) => ({ category, table })))
const nameOf = (table: (typeof tables)[number]['table']): string => getTableConfig(table).name

test.each(['DB', 'DB_EU', 'DB_US'] as const)('every table of %s belongs to exactly one category', async (binding) => {
  const { results } = await env[binding]
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table'
       AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'd1_migrations'`,
    )
    .all<{ name: string }>()
  const inCategories = tables.map(({ table }) => nameOf(table)).sort()
  expect(inCategories).toEqual(results.map(({ name }) => name).sort())
})

test('the data map tells of every column there is', async () => {
  for (const { table } of tables) {
    const { results } = await env.DB.prepare(`SELECT name FROM pragma_table_info('${nameOf(table)}')`).all<{
      name: string
    }>()
    expect(columnNamesOf(table).sort(), nameOf(table)).toEqual(results.map(({ name }) => name).sort())
  }
})

test('every category is listed once, under its own name', () => {
  expect(categories.map(({ name }) => name).sort()).toEqual([...CATEGORY_NAMES].sort())
})

test('what has a keep time is swept, and what a business may shorten has a clock', () => {
  for (const { name, keepDays, bounds, due, clock, blobPrefixes } of categories) {
    if (keepDays !== null) expect(due, `${name} has a keep time and no sweep`).toBeDefined()
    if (bounds === 'fixed') continue
    expect(clock, `${name} can be shortened and has no clock`).toBeDefined()
    expect(bounds.maxDays, `${name} may not be kept longer than by default`).toBe(keepDays)
    // What was said or sent lies in objects, and what was written in a column.
    const isContent = blobPrefixes.length > 0 || name === 'message_bodies'
    expect(bounds.minDays === 0, `${name}: 0 days means never stored`).toBe(isContent)
  }
})

test('what is about a person has an end, or a reason to have none', () => {
  const endless = categories.filter(({ subject, keepDays }) => subject === 'person' && keepDays === null)
  expect(endless.map(({ name }) => name).sort()).toEqual(['mail_stops', 'person_keys', 'suppressions'])
})

test('what is searched by expiry has an index that says so', async () => {
  const clocks = categories.flatMap(({ name, clock, beside }) =>
    [clock, beside?.clock].flatMap((one) => (one === undefined ? [] : [{ name, clock: one }])),
  )
  for (const { name, clock } of clocks) {
    const table = nameOf(clock.table)
    const { results } = await env.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT 1 FROM ${table} WHERE expires_at_ms <= 1 ORDER BY expires_at_ms LIMIT 1`,
    ).all<{ detail: string }>()
    expect(results.map(({ detail }) => detail).join(), name).toContain(`${table}_by_expiry`)
  }
})

test('whoever is to be erased is looked for among the rows of everybody only where those are few', async () => {
  for (const { erase, name } of erased) {
    for (const rows of erase.rows) {
      const table = getTableConfig(rows.table).name
      const { sql } = openDirectory(env)
        .select({ at: rows.tenantId })
        .from(rows.table)
        .where(isTheirs('', rows, []))
        .toSQL()
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', "''")}`).all<{
        detail: string
      }>()
      const plan = results.map(({ detail }) => detail).join('\n')
      expect(plan, name).not.toMatch(new RegExp(`SCAN ${table}`))
      const isByBusiness = rows.lists !== undefined || rows.amongFew === true
      expect(/\(tenant_id=\?\)/.test(plan), `${name}: ${plan}`).toBe(isByBusiness)
    }
  }
})
