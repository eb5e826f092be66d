import { setTimeout as wait } from 'node:timers/promises'
import { newSid } from '../carrier/sid.ts'
import type { OwnedNumber } from '../carrier/owned-number.ts'
import type { Params } from '../carrier/sign.ts'
import type { Delivery, Webhook } from '../carrier/webhook.ts'
import type { ShownMessage } from '../chat/shown-message.ts'
import { KEYWORD_ANSWERS, keywordIn, type Keyword } from './keywords.ts'
import { reportsOf, segmentsIn, type TextMessage, type TextStatus } from './text-message.ts'

/** A file that came with a text, kept at the carrier. */
export interface TextMedia {
  readonly sid: string
  readonly messageSid: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

export interface TextExchangeOptions {
  readonly accountSid: string
  readonly apiUrl: () => string
  readonly numberOf: (phoneNumber: string) => OwnedNumber | null
  readonly deliver: (webhook: Webhook) => Promise<Delivery>
}

/** What somebody sends to a number of the account. */
export interface Written {
  readonly from: string
  readonly to: string
  readonly body: string
  readonly media?: readonly Pick<TextMedia, 'contentType' | 'bytes'>[]
}

interface Shown extends ShownMessage {
  /** The carrier itself says it, or the business. */
  readonly from: 'business' | 'carrier'
}
type Listener = (message: Shown) => void

/** What came while nobody looked is shown to whoever looks within this. */
const UNSEEN_MS = 60_000

const MESSAGES_MAX = 5_000
const MEDIA_MAX = 200
const UNSEEN_MAX = 200
const WINDOW_MS = 24 * 3_600_000

/** Text messages of the simulated carrier: who wrote, who asked it to stop, and what it has yet to tell. */
export class TextExchange {
  readonly messages = new Map<string, TextMessage>()
  readonly media = new Map<string, TextMedia>()
  /** The account lets Twilio recognise opt-outs and say so with every message. */
  advancedOptOut = false
  readonly #options: TextExchangeOptions
  /** `NUMBER PERSON`. */
  readonly #stopped = new Set<string>()
  readonly #wroteAtMs = new Map<string, number>()
  readonly #listeners = new Map<string, Set<Listener>>()
  /** What came for phones that nobody looks at, the newest last. */
  #unseen: { readonly phone: string; readonly message: Shown }[] = []
  #taken = 0

  constructor(options: TextExchangeOptions) {
    this.#options = options
  }

  listen(phone: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(phone) ?? new Set()
    this.#listeners.set(phone, listeners.add(listener))
    const isTheirs = ({ phone: whose, message }: { phone: string; message: Shown }): boolean =>
      whose === phone && Date.now() - message.atMs < UNSEEN_MS
    const waiting = this.#unseen.filter(isTheirs)
    this.#unseen = this.#unseen.filter(({ phone: whose }) => whose !== phone)
    for (const { message } of waiting) listener(message)
    return () => void listeners.delete(listener)
  }

  /** Whether the carrier lets nothing through from `number` to `phone`. */
  isStopped(number: string, phone: string): boolean {
    return this.#stopped.has(`${number} ${phone}`)
  }

