import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { toSnakeCase } from 'drizzle-orm/casing'
import { expect, test } from 'vitest'
import { categories } from './index.ts'
import { HOLDERS } from './sealed-for.ts'
import { TENANT_SEALED } from './tenant-sealed.ts'

const nameOf = (table: Parameters<typeof getTableConfig>[0]): string => getTableConfig(table).name

/** Answers that are kept for a day, and tickets, which have a key each: a new root key finds nothing of the one left to seal. */
const BY_THEMSELVES = ['idempotency_keys', 'tickets']

test('whatever is sealed is sealed for a person, or is among what a new root key seals anew', () => {
  const ofPersons = HOLDERS.map(({ table }) => nameOf(table))
  const ofBusinesses = TENANT_SEALED.map(({ table, column }) => `${nameOf(table)}.${toSnakeCase(column.name)}`)
  const sealed = categories
    .flatMap(({ tables }) => tables)
    .flatMap((table) => getTableConfig(table).columns.map(({ name }) => [nameOf(table), toSnakeCase(name)] as const))
    .filter(([, column]) => column.startsWith('sealed_'))
  expect(sealed.length).toBeGreaterThan(20)
  for (const [table, column] of sealed) {
    const isKnown =
      ofPersons.includes(table) || BY_THEMSELVES.includes(table) || ofBusinesses.includes(`${table}.${column}`)
    expect(isKnown, `${table}.${column}`).toBe(true)
  }
})
