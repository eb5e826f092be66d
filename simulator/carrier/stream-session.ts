import { WebSocket } from 'ws'
import { FRAME_BYTES, FRAME_MS, silence, SILENCE, speak } from '../speech/voice.ts'
import type { Handset, Line } from './line.ts'
import { WORD_MS, type Pace } from './pace.ts'
import { newSid } from './sid.ts'
import { signatureOf } from './sign.ts'
import { readStreamFrame, type StreamFrame } from './stream-frame.ts'
import { StreamPlayer } from './stream-player.ts'

/** How a stream came to its end. The carrier does not open it again. */
export type StreamEnd =
  | { readonly by: 'caller' }
  | { readonly by: 'application'; readonly code: number; readonly reason: string }
  | { readonly by: 'carrier'; readonly code: '31920' | '31921' | '31951'; readonly message: string }

const HANDSHAKE_MS_MAX = 5_000
const CLOSE_MS_MAX = 1_000
const MALFORMED_MAX = 10
/** An agent that has been silent for so long, really, has finished. */
const QUIET_MS = 700
/** Ticks that were missed are made up for, up to so many at a time. */
const CATCH_UP_MAX = 10
/** A shorter word is no word on a line. */
const WORD_MS_MIN = 40

interface StreamOptions {
  readonly line: Line
  readonly pace: Pace
  readonly authToken: string
  readonly url: string
  readonly start: {
    readonly accountSid: string
    readonly callSid: string
    readonly customParameters: Readonly<Record<string, string | undefined>>
  }
}

/**
 * One bidirectional Media Stream: twenty milliseconds of the caller every twenty milliseconds, whether they speak or not,
 * and whatever the application sends played just as fast.
 *
 * Audio goes at the pace of the real world, whatever the pace of the call is: only people speak faster.
 */
export class StreamSession implements Handset {
  readonly streamSid = newSid('MZ')
  readonly ended: Promise<StreamEnd>
  readonly #options: StreamOptions
  readonly #socket: WebSocket
  readonly #player = new StreamPlayer()
  #end: (end: StreamEnd) => void = () => undefined
  #timer: ReturnType<typeof setTimeout> | null = null
  #isOver = false
  #sequence = 1
  #chunks = 0
  #malformed = 0
  #speaking: Uint8Array = new Uint8Array()
  #spoken: (() => void) | null = null
  #askedAtMs: number | null = null
  #isAwaitingReply = false
  #heardAtMs = Date.now()

  constructor(options: StreamOptions) {
    this.#options = options
    this.ended = new Promise((resolve) => (this.#end = resolve))
    const signature = signatureOf(options.authToken, options.url)
    this.#socket = new WebSocket(options.url, {
      handshakeTimeout: HANDSHAKE_MS_MAX,
      perMessageDeflate: false,
      headers: { 'X-Twilio-Signature': signature },
    })
    this.#listen()
  }

  /** Nothing is being said and no answer is owed. */
  get isQuiet(): boolean {
    const isSilent = this.#player.isEmpty && Date.now() - this.#heardAtMs >= QUIET_MS
    return this.#socket.readyState === WebSocket.OPEN && isSilent && !this.#isAwaitingReply
  }

