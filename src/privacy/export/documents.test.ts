import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categories } from '../../records/index.ts'
import { categoryNamed } from '../../records/index.ts'
import type { DocumentFormat, ExportHead } from './document.ts'
import { NOT_EXPORTED, SECTIONS } from './export-plan.ts'
import { htmlDocument } from './html-document.ts'
import { jsonDocument } from './json-document.ts'
import { shown, type ExportRecord } from './section.ts'

const HEAD: ExportHead = {
  exportId: 'exp_1',
  personId: 'per_1',
  business: 'Smith & <Sons>',
  scope: 'all',
  madeAtMs: Date.parse('2026-03-02T15:04:05Z'),
}

const written = (format: DocumentFormat, records: readonly ExportRecord[]): string =>
  [
    format.head(HEAD),
    ...SECTIONS.flatMap(({ category }, nth) => [
      format.beginCategory(categoryNamed(category), nth),
      ...records.map((record, at) => format.record(record, at)),
      format.endCategory(records.length, 'all'),
    ]),
    format.foot(),
  ].join('')

test('every category that is about a person is exported, or it is written why not', () => {
  const about = categories.filter(({ subject }) => subject === 'person').map(({ name }) => name)
  const told = [...SECTIONS.map(({ category }) => category), ...Object.keys(NOT_EXPORTED)]
  expect(told.toSorted()).toEqual(about.toSorted())
})

test('the document for machines is JSON with every record, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 4 }), (records) => {
      const read = JSON.parse(written(jsonDocument, records)) as {
        categories: Record<string, { records: unknown[]; is_kept: boolean }>
      }
      const plain = JSON.parse(JSON.stringify(records)) as unknown[]
      for (const { category } of SECTIONS) {
        expect(read.categories[category]?.records).toEqual(plain)
        expect(read.categories[category]?.is_kept).toBe(records.length > 0)
      }
    }),
  )
})

test('nothing that somebody said becomes part of the page', () => {
  const hostile = fc.constantFrom(
    '<script>x</script>',
    '"><img src=x>',
    "' onload='x",
    '</dd></dl>',
    '&lt;b',
    'ordinary',
  )
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1 }), (texts) => {
      const page = written(htmlDocument, [
        { name: texts.join(''), [texts[0]!]: texts, file: `recordings/${texts[0]!}` },
      ])
      expect(page).not.toMatch(/<script|<img|onload='/)
      expect(page).toContain('Smith &amp; &lt;Sons&gt;')
      expect(page.match(/<article>/g)).toHaveLength(SECTIONS.length)
    }),
  )
})

test('a row is shown without what is ours alone, and its times as times', () => {
  const row = {
    id: 'call_1',
    tenantId: 'ten_1',
    sealedNumber: 'x',
    phoneToken: 'x',
    startedAtMs: 0,
    endedAtMs: null,
    expiresAtMs: 86_400_000,
    turnCount: 3,
    objectName: 'x',
  }
  expect(shown(row, ['objectName'])).toEqual({
    id: 'call_1',
    started_at: '1970-01-01T00:00:00.000Z',
    ended_at: null,
    expires_at: '1970-01-02T00:00:00.000Z',
    turn_count: 3,
  })
})
