import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const WRITE_DELAY_MS = 100

/** A JSON file that follows a value. Without a path it keeps nothing. */
export interface StateFile {
  /** What was there at the start, or null. */
  readonly initial: unknown
  /** Writes what `valueOf` gives, soon. */
  changed(): void
  flush(): void
}

/** Written whole beside it and renamed, so that a crash leaves the old one. */
export function openStateFile(path: string | null, valueOf: () => unknown): StateFile {
  if (path === null) return { initial: null, changed: () => undefined, flush: () => undefined }
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(valueOf()))
    renameSync(`${path}.new`, path)
  }
  return {
    initial: read(path),
    changed: () => {
      timer ??= setTimeout(flush, WRITE_DELAY_MS)
    },
    flush: () => {
      if (timer !== null) flush()
    },
  }
}

function read(path: string): unknown {
  if (!existsSync(path)) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // Half a file of an older crash: the numbers are pointed again when they are claimed again.
    return null
  }
}
