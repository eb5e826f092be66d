import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categories } from '../records/index.ts'
import type { Outline, Trace } from '../records/deidentified/outline.ts'
import { deidentify, throwawayTokens } from './deidentify.ts'
import { findIdentifiers } from './find-identifiers.ts'
import { SPARSE_ZIP3 } from './sparse-zip3.ts'

const AT_MS = Date.parse('2026-03-14T15:09:26Z')

const made = async (row: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Trace>>) => {
  const outline: Outline = { yearOf: 'startedAtMs', fields }
  return (await deidentify({ startedAtMs: AT_MS, ...row }, outline, await throwawayTokens()))?.fields
}

test('of a time only its year is left', async () => {
  expect(await made({}, { startedAtMs: { as: 'year' } })).toEqual({ started_year: 2026 })
  const row = await deidentify({ startedAtMs: AT_MS }, { yearOf: 'startedAtMs', fields: {} }, await throwawayTokens())
  expect(row).toEqual({ year: 2026, fields: {} })
})

test('a row without a time is not kept at all', async () => {
  expect(await deidentify({}, { yearOf: 'startedAtMs', fields: {} }, await throwawayTokens())).toBeNull()
})

test('from 90 on there is one age', async () => {
  const age = async (years: unknown) => (await made({ age: years }, { age: { as: 'age' } }))?.['age']
  expect([await age(34), await age(89), await age(90), await age(107), await age(-1), await age('34')]).toEqual([
    34,
    89,
    '90+',
    '90+',
    null,
    null,
  ])
})

test('of a ZIP code three digits are left, and none where few people live', async () => {
  const zip = async (code: unknown) => (await made({ zip: code }, { zip: { as: 'zip' } }))?.['zip']
  expect([await zip('02139'), await zip('02139-4307'), await zip('2139'), await zip(2139)]).toEqual([
    '021',
    '021',
    null,
    null,
  ])
  for (const start of SPARSE_ZIP3) expect(await zip(`${start}17`)).toBe('000')
})

test('an id becomes a token that is the same within a run and another in the next', async () => {
  const one = await throwawayTokens()
  const other = await throwawayTokens()
  expect(await one('per_1')).toBe(await one('per_1'))
  expect(await one('per_1')).not.toBe(await one('per_2'))
  expect(await one('per_1')).not.toBe(await other('per_1'))
  expect(findIdentifiers({ person: await one('per_1') })).toEqual([])
})

describe('whatever a row holds, what is left of it tells of nobody', () => {
  const outlined = categories.flatMap(({ name, outline }) => (outline ? [{ name, outline }] : []))
  test.each(outlined)('$name', async ({ outline }) => {
    const names = [...Object.keys(outline.fields), outline.yearOf, 'sealedNumber', 'maskedNumber', 'note']
    const anything = fc.dictionary(fc.constantFrom(...names), fc.anything())
    await fc.assert(
      fc.asyncProperty(anything, fc.nat(2_000_000_000_000), async (row, atMs) => {
        const left = await deidentify({ ...row, [outline.yearOf]: atMs }, outline, await throwawayTokens())
        expect(findIdentifiers(left?.fields)).toEqual([])
      }),
    )
  })
  test('calls, messages, bookings and tasks may be kept so, and nothing that holds words or sound', () => {
    expect(outlined.map(({ name }) => name).sort()).toEqual(['bookings', 'calls', 'messages', 'tasks'])
    for (const { blobPrefixes, outline } of categories) if (blobPrefixes.length > 0) expect(outline).toBeUndefined()
  })
})
