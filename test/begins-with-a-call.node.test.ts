import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** What a file loads as soon as it is loaded: not its types, and not what it imports later. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join('src', file), 'utf8')
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?'([^']+)'/gms)
  return Array.from(statements, ([, from = '']) => (from.startsWith('.') ? normalize(join(dirname(file), from)) : from))
}

/** Everything the Worker loads before it can answer, and which file first asks for it. */
function loadedAtOnce(): ReadonlyMap<string, string> {
  const askedBy = new Map([['index.ts', '']])
  for (const [file] of askedBy) {
    if (!file.endsWith('.ts')) continue
    for (const imported of importsOf(file)) if (!askedBy.has(imported)) askedBy.set(imported, file)
  }
  return askedBy
}

test('a Worker begins with what a call needs: neither a schema library, the telephone numbers of the world nor the talk', () => {
  const heavy =
    /^(?:zod|libphonenumber-js.*|dialogue\/turn\.ts|agents\/agent-document\.ts|routes\/api\/index\.ts|sweeps\/.*)$/
  const loaded = [...loadedAtOnce()]
  expect(loaded.length).toBeGreaterThan(50)
  const found = loaded.filter(([file]) => heavy.test(file)).map(([file, by]) => `${file}, asked for by ${by}`)
  expect(found).toEqual([])
})
