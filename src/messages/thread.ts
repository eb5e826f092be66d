import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { Passing } from './passing.ts'
import type { ReceivedItem } from './received-items.ts'
import { ThreadHandle, type ThreadPins } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'

/** What fails is tried again after this: an alarm that throws is tried only so often by the platform. */
const RETRY_MS = 5_000

/**
 * Everything one business says to one person goes through here, so that an opt-out and a send have an order.
 *
 * Once `optOut` has returned, no contact that asks `mayContact` afterwards begins. What is to be done is done by the parts,
 * in their order, when the alarm rings.
 */
export class Thread extends DurableObject<Env> {
  readonly #handle: ThreadHandle
  readonly #parts: readonly ThreadPart[]

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#handle = new ThreadHandle(ctx, env, () => this.#dueAtMs())
    this.#parts = [new Passing(this.#handle)]
  }

  /** Ends all contact. Returns false when it had ended before. */
  async optOut(atMs: number): Promise<boolean> {
    if ((await this.ctx.storage.get<number>('opted_out_at_ms')) !== undefined) return false
    await this.ctx.storage.put('opted_out_at_ms', atMs)
    return true
  }

  async mayContact(): Promise<boolean> {
    return (await this.ctx.storage.get<number>('opted_out_at_ms')) === undefined
  }

  /** Takes what its person wrote, once each. Durable when it has returned; filed and answered from then on. */
  async receive(pins: ThreadPins, items: readonly ReceivedItem[]): Promise<void> {
    const { receive } = await import('./receive.ts')
    if ((await receive(this.#handle, pins, items)) > 0) await this.#handle.arm()
  }

  /** Every part does what is due. Never throws: what a part could not do is tried again, and holds up no other. */
  override async alarm(): Promise<void> {
    let failed = false
    for (const part of this.#parts) {
      try {
        const nowMs = Date.now()
        const dueAtMs = part.dueAtMs()
        if (dueAtMs !== null && dueAtMs <= nowMs) await part.work(nowMs)
      } catch (error) {
        failed = true
        log.error('thread.part_failed', { error: errorName(error) })
      }
    }
    if (failed) await this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
    else await this.#handle.arm()
  }

  #dueAtMs(): number | null {
    const dues = this.#parts.flatMap((part) => part.dueAtMs() ?? [])
    return dues.length === 0 ? null : Math.min(...dues)
  }
}
