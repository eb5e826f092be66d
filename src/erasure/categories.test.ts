import { getTableColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { categories } from '../records/index.ts'

const aboutPeople = categories.filter(({ subject }) => subject === 'person')

test('every kind of data about a person says what becomes of it when the person is erased, and no other does', () => {
  expect(aboutPeople.filter(({ erase }) => erase === undefined).map(({ name }) => name)).toEqual([])
  expect(
    categories.filter(({ subject, erase }) => subject !== 'person' && erase !== undefined).map(({ name }) => name),
  ).toEqual([])
})

test('what has a column that names a person is found by it', () => {
  // Found by the requests that they answer; by the person themselves; by nothing but what is opened.
  const otherwise = new Set(['mails', 'outgoing_mails', 'suppressions', 'caller_blocks', 'idempotency', 'events'])
  for (const { name, tables, erase } of aboutPeople) {
    const named = tables.filter((table) => 'personId' in getTableColumns(table))
    for (const table of named) {
      const rows = erase?.rows.filter((one) => one.table === table) ?? []
      expect(rows.length, name).toBeGreaterThan(0)
    }
    if (named.length === 0 && !otherwise.has(name))
      expect(['people', 'person_keys', 'tickets', 'mail_stops'], name).toContain(name)
  }
})

test('what stays says why, and loses its person unless it is kept as it is', () => {
  for (const { name, erase } of aboutPeople) {
    if (erase === undefined || erase.does === 'delete') continue
    expect(erase.why.length, name).toBeGreaterThan(20)
    if (erase.does !== 'unlink') continue
    for (const { table, leaves } of erase.rows) {
      expect(leaves, name).toBeDefined()
      const columns = Object.keys(getTableColumns(table))
      expect(
        Object.keys(leaves ?? {}).filter((column) => !columns.includes(column)),
        name,
      ).toEqual([])
      if (columns.includes('personId')) expect(Object.keys(leaves ?? {}), name).toContain('personId')
    }
  }
})

test('whatever is sealed for a person goes or loses what was sealed', () => {
  for (const { name, tables, erase } of aboutPeople) {
    // Sealed for the business: the words of an order, or what somebody was shown when they agreed.
    if (['holds', 'legal_processes', 'consents', 'tickets', 'idempotency'].includes(name)) continue
    for (const table of tables) {
      const sealed = Object.keys(getTableColumns(table)).filter((column) => column.startsWith('sealed'))
      if (sealed.length === 0) continue
      expect(erase?.does, name).not.toBe('keep')
      if (erase?.does !== 'unlink') continue
      const leaves = erase.rows.find((one) => one.table === table)?.leaves ?? {}
      expect(
        sealed.filter((column) => !(column in leaves)),
        name,
      ).toEqual([])
    }
  }
})
