import type { DialledLeg, DialPlan } from './dialled-leg.ts'
import type { Handset, Line } from './line.ts'
import type { OwnedNumber } from './owned-number.ts'
import type { Pace } from './pace.ts'
import type { Performance, Source } from './perform.ts'
import { perform } from './perform.ts'
import { withSpeech, type Recording } from './recording.ts'
import { newSid } from './sid.ts'
import type { Params } from './sign.ts'
import { TalkLog, type Turn } from './talk-log.ts'
import { parseTwiml, TwimlError, type Verb } from './twiml.ts'
import type { Delivery, Webhook } from './webhook.ts'

const UNDER_WAY = ['queued', 'initiated', 'ringing', 'in-progress'] as const
const OVER = ['completed', 'busy', 'no-answer', 'canceled', 'failed'] as const
/** In Twilio's words. A call to the account begins by ringing; one of the account's own waits in a queue first. */
export type CallStatus = (typeof UNDER_WAY)[number] | (typeof OVER)[number]
export const CALL_STATUSES: readonly CallStatus[] = [...UNDER_WAY, ...OVER]
export type Direction = 'inbound' | 'outbound-api'
export type EndedBy = 'caller' | 'agent' | 'carrier'

export interface Notice {
  readonly code: string
  readonly message: string
}

/** What the call needs of the exchange it goes through. */
export interface Exchange {
  readonly accountSid: string
  readonly authToken: string
  readonly pace: Pace
  readonly dial: DialPlan
  /** Whether the account may use ConversationRelay at all. */
  readonly hasRelay: boolean
  deliver(webhook: Webhook): Promise<Delivery>
  startRecording(call: PhoneCall, attributes: Readonly<Record<string, string>>): void
  stopRecording(call: PhoneCall): void
  /** What a caller left after a tone: it is made, and reported. */
  keepVoicemail(call: PhoneCall, recording: Recording): void
  /** A leg the call has somebody rung by, for whoever asks the API for it. */
  register(leg: DialledLeg): void
}

interface Dialled {
  readonly from: string
  readonly to: string
  readonly direction: Direction
  /** The account's number, with the addresses of this call. */
  readonly number: OwnedNumber
  readonly onTurn: (turn: Turn) => void
}

/** Why whatever is going on has to stop. */
type Interruption = { readonly type: 'over' } | { readonly type: 'document'; readonly source: Source }

/** One call at the carrier, from the dialling until the last callback is delivered. */
export class PhoneCall implements Line {
  readonly sid = newSid('CA')
  readonly startedAtMs = Date.now()
  readonly talk: TalkLog
  readonly notices: Notice[] = []
  readonly replyMs: number[] = []
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly number: OwnedNumber
  readonly exchange: Exchange
  status: CallStatus
  handset: Handset | null = null
  recording: Recording | null = null
  endedBy: EndedBy | null = null
  answeredAtMs: number | null = null
  endedAtMs: number | null = null
  /** From dialling, or from picking up where it is the account that calls, to the first document. */
  documentMs: number | null = null
  /** When the first word of the agent's began. */
  firstWordAtMs: number | null = null
  /** Whoever picked up is listened to before the document is asked for, and for how long. */
  isHeld = false
  heldMs = 0
  /** When a machine's tone was heard on it. */
  beepedAtMs: number | null = null
  /** From when on a person is there, by the clock of the talk; null: nobody yet, as far as the script says. */
  humanAtMs: number | null = null
  /** What the carrier took the other side for. */
  answeredBy: string | null = null
  /** Relay sessions so far, and people rung. */
  sessions = 0
  dials = 0
  #interruption = new AbortController()

  constructor(exchange: Exchange, { from, to, direction, number, onTurn }: Dialled) {
    this.exchange = exchange
    this.from = from
    this.to = to
    this.direction = direction
    this.status = direction === 'inbound' ? 'ringing' : 'queued'
    this.number = number
    this.talk = new TalkLog({ turn: onTurn })
  }

  get isOver(): boolean {
    return OVER.some((status) => status === this.status)
  }

  /** Rings, performs what it is told, and reports its end. Resolves when every callback of the call itself is out. */
  async run(): Promise<void> {
    const { voice_url: url, voice_method: method } = this.number
    await this.perform({ url, method, params: {} })
    const { status_callback: callback, status_callback_method: callbackMethod } = this.number
    if (callback !== '') await this.tell(callback, callbackMethod, this.endParams(0))
  }

  /** Performs the document at `source` and those it leads to. Their end is the call's. */
  async perform(source: Source): Promise<void> {
    let next: Source | null = source
    while (next !== null && !this.isOver) next = await this.#performDocument(next)
    this.end('completed', 'agent')
  }

  /** A call of the account's goes out: it is dialled, then it rings. */
  goesOut(status: 'initiated' | 'ringing'): void {
    if (!this.isOver) this.status = status
  }

  /** The line is dead. The first reason given is the one that counts. */
  end(status: CallStatus, by: EndedBy): void {
    if (this.isOver) return
    this.status = this.answeredAtMs === null && status === 'completed' ? 'canceled' : status
    this.endedBy = by
    this.endedAtMs = Date.now()
    this.talk.closeAgentTurn(true)
    if (this.recording?.status === 'in-progress') this.exchange.stopRecording(this)
    this.#interruption.abort({ type: 'over' } satisfies Interruption)
    this.talk.changed()
  }

  /** The application sends the call elsewhere through the API. Whatever goes on is left. */
  redirect(source: Source): void {
    this.#interruption.abort({ type: 'document', source } satisfies Interruption)
  }

