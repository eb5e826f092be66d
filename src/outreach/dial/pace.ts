import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'

/** A carrier begins one call a second for an account, unless it was asked for more; what is faster waits in its queue, unseen. */
const EACH_MS = 1_000

/** The turns given out so far. */
interface Given {
  /** When the next call may be begun, epoch milliseconds. */
  readonly nextAtMs: number
  /** When that was said. */
  readonly atMs: number
}

/**
 * Gives out turns at one carrier account, to everybody who wants to make a call by it: what waits here is asked again whether it
 * may be made, and what waits at the carrier is not.
 */
export class Pace extends DurableObject<Env> {
  /** When the next call may be begun, epoch milliseconds. Each turn is given out once. */
  turn(): number {
    const { kv } = this.ctx.storage
    const nowMs = Date.now()
    const given = kv.get<Given>('given') ?? { nextAtMs: nowMs, atMs: nowMs }
    // A clock that was put back takes the turns along: nobody waits for what it was ahead.
    const backMs = Math.max(0, given.atMs - nowMs)
    const atMs = Math.max(nowMs, given.nextAtMs - backMs)
    kv.put('given', { nextAtMs: atMs + EACH_MS, atMs: nowMs } satisfies Given)
    return atMs
  }
}
