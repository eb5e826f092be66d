import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant, ask } from '../../../test/api-client.ts'
import { CATEGORY_NAMES } from '../../records/category.ts'

test('the inventory has every column of every table, with its category, reason, keep time and protection', async () => {
  const tenant = await aTenant()
  const { data } = (await ask(tenant.key, '/privacy/inventory')).json
  const { results } = await env.DB.prepare(
    `SELECT tables.name || '.' || columns.name AS name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
     WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE '\\_cf%' ESCAPE '\\'`,
  ).all<{ name: string }>()
  const told = data.map(({ table, column }: { table: string; column: string }) => `${table}.${column}`)
  expect(told.toSorted()).toEqual(results.map(({ name }) => name).toSorted())
  for (const { category, purpose, basis } of data) {
    expect(CATEGORY_NAMES).toContain(category)
    expect(`${purpose} ${basis}`.length).toBeGreaterThan(20)
  }
  const of = (table: string, column: string) =>
    data.find((one: { table: string; column: string }) => one.table === table && one.column === column)
  expect(of('people', 'sealed_profile')).toMatchObject({ category: 'people', protection: 'sealed', subject: 'person' })
  expect(of('mail_stops', 'token')).toMatchObject({ protection: 'keyed_hash', keep_days: null })
})
