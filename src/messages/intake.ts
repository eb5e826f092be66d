import { DurableObject } from 'cloudflare:workers'
import { contextOf, inRegion, openDirectory, type Ctx } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { refuseElsewhere } from '../records/object-region.ts'
import type { Region } from '../records/region.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { open, openTransit, seal, transitKey, type Place } from '../vault/seal.ts'
import { vaultOf } from '../vault/vault.ts'
import { paceOf, type Pace } from './intake-pace.ts'
import { dropLate, keepLate, lastLate, lateBy, nextLateAtMs, type Late } from './late-parts.ts'
import { loadDealing, loadLines } from './later.ts'
import type { Channel } from './message.ts'
import { loadPlatforms } from './platform-of.ts'

/** Whose part it is, and where it came in. */
export interface IntakePins {
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly provider: string
  readonly channel: Channel
  readonly line: string
}

/** A part of a delivery, as it is kept. What does not fit into one row goes on in others. */
interface KeptPart {
  readonly pins: IntakePins
  readonly receivedAtMs: number
  readonly sealed: string
  readonly more: number
  /** Of a part whose work failed: it is tried again then, and holds up nothing that came after it. */
  readonly late?: Late
}

interface Due {
  readonly seq: number
  readonly part: KeptPart
}

/** A row holds 2 MB. A character is at most three bytes, and sealed bytes take four letters for three. */
const CHARS_MAX = 350_000
/** Parts are worked on a moment after they came: who sent them has been answered by then. */
const SOON_MS = 60
/** Parts looked at for one alarm. */
const PARTS_MAX = 100
const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000] as const
/** A part that fails for two days is a part that nobody will ever read: its platform has long stopped repeating it. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000
/** An alarm that was not heard of again counts as over after this. */
const BUSY_MS_MAX = 60_000

const PART = 'part:'
const MORE = 'more:'
const padded = (seq: number): string => String(seq).padStart(12, '0')

/** The lines of this isolate that are being worked on, and since when. */
const busy = new Map<Intake, number>()

/**
 * What comes in for one line, before it is sorted: a part is written once, sealed, and its sender answered. An alarm a
 * moment later deals it out. Nothing in here is remembered longer than that.
 */
export class Intake extends DurableObject<Env> {
  #nextSeq: number | undefined
  #isArmed = false
  #keptAtMs = 0
  #key: PersonKey | undefined
  #keyOf: string | undefined

