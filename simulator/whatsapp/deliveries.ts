import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { exchange } from '../carrier/exchange.ts'
import { hubSignature, wireJson } from './sign.ts'
import { envelopeOf, UPDATES_MAX, type Update } from './update.ts'

/** How deliveries are made: as they come, or awkwardly. */
export const Manner = z.strictObject({
  /** Each delivery is made so often. */
  copies: z.int().min(1).max(50).default(1),
  /** Each copy at some moment within this time, in no order. */
  spread_ms: z.number().min(0).max(60_000).default(0),
  /** Updates are gathered for this long and delivered together. */
  gather_ms: z.number().min(0).max(60_000).default(0),
})
export type Manner = z.infer<typeof Manner>

export const PLAIN_MANNER: Manner = Manner.parse({})

/** One try to deliver. */
export interface HookAttempt {
  readonly at: string
  readonly updates: number
  readonly attempt: number
  /** What was answered, or null when nothing was. */
  readonly status: number | null
  readonly tookMs: number
}

export interface Subscriber {
  readonly hookUrl: () => string
  readonly appSecret: string
}

const ATTEMPTS_MAX = 2000
const CONNECT_MS_MAX = 5_000
const ANSWER_MS_MAX = 20_000
/** At once, then less and less often. Meta goes on for days; nobody waits that long here. */
const RETRY_MS: readonly number[] = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000]

/** Everything Meta has yet to tell the gateway. What is not answered with exactly 200 is told again. */
export class Deliveries {
  manner: Manner = PLAIN_MANNER
  readonly attempts: HookAttempt[] = []
  readonly #subscriber: Subscriber
  readonly #pending = new Set<Promise<unknown>>()
  readonly #stopped = new AbortController()
  #gathered: Update[] = []

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber
  }

  /** Tells all of these, in one delivery unless there are too many. */
  tell(updates: readonly Update[]): void {
    this.#gathered.push(...updates)
    const { gather_ms: gatherMs } = this.manner
    if (gatherMs === 0) return this.#flush()
    if (this.#gathered.length > updates.length) return
    this.#later(wait(gatherMs, undefined, { signal: this.#stopped.signal }).then(() => this.#flush()))
  }

  /** Resolves when nothing is being delivered any more. */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending)
  }

  /** Gives up what could not be delivered yet. */
  stop(): void {
    this.#stopped.abort()
  }

  #flush(): void {
    const updates = this.#gathered
    this.#gathered = []
    for (let from = 0; from < updates.length; from += UPDATES_MAX)
      this.#copies(updates.slice(from, from + UPDATES_MAX), this.manner)
  }

  #copies(updates: readonly Update[], { copies, spread_ms: spreadMs }: Manner): void {
    const body = wireJson(envelopeOf(updates))
    for (let copy = 0; copy < copies; copy += 1)
      this.#later(this.#deliver(body, updates.length, Math.random() * spreadMs))
  }

  async #deliver(body: string, updates: number, afterMs: number): Promise<void> {
    for (const [nth, pauseMs] of RETRY_MS.entries()) {
      await wait(nth === 0 ? afterMs : pauseMs, undefined, { signal: this.#stopped.signal })
      if ((await this.#post(body, updates, nth + 1)) === 200) return
    }
  }

  async #post(body: string, updates: number, attempt: number): Promise<number | null> {
    const startedAtMs = Date.now()
    const answer = await exchange({
      url: this.#subscriber.hookUrl(),
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        'X-Hub-Signature-256': hubSignature(this.#subscriber.appSecret, body),
        'User-Agent': 'facebookexternalua',
      },
      body,
      connectMs: CONNECT_MS_MAX,
      readMs: ANSWER_MS_MAX,
    })
    const status = answer.type === 'answered' ? answer.status : null
    const at = new Date(startedAtMs).toISOString()
    this.attempts.push({ at, updates, attempt, status, tookMs: Date.now() - startedAtMs })
    if (this.attempts.length > ATTEMPTS_MAX) this.attempts.shift()
    return status
  }

  #later(work: Promise<unknown>): void {
    const caught = work.catch((error: unknown) => {
      if (!this.#stopped.signal.aborted) throw error
    })
    this.#pending.add(caught)
    const done = (): void => void this.#pending.delete(caught)
    caught.then(done, done)
  }
}
