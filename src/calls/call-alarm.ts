import { errorName, log } from '../kernel/log.ts'

/** An object that nothing happens to is let go after ten seconds: so long, and no longer, its own clock can be relied on. */
const UNARMED_MS_MAX = 8_000
const ARM_RETRY_MS = 1_000

type AlarmStorage = Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>

/** The one alarm of a call's object: it rings by the earliest of the call's timers. */
export class CallAlarm {
  readonly #storage: AlarmStorage
  /** When something is due, or null. */
  readonly #nextDue: () => number | null
  /** As far as this object remembers: null for none, undefined for what is not known. */
  #atMs: number | null | undefined
  #isRinging = false
  #unarmed: ReturnType<typeof setTimeout> | null = null

  constructor(storage: AlarmStorage, nextDue: () => number | null) {
    this.#storage = storage
    this.#nextDue = nextDue
  }

  /**
   * Of a call that has just begun: the carrier's next word comes within the second, and sets the alarm for what is due
   * then. To set one before is a write, and a table, that nearly every call can do without; it is made up for when no
   * word has come, as long as the object is sure to be there.
   */
  awaitNextWord(): void {
    this.#atMs = null
    this.#unarmed = setTimeout(() => void this.#armUnheard(), UNARMED_MS_MAX)
  }

  /** Nobody waits for this: a store in trouble is tried again, because nothing else may ever set the alarm. */
  async #armUnheard(): Promise<void> {
    this.#unarmed = null
    try {
      await this.arm()
    } catch (error) {
      log.warn('call.alarm_not_set', { error: errorName(error) })
      this.#unarmed = setTimeout(() => void this.#armUnheard(), ARM_RETRY_MS)
    }
  }

  /** An alarm that is set too early is left: it finds nothing due and sets itself anew. That saves a write a turn. */
  async arm(notBeforeMs = 0): Promise<void> {
    if (this.#isRinging) return
    if (this.#atMs === undefined) {
      const setAtMs = await this.#storage.getAlarm()
      this.#atMs ??= setAtMs
    }
    const next = this.#nextDue()
    const due = next === null ? null : Math.max(next, notBeforeMs)
    const isSet = due === null || (typeof this.#atMs === 'number' && this.#atMs <= due)
    if (!isSet) {
      await this.#storage.setAlarm(due)
      this.#atMs = due
    }
    // Only now: while it is not set, our own clock is all there is.
    if (this.#unarmed !== null) clearTimeout(this.#unarmed)
    this.#unarmed = null
  }

  /** Does what is due, and sets the alarm anew when that is done: no other rings meanwhile. `work` says when at the earliest. */
  async ring(work: () => Promise<number>): Promise<void> {
    this.#atMs = null
    this.#isRinging = true
    const notBeforeMs = await work().finally(() => (this.#isRinging = false))
    await this.arm(notBeforeMs)
  }
}