  /** The caller speaks, over the agent or not: what they are heard to say is the application's affair. */
  async say(text: string, signal: AbortSignal): Promise<void> {
    const { line, pace } = this.#options
    const fromMs = Date.now()
    line.talk.callerSays(text)
    this.#speaking = speak(text, Math.max(WORD_MS_MIN, WORD_MS / pace.speed))
    this.#isAwaitingReply = true
    const spoken = new Promise<void>((resolve) => (this.#spoken = resolve))
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await Promise.race([spoken, left, this.ended])
    this.#askedAtMs = Date.now()
    line.callerSpoke(text, fromMs, Date.now())
  }

  async press(digit: string): Promise<void> {
    this.#options.line.talk.callerSays(`[pressed ${digit}]`)
    this.#isAwaitingReply = true
    this.#askedAtMs = Date.now()
    this.#send({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } })
  }

  /** The caller puts the phone down, or the call is taken elsewhere. */
  async hangUp(): Promise<void> {
    if (this.#isOver) return
    const { accountSid, callSid } = this.#options.start
    this.#send({ event: 'stop', stop: { accountSid, callSid } })
    this.#finish({ by: 'caller' })
    this.#socket.close(1000)
    setTimeout(() => this.#socket.terminate(), CLOSE_MS_MAX).unref()
  }

  /** The network between us and the application breaks. */
  dropSocket(): void {
    this.#socket.terminate()
  }

  #listen(): void {
    let isOpen = false
    this.#socket.on('open', () => {
      isOpen = true
      this.#send({ event: 'connected', protocol: 'Call', version: '1.0.0' })
      const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }
      const start = { ...this.#options.start, streamSid: this.streamSid, tracks: ['inbound'], mediaFormat }
      this.#send({ event: 'start', start, streamSid: this.streamSid })
      this.#tick(performance.now())
      this.#options.line.talk.changed()
    })
    this.#socket.on('message', (data, isBinary) => this.#receive(isBinary ? '' : String(data)))
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', (code, reason) => {
      if (!isOpen) return this.#finish({ by: 'carrier', code: '31920', message: 'Stream - WebSocket handshake error' })
      // Nobody said goodbye: the network broke.
      if (code === 1006)
        return this.#finish({ by: 'carrier', code: '31921', message: 'Stream - WebSocket close error' })
      this.#finish({ by: 'application', code, reason: String(reason) })
    })
  }

  /** One frame of the caller's, and as much of the agent's. Late ticks are made up for, so that audio keeps its pace. */
  #tick(dueAt: number): void {
    if (this.#isOver) return
    let nextAt = dueAt
    for (let nth = 0; nth < CATCH_UP_MAX && nextAt <= performance.now(); nth += 1) {
      this.#hearCaller()
      this.#hearAgent()
      nextAt += FRAME_MS
    }
    const onTimeAt = Math.max(nextAt, performance.now() - FRAME_MS * CATCH_UP_MAX)
    this.#timer = setTimeout(() => this.#tick(onTimeAt), Math.max(0, onTimeAt - performance.now()))
  }

  #hearCaller(): void {
    const frame = silence(FRAME_MS).fill(SILENCE)
    frame.set(this.#speaking.subarray(0, FRAME_BYTES))
    this.#speaking = this.#speaking.subarray(FRAME_BYTES)
    this.#chunks += 1
    const payload = Buffer.from(frame).toString('base64')
    const place = { chunk: String(this.#chunks), timestamp: String(this.#chunks * FRAME_MS) }
    this.#send({ event: 'media', media: { track: 'inbound', ...place, payload } })
    if (this.#speaking.length > 0) return
    this.#spoken?.()
    this.#spoken = null
  }

  #hearAgent(): void {
    const { line } = this.#options
    const fromMs = Date.now()
    const { words, marks, isVoice } = this.#player.play(FRAME_BYTES)
    if (isVoice) this.#heardAtMs = fromMs
    if (words !== '') line.agentSpoke(words, fromMs - FRAME_MS, fromMs)
    for (const name of marks) this.#send({ event: 'mark', mark: { name } })
    if (!isVoice && this.#player.isEmpty && fromMs - this.#heardAtMs >= QUIET_MS) line.talk.closeAgentTurn()
    if (!isVoice) line.talk.changed()
  }

  #receive(text: string): void {
    if (this.#isOver) return
    const frame = readStreamFrame(text, this.streamSid)
    if (typeof frame !== 'string') {
      this.#malformed = 0
      return this.#obey(frame)
    }
    this.#malformed += 1
    this.#options.line.notice('31951', `the application sent a frame that is ${frame}`)
    if (this.#malformed < MALFORMED_MAX) return
    this.#finish({ by: 'carrier', code: '31951', message: 'Stream - invalid message' })
    this.#socket.close(1007)
  }

  #obey(frame: StreamFrame): void {
    if (frame.event === 'media') return this.#play(frame.audio)
    const marks = frame.event === 'clear' ? this.#player.clear() : this.#player.mark(frame.name) ? [] : [frame.name]
    for (const name of marks) this.#send({ event: 'mark', mark: { name } })
    if (frame.event === 'clear') this.#options.line.talk.closeAgentTurn(true)
  }

  #play(audio: Uint8Array): void {
    if (this.#askedAtMs !== null) this.#options.line.replied(Date.now() - this.#askedAtMs)
    this.#askedAtMs = null
    this.#isAwaitingReply = false
    this.#heardAtMs = Date.now()
    this.#player.add(audio)
  }

  #finish(end: StreamEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#options.line.talk.closeAgentTurn(!this.#player.isEmpty)
    this.#end(end)
    this.#options.line.talk.changed()
  }

  #send(frame: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const isFirst = frame['event'] === 'connected'
    const place = isFirst ? {} : { sequenceNumber: String(this.#sequence), streamSid: this.streamSid }
    if (!isFirst) this.#sequence += 1
    this.#socket.send(JSON.stringify({ ...frame, ...place }))
  }
}
