import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LEDGER } from '../src/promises/ledger.ts'
import { promisesPage } from './docs/promises-page.ts'

const IDS = [
  ...Array.from({ length: 60 }, (_, nth) => `M-${nth + 1}`),
  ...Array.from({ length: 75 }, (_, nth) => `C-${nth + 1}`),
]

test('every promise is there once, and says what keeps it or why it is not kept yet', () => {
  expect(LEDGER.map(({ id }) => id)).toEqual(IDS)
  for (const entry of LEDGER) {
    expect(entry.promise.length, entry.id).toBeGreaterThan(10)
    if (entry.status === 'not_yet') expect(entry.why, entry.id).toMatch(/\.$/)
    else expect(Math.min(entry.where.length, entry.proofs.length), entry.id).toBeGreaterThan(0)
  }
})

/** Whether the file has a test of exactly this name. */
function hasTest(text: string, name: string): boolean {
  const written = [`'${name.replaceAll("'", String.raw`\'`)}'`, `"${name}"`, `\`${name}\``]
  return written.some((literal) => {
    const at = text.indexOf(`${literal},`)
    return at > 0 && /(?:test|it)(?:\.\w+(?:\([^)]*\))?)*\(\s*$/.test(text.slice(Math.max(0, at - 200), at))
  })
}

test('what proves a promise is a test of that name, in a file that is there', () => {
  const texts = new Map<string, string>()
  const wrong = LEDGER.flatMap((entry) => {
    if (entry.status === 'not_yet') return []
    const missing = entry.where.filter((path) => !existsSync(path)).map((path) => `${entry.id}: no ${path}`)
    const unproven = entry.proofs.filter(({ file, name }) => {
      if (!existsSync(file)) return true
      const text = texts.get(file) ?? readFileSync(file, 'utf8')
      texts.set(file, text)
      return !hasTest(text, name)
    })
    return [...missing, ...unproven.map(({ file, name }) => `${entry.id}: no test "${name}" in ${file}`)]
  })
  expect(wrong).toEqual([])
})

test('a test that only looks like one is none', () => {
  expect(hasTest("test('a promise', () => {})", 'a promise')).toBe(true)
  expect(hasTest("test.skipIf(X)(\n  'a promise',\n  () => {})", 'a promise')).toBe(true)
  expect(hasTest('test("what\'s kept", () => {})', "what's kept")).toBe(true)
  expect(hasTest("const name = 'a promise', other = 1", 'a promise')).toBe(false)
  expect(hasTest("test('a promise kept', () => {})", 'a promise')).toBe(false)
})

test('the table of promises names each of them', () => {
  const page = promisesPage()
  for (const id of IDS) expect(page).toContain(`| ${id} |`)
})
