import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'

/** A carrier begins one call a second for an account, unless it was asked for more; what is faster waits in its queue, unseen. */
const EACH_MS = 1_000
/** A turn further ahead was given out by a clock that has gone back since. */
const AHEAD_MS_MAX = 60 * 60_000

/**
 * Gives out turns at one carrier account, to everybody who wants to make a call by it: what waits here is asked again whether it
 * may be made, and what waits at the carrier is not.
 */
export class Pace extends DurableObject<Env> {
  /** When the next call may be begun, epoch milliseconds. Each turn is given out once. */
  turn(): number {
    const { kv } = this.ctx.storage
    const nowMs = Date.now()
    const nextAtMs = kv.get<number>('next') ?? 0
    const atMs = nextAtMs > nowMs + AHEAD_MS_MAX ? nowMs : Math.max(nowMs, nextAtMs)
    kv.put('next', atMs + EACH_MS)
    return atMs
  }
}
