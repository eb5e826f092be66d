import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const GZIP_KIB_MAX = 722

/** Bundles the real wrangler.toml as a deployment would, and weighs it. */
const folder = mkdtempSync(join(tmpdir(), 'careline-bundle-'))
const run = spawnSync('node_modules/.bin/wrangler', ['deploy', '--dry-run', '--outdir', folder], { encoding: 'utf8' })
if (run.status !== 0) console.error(run.stdout, run.stderr)
const scripts = run.status === 0 ? readdirSync(folder).filter((name) => name.endsWith('.mjs')) : []
// As wrangler weighs what it uploads: all of it in one.
const kib = gzipSync(Buffer.concat(scripts.map((name) => readFileSync(join(folder, name))))).length / 1024
rmSync(folder, { recursive: true, force: true })

console.log(`bundle: ${kib.toFixed(1)} KiB gzip of ${GZIP_KIB_MAX}`)
// A single module would be the door alone, without what it leads to.
process.exit(run.status === 0 && scripts.length > 1 && kib <= GZIP_KIB_MAX ? 0 : 1)
