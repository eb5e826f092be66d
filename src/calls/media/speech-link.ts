import { errorName, log } from '../../kernel/log.ts'
import {
  SpeechFailure,
  type SpeechBrief,
  type SpeechEvent,
  type SpeechLoss,
  type SpeechSession,
  type SpeechVendor,
} from '../../providers/speech/contract.ts'

/** Frames of the caller's that wait for a vendor: eight seconds. Whoever is away longer is not waited for. */
const WAITING_FRAMES_MAX = 400
/** Before each try in a row. */
const WAITS_MS = [0, 250, 1_000, 2_000]
/** A session that lasted so long was a good one: the next tries are counted anew. */
const GOOD_MS = 10_000
/** A call may last two hours; a vendor that is lost more often than this is none. */
const SESSIONS_MAX = 40

export interface LinkOptions {
  readonly callId: string
  readonly vendor: SpeechVendor
  /** What a session is told at its beginning, as things are then. */
  readonly brief: () => Promise<SpeechBrief>
  readonly tell: (event: Exclude<SpeechEvent, { type: 'lost' }>) => void
  /** A session is there: the first, or one that stands in for a lost one. */
  readonly onOpen: (session: SpeechSession) => void
  /** The vendor is given up. */
  readonly onGone: (loss: SpeechLoss) => void
}

/**
 * The connection to the speech vendor, as long as the call lasts: a session that is lost is replaced by one that knows
 * what was said. What the caller says meanwhile waits, up to a bound, and nothing of it is dropped.
 *
 * An outgoing socket keeps its object awake: a call like this one cannot hibernate, and costs what it lasts.
 */
export class SpeechLink {
  readonly #options: LinkOptions
  #session: SpeechSession | null = null
  #waiting: string[] = []
  #isOver = false
  #tries = 0
  #sessions = 0
  #openedAtMs = 0
  #retry: ReturnType<typeof setTimeout> | null = null

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** The session, or null while there is none. */
  get session(): SpeechSession | null {
    return this.#session
  }

  open(): void {
    void this.#connect()
  }

  hear(payload: string): void {
    if (this.#session !== null) return this.#session.hear(payload)
    if (this.#isOver) return
    this.#waiting.push(payload)
    if (this.#waiting.length > WAITING_FRAMES_MAX) this.#give({ reason: 'overrun', again: false, code: 'caller_audio' })
  }

  /** This session is of no use any more. */
  drop(loss: SpeechLoss): void {
    if (this.#session === null) return
    this.#session.close(1000, loss.reason)
    this.#lost(loss)
  }

  close(code: number, reason: string): void {
    this.#isOver = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#waiting = []
    this.#session?.close(code, reason)
    this.#session = null
  }

  async #connect(): Promise<void> {
    const { vendor, brief, onOpen } = this.#options
    if (this.#isOver) return
    this.#sessions += 1
    try {
      let own: SpeechSession | null = null
      const session = await vendor.connect(await brief(), (event) => this.#hear(own, event))
      own = session
      if (this.#isOver) return session.close(1000, 'call over')
      this.#session = session
      this.#openedAtMs = Date.now()
      for (const payload of this.#waiting.splice(0)) session.hear(payload)
      onOpen(session)
    } catch (error) {
      this.#lost(
        error instanceof SpeechFailure ? error.loss : { reason: 'refused', again: true, code: errorName(error) },
      )
    }
  }

  /** A session that was replaced has nothing more to say. */
  #hear(from: SpeechSession | null, event: SpeechEvent): void {
    if (this.#isOver || (from !== null && from !== this.#session)) return
    if (event.type === 'lost') this.#lost(event.loss)
    else this.#options.tell(event)
  }

  #lost(loss: SpeechLoss): void {
    if (this.#isOver) return
    log.warn('speech.lost', { callId: this.#options.callId, reason: loss.reason, code: loss.code, again: loss.again })
    if (this.#session !== null && Date.now() - this.#openedAtMs >= GOOD_MS) this.#tries = 0
    this.#session = null
    this.#tries += 1
    const waitMs = WAITS_MS[this.#tries - 1]
    if (!loss.again || waitMs === undefined || this.#sessions >= SESSIONS_MAX) return this.#give(loss)
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#connect(), waitMs)
  }

  #give(loss: SpeechLoss): void {
    if (this.#isOver) return
    this.close(1000, loss.reason)
    this.#options.onGone(loss)
  }
}
