import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Generates migrations beside a copy of ours: when the tables have moved on, there is one more. */
const folder = mkdtempSync(join(tmpdir(), 'careline-migrations-'))
cpSync('migrations', folder, { recursive: true })
const before = readdirSync(folder).length
const flags = ['--dialect', 'sqlite', '--schema', './src/records/*/table.ts', '--casing', 'snake_case', '--out', folder]
const run = spawnSync('node_modules/.bin/drizzle-kit', ['generate', ...flags], { encoding: 'utf8' })
const added = readdirSync(folder).length - before
rmSync(folder, { recursive: true, force: true })

if (run.status !== 0) console.error(run.stdout, run.stderr)
if (added > 0) console.error('The tables have changed: npm run db:generate -- --name what_it_does')
process.exit(run.status === 0 && added === 0 ? 0 : 1)
