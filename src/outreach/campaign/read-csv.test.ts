import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CsvReader, separatorOf } from './read-csv.ts'

/** All rows of a text that comes in pieces of these lengths. */
function rowsIn(text: string, pieces: readonly number[] = [], separator = ','): string[][] {
  const reader = new CsvReader(separator)
  const rows: string[][] = []
  let at = 0
  for (const length of [...pieces, text.length]) {
    rows.push(...reader.read(text.slice(at, at + length)).map(({ cells }) => [...cells]))
    at += length
  }
  const last = reader.end()
  return last === null ? rows : [...rows, [...last.cells]]
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

test('whatever is in the cells, a file reads as it was written, in pieces of any length and with any line end', () => {
  const cell = fc.string({ maxLength: 12, unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'ñ', ';') })
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  const end = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(table, end, fc.array(fc.nat(7), { maxLength: 40 }), (rows, lineEnd, pieces) => {
      const text = rows.map((cells) => cells.map(quoted).join(',')).join(lineEnd)
      expect(rowsIn(text, pieces)).toEqual(rows)
    }),
  )
})

test('rows are told by the line that an editor shows', () => {
  const reader = new CsvReader(',')
  const lines = reader.read('phone,name\r\n1,"two\r\nlines"\r\n3,c\r\n').map(({ line }) => line)
  expect(lines).toEqual([1, 2, 4])
})

test('a quote that is not closed, and a row without end, are told and not taken', () => {
  expect(new CsvReader(',').read('1,"a"b\n')[0]?.isBroken).toBe(true)
  const open = new CsvReader(',')
  open.read('1,"a\n2,b\n')
  expect(open.end()?.isBroken).toBe(true)
  expect(new CsvReader(',').read(`${'x'.repeat(9_000)}\n`)[0]?.isBroken).toBe(true)
})

test('the first line says what separates the cells', () => {
  expect(separatorOf('phone;name\n1;a,b')).toBe(';')
  expect(separatorOf('phone\tname')).toBe('\t')
  expect(separatorOf('phone')).toBe(',')
})

test('a row of nothing but separators is not kept beyond what a list may have', () => {
  const reader = new CsvReader(',')
  for (let piece = 0; piece < 20; piece += 1) expect(reader.read(','.repeat(10_000))).toEqual([])
  const row = reader.end()
  expect(row?.isBroken).toBe(true)
  expect(row?.cells.length).toBeLessThanOrEqual(200)
})
