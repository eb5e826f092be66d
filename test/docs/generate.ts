import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataMap } from '../../src/records/data-map.ts'
import { categories } from '../../src/records/index.ts'
import { PROMISES_DOCUMENT, promisesPage } from './promises-page.ts'
import { describeSetting, SETTING_NAMES } from '../../src/settings.ts'

/** Every generated document and what makes it. */
const DOCUMENTS = [
  { path: 'docs/data-map.md', text: () => dataMap(categories) },
  { path: PROMISES_DOCUMENT, text: () => promisesPage() },
  { path: '.dev.vars.example', text: exampleSettings },
] as const

/** What may be set for a local gateway. Every line is a comment: without this file everything is made up and kept. */
function exampleSettings(): string {
  const lines = SETTING_NAMES.filter((name) => name !== 'PLATFORM').flatMap((name) => [
    `# ${describeSetting(name)}`,
    `# ${name}=`,
  ])
  return [
    '# Copy to .dev.vars and uncomment what you set. The environment wins over this file.',
    '',
    ...lines,
    '',
  ].join('\n')
}

const ROOT = join(import.meta.dirname, '../..')

const written = (path: string): string | null => {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return null
  }
}

/** Writes the generated documents; with `--check` only says which are out of date, and exits with 1. */
function generate(check: boolean): number {
  const stale = DOCUMENTS.filter(({ path, text }) => written(path) !== text())
  for (const { path, text } of stale) {
    if (check) process.stderr.write(`${path} is out of date: npm run docs:generate\n`)
    else writeFileSync(join(ROOT, path), text())
  }
  return check && stale.length > 0 ? 1 : 0
}

process.exitCode = generate(process.argv.includes('--check'))
