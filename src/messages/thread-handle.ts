import { contextOf, type Ctx } from '../context.ts'
import type { Env } from '../env.ts'
import { refuseElsewhere, type PlacedId } from '../records/object-region.ts'
import type { Region } from '../records/region.ts'
import { PersonErased, personKey, strangersKey, type PersonKey } from '../vault/person-keys.ts'
import { isTransit, open, openTransit, seal, transitKey, type Place } from '../vault/seal.ts'

/** Whose thread it is. Kept from the first word on; none of it ever changes. */
export interface ThreadPins {
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly personId: string
}

/** A thread's public id: made of the person's, so that nobody need look it up. */
export const threadIdOf = (personId: string): string => personId.replace(/^per_/, 'thr_')

/** Left in a thread whose person was erased. */
const BURIED = 'buried'

/**
 * What the parts of one thread share: storage, the person's key, the clock that wakes them.
 *
 * Nothing personal is written here but sealed with the person's key, so that erasing the person unmakes it.
 */
export class ThreadHandle {
  readonly storage: DurableObjectStorage
  readonly env: Env
  readonly #nextDue: () => number | null
  #pins: ThreadPins | null | undefined
  #key: PersonKey | undefined
  #isStrangers = false
  #transit: PersonKey | undefined
  readonly #made = new Set<string>()

  /** `nextDue`: when a part next has something to do, epoch milliseconds. */
  readonly #id: PlacedId

  constructor(object: DurableObjectState, env: Env, nextDue: () => number | null) {
    this.storage = object.storage
    this.#id = object.id
    this.env = env
    this.#nextDue = nextDue
  }

  get sql(): SqlStorage {
    return this.storage.sql
  }

  /** Whose thread this is, or null while nothing was ever said in it. */
  get pinsOrNull(): ThreadPins | null {
    this.#pins ??= this.storage.kv.get<ThreadPins>('pins') ?? null
    return this.#pins
  }

  /** Throws when nothing was ever said here. */
  get pins(): ThreadPins {
    const pins = this.pinsOrNull
    if (pins === null) throw new Error('no such thread')
    return pins
  }

  get threadId(): string {
    return threadIdOf(this.pins.personId)
  }

  /** Notes whose thread this is, once. Throws PersonErased where that person was erased: whoever writes or is written to is another. */
  begin(pins: ThreadPins): void {
    if (this.pinsOrNull !== null) return
    refuseElsewhere(this.#id, pins.region, this.env.PLATFORM)
    if (this.storage.kv.get(BURIED) === true) throw new PersonErased('the person of this thread was erased')
    this.storage.kv.put('pins', pins)
    this.#pins = pins
  }

  /** The storage, once `statements` have made sure of a part's tables in it. `name` tells the parts apart. */
  tables(name: string, statements: readonly string[]): SqlStorage {
    if (!this.#made.has(name)) this.sql.exec(statements.join(';'))
    this.#made.add(name)
    return this.sql
  }

  ctx(nowMs: number): Ctx {
    const { tenantId, region, livemode } = this.pins
    return contextOf(this.env, { tenantId, region, livemode, actor: { type: 'system', name: 'thread' } }, nowMs)
  }

  /** The person's key, made on first use and kept in memory only, as long as this object lives. */
  async key(): Promise<PersonKey> {
    const { vault, blobs, tenantId } = this.ctx(0)
    const find = this.#isStrangers ? strangersKey : personKey
    this.#key ??= await find(vault, blobs, tenantId, this.pins.personId)
    return this.#key
  }

  /** Its person has just been met: their key is made without a look for one. */
  metNow(): void {
    this.#isStrangers = true
  }

  /**
   * Seals what waits here, with the person's key where it is at hand. Else with one that is derived for this thread: nobody
   * who has just been written to waits for a key. What is kept longer than it waits is sealed with the person's own.
   */
  async seal(recordId: string, field: string, text: string): Promise<string> {
    return seal(this.#key ?? (await this.#derived()), this.#place(recordId, field), text)
  }

  /** What {@link ThreadHandle.seal} sealed, or null when it does not open: its person was erased, or it was altered. */
  async open(recordId: string, field: string, sealed: string): Promise<string | null> {
    const place = this.#place(recordId, field)
    if (!isTransit(sealed)) return open(await this.key(), place, sealed)
    const own = await this.#derived()
    // Nearly always it is the one at hand: another only while one root key replaces another.
    if (sealed.startsWith(`v1.${own.kid}.`)) return open(own, place, sealed)
    return openTransit(this.ctx(0).vault, this.threadId, place, sealed)
  }

  async #derived(): Promise<PersonKey> {
    this.#transit ??= await transitKey(this.ctx(0).vault, this.pins.tenantId, this.threadId)
    return this.#transit
  }

  #place(recordId: string, field: string): Place {
    return { tenantId: this.pins.tenantId, table: 'thread', recordId, field }
  }

  /** Its person is another now: what was sealed with their key stays closed from now on. */
  forgetKey(): void {
    this.#key = undefined
    this.#isStrangers = false
  }

  /** Its person was erased: nothing begins here any more. */
  bury(): void {
    this.storage.kv.put(BURIED, true)
    this.#pins = undefined
    this.#key = undefined
    this.#isStrangers = false
    this.#transit = undefined
    this.#made.clear()
  }

  /** Sets the alarm for what is due first, where it is not set for sooner. */
  async arm(): Promise<void> {
    const dueAtMs = this.#nextDue()
    if (dueAtMs === null) return
    const setAtMs = await this.storage.getAlarm()
    // 0 is "now" to a part; an alarm takes no such time.
    if (setAtMs === null || setAtMs > dueAtMs) await this.storage.setAlarm(Math.max(dueAtMs, 1))
  }
}
