import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptBundle } from './kept-bundle.ts'
import { staticFiles } from './static-files.ts'

const DIST = join(import.meta.dirname, '../dist')

/** What wrangler uploads, and nothing of an earlier build. */
function write(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  rmSync(join(DIST, folder), { recursive: true, force: true })
  mkdirSync(join(DIST, folder), { recursive: true })
  for (const { path, text } of files) writeFileSync(join(DIST, folder, path), text)
}

write('worker', await keptBundle())
write('assets', await staticFiles())
