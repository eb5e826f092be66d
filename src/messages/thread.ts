import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'

/**
 * Everything one business says to one person goes through here, so that an opt-out and a send have an order.
 *
 * Once `optOut` has returned, no contact that asks `mayContact` afterwards begins.
 */
export class Thread extends DurableObject<Env> {
  /** Ends all contact. Returns false when it had ended before. */
  async optOut(atMs: number): Promise<boolean> {
    if ((await this.ctx.storage.get<number>('opted_out_at_ms')) !== undefined) return false
    await this.ctx.storage.put('opted_out_at_ms', atMs)
    return true
  }

  async mayContact(): Promise<boolean> {
    return (await this.ctx.storage.get<number>('opted_out_at_ms')) === undefined
  }
}