  /** Durable when it has returned. One write, and an alarm where none is set. */
  async keep(pins: IntakePins, body: string, receivedAtMs: number): Promise<void> {
    refuseElsewhere(this.ctx.id, pins.region, this.env.PLATFORM)
    const place = placeOf(pins)
    const key = await this.#sealer(pins)
    const sealed = await Promise.all(cut(body).map((piece) => seal(key, place, piece)))
    const seq = this.#take()
    const [first = '', ...rest] = sealed
    const part: KeptPart = { pins, receivedAtMs, sealed: first, more: rest.length }
    this.ctx.storage.kv.put(PART + padded(seq), part)
    for (const [index, piece] of rest.entries()) this.ctx.storage.kv.put(`${MORE}${padded(seq)}:${index}`, piece)
    this.#keptAtMs = Date.now()
    if (this.#isArmed) return
    this.#isArmed = true
    await this.ctx.storage.setAlarm(this.#keptAtMs + SOON_MS)
  }

  /** Deals out what is due, and says by the next alarm what is left. Never throws: what failed is tried again. */
  override async alarm(): Promise<void> {
    this.#isArmed = true
    let notBeforeMs = 0
    try {
      notBeforeMs = await this.#work(Date.now())
    } catch (error) {
      log.error('intake.failed', { error: errorName(error) })
      notBeforeMs = Date.now() + RETRY_MS[0]
    }
    // In one step: a part that is kept from here on sets its own alarm.
    const dueAtMs = this.#dueAtMs()
    const nextAtMs = dueAtMs === null ? null : Math.max(dueAtMs, notBeforeMs)
    this.#isArmed = nextAtMs !== null
    if (nextAtMs !== null) await this.ctx.storage.setAlarm(nextAtMs)
  }

  /** @returns before when it is not to be called again: 0 for whenever there is something to do. */
  async #work(nowMs: number): Promise<number> {
    // While more is coming this is asked often: one part tells whether it is time.
    const [first = this.#late(nowMs)[0]] = this.#parts(1)
    if (first === undefined) return 0
    const oldestAtMs = first.part.receivedAtMs
    const pace = paceOf({ nowMs, keptAtMs: this.#keptAtMs, oldestAtMs, busyLines: busyLines(nowMs) })
    if (pace.type === 'wait') return nowMs + pace.forMs
    busy.set(this, nowMs)
    try {
      await this.#deal([...this.#parts(Math.min(pace.eventsMax, PARTS_MAX)), ...this.#late(nowMs)], pace)
    } finally {
      busy.delete(this)
    }
    return 0
  }

  async #deal(due: readonly Due[], pace: Extract<Pace, { type: 'work' }>): Promise<void> {
    const { dealOut } = await loadDealing()
    const { messaging } = await loadPlatforms()
    const { dealt, failed } = await dealOut({
      parts: due.map(({ seq, part }) => ({ seq, ...part, open: () => this.#opened(seq, part) })),
      ...pace,
      providerOf: (name) => messaging.find((one) => one.name === name),
      ctxOf: (pins) => this.#ctx(pins),
      lineOf: (name) => this.#line(name),
    })
    for (const seq of dealt) this.#drop(seq)
    for (const one of due) if (failed.has(one.seq)) this.#later(one, Date.now())
  }

  /** Parts that failed, and are to be tried again by now. */
  #late(nowMs: number): readonly Due[] {
    return lateBy<KeptPart>(this.ctx.storage.kv, nowMs, PARTS_MAX)
  }

  /** The oldest parts. */
  #parts(limit: number): readonly Due[] {
    const found = this.ctx.storage.kv.list<KeptPart>({ prefix: PART, limit })
    return Array.from(found, ([name, part]) => ({ seq: Number(name.slice(PART.length)), part }))
  }

  /** When there is something to do next. */
  #dueAtMs(): number | null {
    const [first] = this.#parts(1)
    if (first !== undefined) return first.part.receivedAtMs + SOON_MS
    return nextLateAtMs(this.ctx.storage.kv)
  }

  #drop(seq: number): void {
    const { kv } = this.ctx.storage
    kv.delete(PART + padded(seq))
    dropLate(kv, seq)
    for (const [name] of Array.from(kv.list({ prefix: `${MORE}${padded(seq)}:` }))) kv.delete(name)
  }

  #later({ seq, part }: Due, nowMs: number): void {
    const tries = part.late?.tries ?? 0
    if (nowMs - part.receivedAtMs > GIVE_UP_AFTER_MS) {
      log.error('intake.given_up', { tries })
      return this.#drop(seq)
    }
    const waitMs = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? RETRY_MS[0]
    this.ctx.storage.kv.delete(PART + padded(seq))
    keepLate(this.ctx.storage.kv, seq, { ...part, late: { tries: tries + 1, dueAtMs: nowMs + waitMs } })
  }

  /** The part's text, or null when it does not open. */
  async #opened(seq: number, { pins, sealed, more }: KeptPart): Promise<string | null> {
    const rest = Array.from({ length: more }, (_, index) =>
      this.ctx.storage.kv.get<string>(`${MORE}${padded(seq)}:${index}`),
    )
    const [vault, place] = [vaultOf(this.env), placeOf(pins)]
    const own = await this.#sealer(pins)
    const opened = (piece: string): Promise<string | null> =>
      piece.startsWith(`v1.${own.kid}.`) ? open(own, place, piece) : openTransit(vault, subjectOf(pins), place, piece)
    const pieces = await Promise.all([sealed, ...rest].map((piece) => opened(piece ?? '')))
    return pieces.includes(null) ? null : pieces.join('')
  }

  #take(): number {
    if (this.#nextSeq === undefined) {
      const { kv } = this.ctx.storage
      const last = Array.from(kv.list({ prefix: PART, reverse: true, limit: 1 }), ([name]) =>
        Number(name.slice(PART.length)),
      )
      this.#nextSeq = Math.max(lastLate(kv), ...last) + 1
    }
    return this.#nextSeq++
  }

  #ctx({ tenantId, region, livemode }: Pick<IntakePins, 'tenantId' | 'region' | 'livemode'>): Ctx {
    return contextOf(this.env, { tenantId, region, livemode, actor: { type: 'system', name: 'intake' } }, Date.now())
  }

  async #line(name: Pick<IntakePins, 'provider' | 'channel' | 'line'>) {
    const { findMessageLine } = await loadLines()
    const dbOf = (region: Region) => inRegion(this.env, region).db
    return findMessageLine({ directory: openDirectory(this.env), dbOf, nowMs: Date.now() }, name)
  }

  /** Nobody's key but this line's: who wrote is not known before the part has been read. */
  async #sealer(pins: IntakePins): Promise<PersonKey> {
    const { tenantId } = pins
    if (this.#key === undefined || this.#keyOf !== tenantId) {
      this.#key = await transitKey(vaultOf(this.env), tenantId, subjectOf(pins))
      this.#keyOf = tenantId
    }
    return this.#key
  }
}

const subjectOf = ({ provider, line }: IntakePins): string => `intake:${provider}:${line}`

const placeOf = (pins: IntakePins): Place => ({
  tenantId: pins.tenantId,
  table: 'intake',
  recordId: subjectOf(pins),
  field: 'body',
})

/** The text in pieces that fit a row. A pair of code units that make one character stays together. */
function cut(text: string): readonly string[] {
  if (text.length <= CHARS_MAX) return [text]
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const end = at + CHARS_MAX
    const code = text.charCodeAt(end - 1)
    const next = code >= 0xd800 && code < 0xdc00 ? end - 1 : end
    pieces.push(text.slice(at, next))
    at = next
  }
  return pieces
}

function busyLines(nowMs: number): number {
  for (const [line, sinceMs] of busy) if (nowMs - sinceMs > BUSY_MS_MAX) busy.delete(line)
  return busy.size
}
