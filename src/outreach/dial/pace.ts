import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'

/** A carrier begins one call a second for an account, unless it was asked for more; what is faster waits in its queue, unseen. */
const EACH_MS = 1_000
/** Turns that one business has ahead of it at a time: whoever comes then waits for so many of each that came before, and no more. */
const AHEAD_MAX = 10

/** When a call may be begun, epoch milliseconds; not `isGiven`: when a turn is to be asked for again. */
export interface Turn {
  readonly atMs: number
  readonly isGiven: boolean
}

/** The turns given out so far. */
interface Given {
  /** When the next call may be begun, epoch milliseconds. */
  readonly nextAtMs: number
  /** When that was said. */
  readonly atMs: number
}

interface Ahead extends Record<string, SqlStorageValue> {
  turns: number
  last_at_ms: number | null
}

const TABLES = [
  'CREATE TABLE IF NOT EXISTS turns (at_ms INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL)',
  'CREATE INDEX IF NOT EXISTS turns_by_tenant ON turns (tenant_id)',
  'CREATE TABLE IF NOT EXISTS asks (tenant_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL)',
]

/**
 * Gives out turns at one carrier account, to everybody who wants to make a call by it: what waits here is asked again whether it
 * may be made, and what waits at the carrier is not.
 *
 * An account may be many businesses'. None of them has more than a few turns ahead of it, however many calls it wants.
 */
export class Pace extends DurableObject<Env> {
  #isMade = false

  /** When a business may begin its next call. Each turn is given out once. `eachMs`: where the account may be asked for more. */
  turn(tenantId: string, eachMs = EACH_MS): Turn {
    const sql = this.#sql
    const nowMs = Date.now()
    const backMs = this.#putBack(nowMs)
    sql.exec('DELETE FROM turns WHERE at_ms <= ?', nowMs)
    const ahead = 'SELECT count(*) AS turns, max(at_ms) AS last_at_ms FROM turns WHERE tenant_id = ?'
    const { turns, last_at_ms: lastAtMs } = sql.exec<Ahead>(ahead, tenantId).one()
    if (turns >= AHEAD_MAX)
      return { atMs: this.#askAgainAtMs(tenantId, { lastAtMs: lastAtMs ?? nowMs, eachMs }, nowMs), isGiven: false }
    const atMs = Math.max(nowMs, (this.ctx.storage.kv.get<Given>('given')?.nextAtMs ?? nowMs) - backMs)
    this.ctx.storage.kv.put('given', { nextAtMs: atMs + eachMs, atMs: nowMs } satisfies Given)
    sql.exec('INSERT OR REPLACE INTO turns (at_ms, tenant_id) VALUES (?, ?)', atMs, tenantId)
    return { atMs, isGiven: true }
  }

  /** A clock that was put back takes the turns along: nobody waits for what it was ahead. Gives by how much it was. */
  #putBack(nowMs: number): number {
    const backMs = Math.max(0, (this.ctx.storage.kv.get<Given>('given')?.atMs ?? nowMs) - nowMs)
    // Where whole days went back, who has how many ahead is forgotten, and what was given out stands.
    if (backMs > 0) for (const table of ['turns', 'asks']) this.#sql.exec(`DELETE FROM ${table}`)
    return backMs
  }

  /** One after the other, each when a turn of theirs is over: they do not all ask again at once. */
  #askAgainAtMs(
    tenantId: string,
    { lastAtMs, eachMs }: { readonly lastAtMs: number; readonly eachMs: number },
    nowMs: number,
  ): number {
    const known = this.#sql.exec<{ at_ms: number }>('SELECT at_ms FROM asks WHERE tenant_id = ?', tenantId).toArray()
    const firstMs = Math.max(nowMs + eachMs, lastAtMs - (AHEAD_MAX - 1) * eachMs)
    const atMs = Math.max(firstMs, (known[0]?.at_ms ?? 0) + eachMs)
    this.#sql.exec('INSERT OR REPLACE INTO asks (tenant_id, at_ms) VALUES (?, ?)', tenantId, atMs)
    return atMs
  }

  get #sql(): SqlStorage {
    const { sql } = this.ctx.storage
    if (!this.#isMade) for (const statement of TABLES) sql.exec(statement)
    this.#isMade = true
    return sql
  }
}
