import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { WorkerModule } from './bundle-worker.ts'
import { keptBundle } from './kept-bundle.ts'

const SETTINGS = readFileSync(join(import.meta.dirname, '../wrangler.toml'), 'utf8')
const CLASSES = Array.from(SETTINGS.matchAll(/class_name = "(\w+)"/g), ([, name = '']) => name)

let modules: readonly WorkerModule[]
beforeAll(async () => {
  modules = await keptBundle()
}, 120_000)

const textOf = (path: string): string => modules.find((module) => module.path === path)?.text ?? ''
const importsOf = (path: string): string[] =>
  [...textOf(path).matchAll(/(?:\bfrom|\bimport)\s*["'`]((?:\.\/|cloudflare:)[^"'`]+)/g)].map(([, from = '']) => from)

test('the Worker is entered by the names of its objects and handlers, and by no others', () => {
  const [door] = modules
  expect(door?.path).toBe('index.mjs')
  const names = [...(door?.text ?? '').matchAll(/\bas (\w+)/g)].map(([, name = '']) => name)
  expect(names.toSorted()).toEqual(['default', ...CLASSES].toSorted())
})

test('it begins with one module, and everything else is loaded when it is asked for', () => {
  expect(importsOf('index.mjs')).toEqual(['./start.mjs'])
  expect(importsOf('start.mjs')).toEqual(['cloudflare:workers'])
  expect(textOf('start.mjs')).toMatch(/\bimport\([`"']\.\/api\.mjs[`"']\)/)
})

test('the first module is plain ASCII, which is read fastest', () => {
  expect(textOf('start.mjs')).toMatch(/^[\0-\x7f]+$/)
})

test.each([
  ['the description of an operation', 'A number belongs to one business'],
  ['the meaning of a field', 'Null for a test number.'],
  ['the guide', 'Standard Webhooks 1.0'],
  ['a template', 'Willow Hair Studio'],
  ['an example of a time', '2026-12-01T15:30:00.000Z'],
])('it carries nothing that only readers read: %s', (_, words) => {
  expect(modules.filter(({ text }) => text.includes(words)).map(({ path }) => path)).toEqual([])
})

test('what tools take is worked out beforehand, in words the models read', () => {
  const all = modules.map(({ text }) => text).join('\n')
  expect(all).not.toMatch(/toJSONSchema\((?!\w*\)\s*\{)/)
  expect(all).toContain('Why the conversation ends.')
})