  /** WhatsApp over Twilio takes free text for a day after the person's last message. */
  isWindowOpen(number: string, phone: string): boolean {
    return Date.now() - (this.#wroteAtMs.get(`${number} ${phone}`) ?? 0) < WINDOW_MS
  }

  /** Somebody sends a text to a number of the account. Returns its sid. Nothing is told of it where the number leads nowhere. */
  write(written: Written, copies = 1): string {
    const { from, to, body, media = [] } = written
    const sid = newSid(media.length > 0 ? 'MM' : 'SM')
    this.#wroteAtMs.set(`${to} ${from}`, Date.now())
    const keyword = from.startsWith('whatsapp:') ? null : keywordIn(body)
    if (keyword !== null) this.#obey(keyword, to, from)
    const kept = media.map((file) => this.#keep({ ...file, sid: newSid('ME'), messageSid: sid }))
    const number = this.#options.numberOf(to.replace(/^whatsapp:/, ''))
    if (number !== null && number.sms_url !== '') {
      const params = this.#inbound(written, { sid, media: kept, keyword })
      for (let copy = 0; copy < copies; copy += 1) void this.#tell(number, params, from)
    }
    return sid
  }

  /** Takes a message of the business's and tells of it. */
  take(
    message: Omit<TextMessage, 'sid' | 'status' | 'errorCode' | 'createdAtMs'>,
    failsWith: string | null,
  ): TextMessage {
    const sid = newSid(message.mediaUrls.length > 0 ? 'MM' : 'SM')
    const taken: TextMessage = { ...message, sid, status: 'queued', errorCode: null, createdAtMs: Date.now() }
    this.messages.set(sid, taken)
    for (const old of this.messages.keys()) if (this.messages.size > MESSAGES_MAX) this.messages.delete(old)
    this.#taken += 1
    if (failsWith === null) this.#show(message.to, { id: sid, text: message.body, from: 'business' })
    void this.#report(taken, this.#taken, failsWith)
    return taken
  }

  async #report(message: TextMessage, nth: number, failsWith: string | null): Promise<void> {
    const startedAtMs = Date.now()
    const plan = failsWith === null ? reportsOf(nth) : [{ status: 'failed' as const, afterMs: 120 }]
    for (const { status, afterMs } of plan) {
      await wait(Math.max(0, startedAtMs + afterMs - Date.now()))
      message.status = status
      message.errorCode = failsWith
      if (message.statusCallback === null) continue
      const params = this.#reportParams(message, status)
      void this.#options.deliver({ url: message.statusCallback, method: 'POST', params })
    }
  }

  #reportParams({ sid, from, to, errorCode }: TextMessage, status: TextStatus): Params {
    return {
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: status,
      SmsStatus: status,
      From: from,
      To: to,
      AccountSid: this.#options.accountSid,
      ApiVersion: '2010-04-01',
      ...(errorCode !== null && { ErrorCode: errorCode }),
    }
  }

  #obey(keyword: Keyword, number: string, phone: string): void {
    if (keyword === 'STOP') this.#stopped.add(`${number} ${phone}`)
    if (keyword === 'START') this.#stopped.delete(`${number} ${phone}`)
    // "Yes" answers a question far more often than it subscribes; Twilio takes it for a keyword all the same, and is quiet.
    if (keyword !== 'START') this.#show(phone, { id: newSid('SM'), text: KEYWORD_ANSWERS[keyword], from: 'carrier' })
  }

  #keep(media: TextMedia): TextMedia {
    this.media.set(media.sid, media)
    for (const old of this.media.keys()) if (this.media.size > MEDIA_MAX) this.media.delete(old)
    return media
  }

  #inbound(
    { from, to, body }: Written,
    { sid, media, keyword }: { sid: string; media: readonly TextMedia[]; keyword: Keyword | null },
  ): Params {
    const { accountSid, apiUrl } = this.#options
    const files = media.flatMap((file, nth) => [
      [`MediaUrl${nth}`, `${apiUrl()}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${file.sid}`] as const,
      [`MediaContentType${nth}`, file.contentType] as const,
    ])
    return {
      ToCountry: 'US',
      ToState: 'NY',
      SmsMessageSid: sid,
      NumMedia: String(media.length),
      ToCity: 'NEW YORK',
      FromZip: '10002',
      SmsSid: sid,
      FromState: 'NY',
      SmsStatus: 'received',
      FromCity: 'NEW YORK',
      Body: body,
      FromCountry: 'US',
      To: to,
      ToZip: '10001',
      NumSegments: String(segmentsIn(body)),
      MessageSid: sid,
      AccountSid: accountSid,
      From: from,
      ApiVersion: '2010-04-01',
      ...Object.fromEntries(files),
      ...(keyword !== null && this.advancedOptOut && { OptOutType: keyword }),
    }
  }

  async #tell({ sms_url: url, sms_method: method }: OwnedNumber, params: Params, from: string): Promise<void> {
    const answer = await this.#options.deliver({ url, method, params })
    if (!answer.ok) return
    for (const [, text = ''] of answer.body.matchAll(/<Message[^>]*>(?:\s*<Body>)?([^<]+)/g))
      this.#show(from, { id: newSid('SM'), text, from: 'business' })
  }

  #show(phone: string, said: Pick<Shown, 'id' | 'text' | 'from'>): void {
    const message: Shown = { ...said, buttons: [], atMs: Date.now(), repliesTo: null }
    const listeners = this.#listeners.get(phone)
    if (listeners === undefined || listeners.size === 0)
      this.#unseen = [...this.#unseen, { phone, message }].slice(-UNSEEN_MAX)
    else for (const listener of listeners) listener(message)
  }
}
