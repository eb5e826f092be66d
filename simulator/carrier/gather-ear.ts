import type { Handset, Line } from './line.ts'
import type { PhoneCall } from './phone-call.ts'
import type { Params } from './sign.ts'

/** `<Gather>` listening: for keys, for speech, or both. */
export class GatherEar implements Handset {
  /** Resolves when the caller begins: the prompt stops. */
  readonly began: Promise<void>
  readonly #line: Line
  readonly #attributes: Readonly<Record<string, string>>
  readonly #call: PhoneCall
  #digits = ''
  #speech: string | null = null
  #isDone = false
  #isPrompting = true
  #begin: () => void = () => undefined

  constructor(call: PhoneCall, attributes: Readonly<Record<string, string>>) {
    this.#call = call
    this.#line = call
    this.#attributes = attributes
    this.began = new Promise((resolve) => {
      this.#begin = resolve
    })
  }

  get isQuiet(): boolean {
    return !this.#isDone && !this.#isPrompting
  }

  /** The prompt has been said: it is the caller's turn. */
  listens(): void {
    this.#isPrompting = false
    this.#line.talk.changed()
  }

  async say(text: string, signal: AbortSignal): Promise<void> {
    const startedAtMs = Date.now()
    this.#line.talk.callerSays(text)
    if (!this.#takes('speech')) return
    this.#begin()
    await this.#call.exchange.pace.sleep(1000, signal)
    this.#speech = text
    this.#line.callerSpoke(text, startedAtMs, Date.now())
    this.#finish()
  }

  async press(digit: string): Promise<void> {
    this.#line.talk.callerSays(`[pressed ${digit}]`)
    if (!this.#takes('dtmf')) return
    this.#begin()
    const finish = this.#attributes['finishOnKey'] ?? '#'
    if (digit === finish) return this.#finish()
    this.#digits += digit
    if (this.#digits.length >= Number(this.#attributes['numDigits'] ?? Infinity)) this.#finish()
  }

  dropSocket(): void {
    this.#call.notice('sim', 'there is no socket to drop')
  }

  /** The action's form, or null when the caller gave nothing in time. */
  async result(signal: AbortSignal): Promise<Params | null> {
    const { pace } = this.#call.exchange
    const timeoutMs = (Number(this.#attributes['timeout'] ?? 5) * 1000) / pace.speed
    await this.#line.talk.until(() => this.#isDone || signal.aborted, timeoutMs)
    if (signal.aborted) throw signal.reason
    this.#isDone = true
    if (this.#speech !== null) return { SpeechResult: this.#speech, Confidence: '0.93' }
    return this.#digits === '' ? null : { Digits: this.#digits, FinishedOnKey: '' }
  }

  #finish(): void {
    this.#isDone = true
    this.#line.talk.changed()
  }

  #takes(input: 'dtmf' | 'speech'): boolean {
    return (this.#attributes['input'] ?? 'dtmf').split(' ').includes(input)
  }
}
