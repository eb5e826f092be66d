import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kept, notYet } from '../src/promises/promise.ts'
import { trustDocument } from '../src/promises/trust-document.ts'
import { outcomeOf, ranTests, resultsOf, withResults, type RanTest } from './run/promise-results.ts'

const KEPT = kept(['M-1', 'truth', 'A date'], ['src/a.ts'], { 'a.test.ts': ['one', 'two'] })
const OPEN = notYet(['M-7', 'truth', 'A calendar'], 'There is none.')
const OTHER = kept(['C-1', 'truth', 'Another'], ['src/b.ts'], { 'b.test.ts': 'three' })
const ran = (file: string, name: string, status: RanTest['status'] = 'passed'): RanTest => ({ file, name, status })

test('a promise whose test is red or was not run is not told to be kept', () => {
  const both = [ran('a.test.ts', 'one'), ran('a.test.ts', 'two')]
  expect(outcomeOf(KEPT, both)).toBe('pass')
  expect(outcomeOf(KEPT, [ran('a.test.ts', 'one'), ran('a.test.ts', 'two', 'failed')])).toBe('fail')
  expect(outcomeOf(KEPT, [ran('a.test.ts', 'one')])).toBe('fail')
  expect(outcomeOf(KEPT, [ran('a.test.ts', 'one'), ran('b.test.ts', 'two')])).toBe('fail')
  expect(outcomeOf(KEPT, [ran('a.test.ts', 'one'), ran('a.test.ts', 'two', 'skipped')])).toBe('pass')
  expect(outcomeOf(KEPT, [ran('a.test.ts', 'one', 'skipped'), ran('a.test.ts', 'two', 'skipped')])).toBe('unknown')
  expect(resultsOf([KEPT, OPEN, OTHER], both)).toEqual({ passed: ['M-1'], failed: ['C-1'] })
  const told = trustDocument([KEPT, OPEN, OTHER], { day: '2026-11-22', passed: ['M-1'], failed: [] })
  expect(told.promises.map(({ result }) => result)).toEqual(['pass', 'not_yet', 'unknown'])
  expect(told.promises.map((one) => one.test)).toEqual(['a.test.ts > one', null, 'b.test.ts > three'])
  expect(told.summary).toEqual({ pass: 1, fail: 0, unknown: 1, not_yet: 1 })
})

test('a kind of safeguard is as good as the worst promise that stands for it', () => {
  const stateOf = (run: { passed: readonly string[]; failed: readonly string[] }) =>
    trustDocument([KEPT, OTHER], { day: null, ...run }).controls.find(({ id }) => id === 'truth')
  expect(stateOf({ passed: ['M-1', 'C-1'], failed: [] })).toMatchObject({ promises: ['M-1', 'C-1'], result: 'pass' })
  expect(stateOf({ passed: ['M-1'], failed: ['C-1'] })).toMatchObject({ result: 'fail' })
  expect(stateOf({ passed: ['M-1'], failed: [] })).toMatchObject({ result: 'unknown' })
})

test('what a run came to is written so that it is read back the same', async () => {
  const root = join(import.meta.dirname, '..')
  const file = readFileSync(join(root, 'src/promises/last-run.ts'), 'utf8')
  const ids = Array.from({ length: 60 }, (_, nth) => `M-${nth + 1}`)
  const written = withResults(file, { day: '2026-11-22', passed: ids, failed: ['C-1'] })
  const again = withResults(written, { day: null, passed: [], failed: [] })
  for (const id of [...ids, 'C-1']) expect(written).toContain(`'${id}',`)
  expect(again).toMatch(/day: null,\n {2}passed: \[\],\n {2}failed: \[\],\n\}/)
  expect(again.length).toBeLessThan(written.length)
  expect(
    ranTests([{ name: join(root, 'a.test.ts'), assertionResults: [{ title: 'one', status: 'pending' }] }]),
  ).toEqual([ran('a.test.ts', 'one', 'skipped')])
})