  answer(): void {
    if (this.status !== 'ringing') return
    this.status = 'in-progress'
    this.answeredAtMs = Date.now()
  }

  agentSpoke(words: string, fromMs: number, toMs: number): void {
    this.firstWordAtMs ??= fromMs
    this.talk.agentSays(words)
    this.#record('agent', words, fromMs, toMs)
  }

  callerSpoke(text: string, fromMs: number, toMs: number): void {
    this.#record('caller', text, fromMs, toMs)
  }

  replied(afterMs: number): void {
    this.replyMs.push(afterMs)
  }

  notice(code: string, message: string): void {
    this.notices.push({ code, message })
  }

  /** Sends a webhook of this call: the call's own fields, and what belongs to the occasion. */
  tell(url: string, method: 'GET' | 'POST', more: Params = {}): Promise<Delivery> {
    // An absolute address is called and signed as it is written: a URL parser would re-encode it.
    const target = /^https?:/.test(url) ? url : new URL(url, this.number.voice_url).toString()
    return this.exchange.deliver({ url: target, method, params: { ...this.#params(), ...more } })
  }

  /** A document for somebody who is not the caller, or null when there is none to be had. */
  async documentFor(url: string, params: Params): Promise<readonly Verb[] | null> {
    const delivery = await this.tell(url, 'POST', params)
    if (delivery.ok) return this.#read(delivery.body, delivery.contentType)
    this.notice(delivery.code, `${url.split('#')[0]} answered ${delivery.status ?? 'nothing'}`)
    return null
  }

  /** The call's end for whoever wants to know: `Duration` in minutes, `CallDuration` in seconds. */
  endParams(sequence: number): Params {
    const seconds = Math.max(1, Math.round(((this.endedAtMs ?? Date.now()) - (this.answeredAtMs ?? Date.now())) / 1000))
    const answered = this.answeredAtMs !== null
    return {
      Timestamp: new Date(this.endedAtMs ?? Date.now()).toUTCString().replace('GMT', '+0000'),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(sequence),
      ...(answered && { Duration: String(Math.ceil(seconds / 60)), CallDuration: String(seconds) }),
      ...(this.status === 'busy' && { SipResponseCode: '486' }),
    }
  }

  async #performDocument(source: Source): Promise<Source | null> {
    const verbs = await this.#fetch(source)
    if (verbs === null) {
      this.answer()
      this.talk.agentSays('We are sorry, an application error has occurred. Goodbye.')
      this.end('completed', 'carrier')
      return null
    }
    // The caller may have hung up meanwhile, but then the document is not performed.
    if (this.isOver) return null
    const { signal } = this.#interruption
    const performance: Performance = { call: this, signal }
    try {
      return await perform(performance, verbs)
    } catch (error) {
      if (!signal.aborted) throw error
      const interruption = signal.reason as Interruption
      this.#interruption = new AbortController()
      return interruption.type === 'document' ? interruption.source : null
    } finally {
      this.handset = null
    }
  }

  /** The document at `source`, else that of the fallback, else null: Twilio then has nothing to go by. */
  async #fetch(source: Source): Promise<readonly Verb[] | null> {
    if ('document' in source) return this.#read(source.document, 'text/xml')
    const delivery = await this.tell(source.url, source.method, source.params)
    this.documentMs ??= this.direction === 'inbound' ? this.talk.nowMs : Date.now() - (this.answeredAtMs ?? Date.now())
    const verbs = delivery.ok ? this.#read(delivery.body, delivery.contentType) : null
    if (verbs !== null) return verbs
    const code = delivery.ok ? (this.notices.at(-1)?.code ?? '12200') : delivery.code
    if (!delivery.ok) this.notice(code, `${source.url.split('#')[0]} answered ${delivery.status ?? 'nothing'}`)
    return this.fallBack(code, source.url)
  }

  /** What the number's fallback says, or null. */
  async fallBack(code: string, failedUrl: string): Promise<readonly Verb[] | null> {
    const { voice_fallback_url: url, voice_fallback_method: method } = this.number
    if (url === '' || url === failedUrl) return null
    const delivery = await this.tell(url, method, { ErrorCode: code, ErrorUrl: failedUrl.split('#')[0] ?? '' })
    if (!delivery.ok) this.notice(delivery.code, `the fallback answered ${delivery.status ?? 'nothing'}`)
    return delivery.ok ? this.#read(delivery.body, delivery.contentType) : null
  }

  #read(body: string, contentType: string): readonly Verb[] | null {
    try {
      return parseTwiml(body, contentType)
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error
      this.notice(error.code, error.message)
      return null
    }
  }

  #record(speaker: 'agent' | 'caller', text: string, fromMs: number, toMs: number): void {
    if (this.recording?.status === 'in-progress') {
      this.recording = withSpeech(this.recording, { speaker, text, fromMs, toMs })
    }
  }

  #params(): Params {
    const { to, direction } = this
    const country = this.from.startsWith('+1') ? 'US' : ''
    const place = (side: string, value: string) => ({
      [`${side}City`]: '',
      [`${side}State`]: '',
      [`${side}Zip`]: '',
      [`${side}Country`]: value,
    })
    return {
      AccountSid: this.exchange.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: this.sid,
      CallStatus: this.status,
      ...(direction === 'inbound' && {
        CallToken: '{"parentCallInfoToken":"c2ltdWxhdGVk"}',
        StirVerstat: 'TN-Validation-Passed-C',
      }),
      Called: to,
      Caller: this.from,
      Direction: direction,
      From: this.from,
      To: to,
      ...place('Called', 'US'),
      ...place('Caller', country),
      ...place('From', country),
      ...place('To', 'US'),
    }
  }
}
