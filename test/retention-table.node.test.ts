import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { categories } from '../src/records/index.ts'
import { retentionTable } from '../src/retention/retention-table.ts'

const daysOf = (what: string) => retentionTable().find((line) => line.what.startsWith(what))?.keepDays

test('what is published is what the sweep goes by', () => {
  expect(daysOf('Website')).toBe(730)
  expect(daysOf('Account data')).toBe(90)
  expect(daysOf('Service logs')).toBe(395)
  expect(daysOf('Recordings')).toBe(30)
  expect(daysOf('E-mail')).toBe(30)
  expect(daysOf('Records of privacy')).toBe(730)
  expect(daysOf('Documents')).toBe(2190)
  expect(daysOf('Records of calls')).toBe(1826)
  expect(daysOf('Audit')).toBe(2190)
  for (const what of ['Opt-outs', 'Signed checkpoints', 'IP', 'Backups']) expect(daysOf(what), what).toBeNull()
})

test('everything about a person that is kept for long is in the table', () => {
  const published = new Set<string>(retentionTable().flatMap((line) => line.categories))
  const unsaid = categories.filter(
    ({ name, subject, keepDays }) =>
      subject === 'person' && (keepDays === null || keepDays > 395) && !published.has(name),
  )
  expect(unsaid.map(({ name }) => name)).toEqual(['person_keys'])
})

test('the data map says the same of each category', () => {
  const map = readFileSync('docs/data-map.md', 'utf8')
  for (const { name, keepDays } of categories) {
    const kept = keepDays === null ? 'no fixed end' : keepDays === 1 ? '1 day' : `${keepDays} days`
    expect(map, name).toMatch(new RegExp(`\\| \\[${name}\\]\\(#${name}\\) \\| [^|]+ \\| ${kept} \\|`))
  }
})
