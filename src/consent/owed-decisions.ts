import { once } from '../kernel/once.ts'
import { mergedInto } from '../messages/merged-threads.ts'
import type { ThreadHandle } from '../messages/thread-handle.ts'
import type { ThreadPart } from '../messages/thread-part.ts'
import type { MadeDecision } from './file-decisions.ts'

export const loadFiling = once(() => import('./file-owed-decisions.ts'))

/** What is decided within so long is filed in one go. */
const TOGETHER_MS = 2_000
const FILED_MAX = 25
/** Then the thread decides nothing more until the records have taken some: what was decided is never dropped. */
export const OWED_MAX = 2_000
/** So long whatever could not be decided then waits before it is tried again. */
export const OWED_WAIT_MS = 60_000

const TABLES = [
  'CREATE TABLE IF NOT EXISTS owed_decisions (id TEXT PRIMARY KEY, due_at_ms INTEGER NOT NULL, decision TEXT NOT NULL)',
]

const owedIn = (handle: ThreadHandle): SqlStorage => handle.tables('owed_decisions', TABLES)

/** Keeps a decision until it is in the records, in the very step in which it was made; then the thread is to be armed. */
export function oweDecision(handle: ThreadHandle, made: MadeDecision): void {
  const sql = owedIn(handle)
  const dueAtMs = made.decidedAtMs + TOGETHER_MS
  sql.exec('INSERT OR IGNORE INTO owed_decisions VALUES (?, ?, ?)', made.id, dueAtMs, JSON.stringify(made))
}

/**
 * Whether no more decisions can be kept here. Asked in the step in which one would be made: nobody is contacted, nor refused
 * by a rule, of whom it could not be said years later why.
 */
export const owesTooMany = (handle: ThreadHandle): boolean =>
  owedIn(handle)
    .exec('SELECT 1 FROM owed_decisions LIMIT 1 OFFSET ?', OWED_MAX - 1)
    .toArray().length > 0

/** What was decided here is brought into the records, in lots. */
export class DecisionsPart implements ThreadPart {
  readonly #handle: ThreadHandle
  #hasOwed = false

  constructor(handle: ThreadHandle) {
    this.#handle = handle
  }

  dueAtMs(): number | null {
    if (this.#handle.pinsOrNull === null || !this.#isBegun()) return null
    return owedIn(this.#handle).exec<{ due: number | null }>('SELECT min(due_at_ms) AS due FROM owed_decisions').one()
      .due
  }

  async work(nowMs: number): Promise<void> {
    const sql = owedIn(this.#handle)
    const owed = sql
      .exec<{ decision: string }>('SELECT decision FROM owed_decisions ORDER BY id LIMIT ?', FILED_MAX)
      .toArray()
      .map(({ decision }) => JSON.parse(decision) as MadeDecision)
    const { fileOwed } = await loadFiling()
    await fileOwed(
      this.#handle.ctx(nowMs),
      owed.map((one) => this.#ofWhoStays(one)),
    )
    for (const { id } of owed) sql.exec('DELETE FROM owed_decisions WHERE id = ?', id)
  }

  /** Whoever turned out to be another is that one in the records. */
  #ofWhoStays(made: MadeDecision): MadeDecision {
    const into = mergedInto(this.#handle.storage)
    return into === null || made.personId === null ? made : { ...made, personId: into.personId }
  }

  #isBegun(): boolean {
    const found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'owed_decisions'"
    return (this.#hasOwed ||= this.#handle.sql.exec(found).toArray().length > 0)
  }
}
