import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorker, type WorkerModule } from './bundle-worker.ts'

const ROOT = join(import.meta.dirname, '..')
const KEPT = join(ROOT, 'node_modules/.cache/careline')
/** Of a few branches, say. */
const KEPT_MAX = 4

/** Everything that the bundle is made of and by: what is read and not hashed here would be missed when it changes. */
const MADE_OF = ['src/**/*', 'build/**/*.ts', 'package-lock.json']

function nameOfSources(): string {
  const hash = createHash('sha256')
  for (const path of globSync(MADE_OF, { cwd: ROOT }).sort()) {
    const file = join(ROOT, path)
    if (path.endsWith('.test.ts') || !statSync(file).isFile()) continue
    hash.update(`${path}\n`).update(readFileSync(file))
  }
  return `worker-${hash.digest('hex').slice(0, 32)}.json`
}

function keptIn(file: string): readonly WorkerModule[] | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly WorkerModule[]
  } catch {
    return null
  }
}

/** Best effort: whoever cannot keep it bundles again the next time. */
function keep(file: string, modules: readonly WorkerModule[]): void {
  try {
    mkdirSync(KEPT, { recursive: true })
    // Whole or not at all: others may be reading.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(modules))
    renameSync(`${file}.${process.pid}`, file)
    const kept = readdirSync(KEPT).map((name) => ({ path: join(KEPT, name), at: statSync(join(KEPT, name)).mtimeMs }))
    for (const { path } of kept.sort((one, other) => other.at - one.at).slice(KEPT_MAX)) rmSync(path, { force: true })
  } catch {
    // A full disk, or another who tidies up at the same moment.
  }
}

/** The Worker's modules: bundled, or as they were bundled of the very same sources. */
export async function keptBundle(): Promise<readonly WorkerModule[]> {
  const file = join(KEPT, nameOfSources())
  const kept = keptIn(file)
  if (kept !== null) return kept
  const modules = await bundleWorker()
  keep(file, modules)
  return modules
}
