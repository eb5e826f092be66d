import { between, wordsIn, WORD_MS } from './pace.ts'
import type { PhoneCall } from './phone-call.ts'
import { newSid } from './sid.ts'
import type { Params } from './sign.ts'
import type { Verb } from './twiml.ts'

/**
 * What whoever is rung does: picks up and takes the call, or declines it with a key, or presses none; is a machine; or
 * does not pick up at all. `answered` is a person who does whatever lets them talk.
 */
export const WAYS = ['answered', 'declines', 'ignores', 'machine', 'busy', 'no-answer', 'failed'] as const
export type Way = (typeof WAYS)[number]

/** How whoever is dialled behaves: one after the other, the last of them for all who follow. */
export interface DialPlan {
  readonly answers: Way | readonly Way[]
  readonly talksMs: number
}

export const wayOf = ({ answers }: DialPlan, nth: number): Way =>
  typeof answers === 'string' ? answers : (answers[Math.min(nth, answers.length - 1)] ?? 'answered')

const NEVER_PICKS_UP = new Set<Way>(['busy', 'no-answer', 'failed'])
const JUDGED_AFTER_MS = 3_000
const RING_SECONDS = 30
const KEY_SECONDS = 5

/** One person rung for a caller: a call of its own at the carrier, from ringing until the two are connected or it is over. */
export class DialledLeg {
  readonly sid = newSid('CA')
  readonly number: string
  readonly #call: PhoneCall
  readonly #way: Way
  readonly #noun: Verb['attributes']
  readonly #over = new AbortController()
  #wasPickedUp = false

  constructor(call: PhoneCall, { children, text }: Verb, way: Way) {
    const [noun] = children
    this.#call = call
    this.#way = way
    this.number = noun?.text ?? text
    this.#noun = noun?.attributes ?? {}
  }

  get isOver(): boolean {
    return this.#over.signal.aborted
  }

  /** Through the API, or because the caller has gone. */
  hangUp(): void {
    this.#over.abort()
  }

  /** Rings, and asks the application what whoever picks up is told. True when they and the caller may be connected. */
  async ring(ringSeconds = RING_SECONDS): Promise<boolean> {
    const { pace } = this.#call.exchange
    await this.#pause(this.#way === 'no-answer' ? ringSeconds * 1000 : between(500, 2000))
    if (this.isOver || NEVER_PICKS_UP.has(this.#way)) return false
    this.#wasPickedUp = true
    const { url, amdStatusCallback: judgedUrl } = this.#noun
    if (judgedUrl !== undefined)
      void pace.sleep(JUDGED_AFTER_MS, this.#over.signal).then(
        () => this.#judged(judgedUrl),
        () => undefined,
      )
    const isWelcome = url === undefined || (await this.#perform(url, {}))
    return isWelcome && !this.isOver
  }

  /** The status the dial ends with. A leg that was picked up has completed, whether or not anybody was connected. */
  get status(): 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled' {
    if (this.#wasPickedUp) return 'completed'
    if (this.#way === 'busy' || this.#way === 'failed') return this.#way
    return this.isOver ? 'canceled' : 'no-answer'
  }

  async #judged(url: string): Promise<void> {
    const AnsweredBy = this.#way === 'machine' ? 'machine_start' : 'human'
    await this.#call.tell(url, 'POST', this.#params({ AnsweredBy, MachineDetectionDuration: String(JUDGED_AFTER_MS) }))
  }

  /** The document for the far end. Its end connects the two; a `<Hangup>` lets the far end go. */
  async #perform(url: string, params: Params): Promise<boolean> {
    const verbs = await this.#call.documentFor(url, this.#params(params))
    for (const verb of verbs ?? []) {
      if (this.isOver || verb.name === 'Hangup') return false
      if (verb.name === 'Say') await this.#listen(verb)
      if (verb.name !== 'Gather') continue
      const pressed = await this.#gather(verb)
      if (pressed !== null) return this.#perform(verb.attributes['action'] ?? url, { Digits: pressed })
    }
    return verbs !== null
  }

  async #gather({ attributes, children }: Verb): Promise<string | null> {
    for (const child of children) await this.#listen(child)
    const key = { answered: '1', declines: '2' }[this.#way as string]
    if (key !== undefined) return key
    await this.#pause(Number(attributes['timeout'] ?? KEY_SECONDS) * 1000)
    return null
  }

  #listen({ text }: Verb): Promise<void> {
    return this.#pause(wordsIn(text).length * WORD_MS)
  }

  async #pause(ms: number): Promise<void> {
    // Whoever waits on a leg that is over is done waiting.
    await this.#call.exchange.pace.sleep(ms, this.#over.signal).catch(() => undefined)
  }

  #params(more: Params): Params {
    return {
      CallSid: this.sid,
      ParentCallSid: this.#call.sid,
      CallStatus: 'in-progress',
      Direction: 'outbound-dial',
      To: this.number,
      Called: this.number,
      ...more,
    }
  }
}
