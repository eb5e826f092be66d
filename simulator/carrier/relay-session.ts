import { WebSocket } from 'ws'
import { between, speakingMs, type Pace } from './pace.ts'
import { readRelayFrame, type RelayFrame } from './relay-frame.ts'
import { RelayVoice, type Cut } from './relay-voice.ts'
import { newSid } from './sid.ts'
import type { Handset, Line } from './line.ts'
import { signatureOf } from './sign.ts'

/** How a session came to its end, in the words of the action's form. */
export type SessionEnd =
  | { readonly status: 'ended'; readonly handoff: string | null }
  | { readonly status: 'completed' }
  | { readonly status: 'failed'; readonly code: '64102' | '64105'; readonly message: string }

const MALFORMED_MAX = 10
const HANDSHAKE_MS_MAX = 5000
const PARTIAL_MS = 250
const PARTIAL_WORDS = 2
/** How long a key's interruption may come late, waiting for the answer to the key. */
const LATE_MS_MAX = 3000

interface SessionOptions {
  readonly line: Line
  readonly pace: Pace
  readonly authToken: string
  readonly attributes: Readonly<Record<string, string>>
  readonly setup: Readonly<Record<string, unknown>>
}

/** One ConversationRelay session: the socket to the application, the voice it speaks with, the ear that hears the caller. */
export class RelaySession implements Handset {
  readonly sessionId = newSid('VX')
  readonly ended: Promise<SessionEnd>
  readonly #options: SessionOptions
  readonly #socket: WebSocket
  readonly #voice: RelayVoice
  readonly #startedAtMs = Date.now()
  #end: (end: SessionEnd) => void = () => undefined
  #isOpen = false
  #isOver = false
  #malformed = 0
  #isAwaitingReply = false
  #askedAtMs: number | null = null
  #framesOfText = 0

  constructor(options: SessionOptions) {
    this.#options = options
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    const { attributes, line, pace } = options
    this.#voice = new RelayVoice(pace, {
      speaking: (on) => this.#info('speaker-events', 'agentSpeaking', on ? 'on' : 'off'),
      word: (word, fromMs, toMs) => line.agentSpoke(word, fromMs, toMs),
      played: (text) => this.#info('tokens-played', 'tokensPlayed', text),
      finished: () => line.talk.closeAgentTurn(),
      drained: () => line.talk.changed(),
    })
    this.#socket = connect(attributes['url'] ?? '', options.authToken)
    this.#listen()
  }

  /** Nothing is being said and no answer is owed. */
  get isQuiet(): boolean {
    return this.#socket.readyState === WebSocket.OPEN && !this.#voice.isBusy && !this.#isAwaitingReply
  }

  get isThere(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  get durationSeconds(): number {
    return Math.max(1, Math.round((Date.now() - this.#startedAtMs) / 1000))
  }

  /** The caller says something, over the agent where the document and the message allow it. */
  async say(text: string, signal: AbortSignal, isGreeting = false): Promise<void> {
    const { pace, line, attributes } = this.#options
    const isOver = this.#voice.isBusy
    const startedAtMs = Date.now()
    line.talk.callerSays(text)
    if (isOver && !allows(attributes['reportInputDuringAgentSpeech'] ?? 'none', 'speech')) return
    this.#info('speaker-events', 'clientSpeaking', 'on')
    const cuts = isOver && this.#mayCut('speech')
    if (cuts) this.#tellCut(this.#voice.cut())
    await this.#partials(text, signal, cuts)
    const saidMs = (Date.now() - startedAtMs) * pace.speed
    await pace.sleep(isGreeting ? Math.max(0, speakingMs(text) - saidMs) : between(0, speakingMs(text) / 10), signal)
    this.#info('speaker-events', 'clientSpeaking', 'off')
    const prompt = { type: 'prompt', voicePrompt: text, lang: attributes['language'] ?? 'en-US', last: true }
    if (isGreeting) this.#send(prompt)
    else this.#ask(prompt)
    line.callerSpoke(text, startedAtMs, Date.now())
  }

  /**
   * The caller presses a key. The key is told first; the interruption of what was being said comes after it, and with
   * `late` even after the application has begun to answer the key.
   */
  async press(digit: string, late: boolean, signal: AbortSignal): Promise<void> {
    const { line, attributes, pace } = this.#options
    line.talk.callerSays(`[pressed ${digit}]`)
    if (attributes['dtmfDetection'] !== 'true') return
    const cut = this.#voice.isBusy && this.#mayCut('dtmf') ? this.#voice.cut() : null
    const before = this.#framesOfText
    this.#ask({ type: 'dtmf', digit })
    if (cut === null) return
    if (late) await line.talk.until(() => this.#framesOfText > before || this.#isOver, LATE_MS_MAX)
    await pace.sleep(1, signal)
    this.#tellCut(cut)
  }

  /** The caller puts the phone down, or the call is taken elsewhere. */
  async hangUp(): Promise<void> {
    this.#finish({ status: 'completed' })
    await this.#close(1000, 'Closing websocket session')
  }

  /** The network between us and the application breaks. */
  dropSocket(): void {
    this.#socket.terminate()
  }

  #listen(): void {
    const { setup, attributes } = this.#options
    this.#socket.on('open', () => {
      this.#isOpen = true
      this.#send({ type: 'setup', sessionId: this.sessionId, ...setup })
      const greeting = attributes['welcomeGreeting'] ?? ''
      const interruptible = (attributes['welcomeGreetingInterruptible'] ?? 'any') !== 'none'
      if (greeting !== '') this.#voice.say({ text: greeting, interruptible, last: true })
      this.#options.line.talk.changed()
    })
    this.#socket.on('message', (data, isBinary) => this.#receive(isBinary ? '' : String(data)))
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => {
      const message = this.#isOpen ? 'Websocket ended' : 'Unable to connect to websocket'
      this.#finish({ status: 'failed', code: this.#isOpen ? '64105' : '64102', message })
    })
  }

  #receive(text: string): void {
    if (this.#isOver) return
    const frame = readRelayFrame(text)
    if (typeof frame === 'string') return this.#refuse(frame)
    this.#malformed = 0
    this.#obey(frame)
    this.#options.line.talk.changed()
  }

  #obey(frame: RelayFrame): void {
    if (frame.type === 'end') return void this.#obeyEnd(frame.handoffData)
    if (frame.type === 'sendDigits') return this.#options.line.talk.agentPresses(frame.digits)
    if (frame.type !== 'text' && frame.type !== 'play') return
    const text = frame.type === 'text' ? frame.token : `[plays ${frame.source}]`
    const last = frame.type === 'play' || frame.last
    this.#framesOfText += 1
    if (this.#askedAtMs !== null) this.#options.line.replied(Date.now() - this.#askedAtMs)
    this.#askedAtMs = null
    if (last) this.#isAwaitingReply = false
    this.#voice.say({ text, interruptible: frame.interruptible ?? true, last })
  }

  /** Whatever is still queued is never heard: `end` does not wait for speech. */
  async #obeyEnd(handoff: string | null): Promise<void> {
    this.#finish({ status: 'ended', handoff })
    await this.#options.pace.sleep(between(20, 90))
    await this.#close(1000, 'Closing websocket session')
  }

  #refuse(why: string): void {
    this.#malformed += 1
    this.#options.line.notice('64107', `the application sent a frame that is ${why}`)
    this.#send({ type: 'error', description: `Invalid message received, code: 64107, ${why}` })
    if (this.#malformed < MALFORMED_MAX) return
    this.#finish({ status: 'failed', code: '64105', message: 'Websocket ended' })
    void this.#close(1007, 'Too many consecutive malformed messages.')
  }

  #finish(end: SessionEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    const wasSpeaking = this.#voice.isBusy
    const { unreported } = this.#voice.cut()
    if (unreported.trim() !== '' && end.status === 'completed') this.#info('tokens-played', 'tokensPlayed', unreported)
    this.#options.line.talk.closeAgentTurn(wasSpeaking)
    this.#end(end)
    this.#options.line.talk.changed()
  }

  async #close(code: number, reason: string): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    this.#socket.close(code, reason)
    const timer = setTimeout(() => this.#socket.terminate(), 1000)
    await closed
    clearTimeout(timer)
  }

  #ask(frame: Readonly<Record<string, unknown>>): void {
    this.#isAwaitingReply = true
    this.#askedAtMs = Date.now()
    this.#send(frame)
  }

  async #partials(text: string, signal: AbortSignal, cuts: boolean): Promise<void> {
    const { pace, attributes } = this.#options
    const words = text.split(/\s+/)
    for (let count = PARTIAL_WORDS; count < words.length + PARTIAL_WORDS; count += PARTIAL_WORDS) {
      // The recogniser's first guess has no punctuation; the whole sentence then rewrites it.
      const guess = words
        .slice(0, count)
        .join(' ')
        .replaceAll(/[.,!?]/g, '')
      if (attributes['partialPrompts'] === 'true') {
        this.#send({ type: 'prompt', voicePrompt: guess, lang: attributes['language'] ?? 'en-US', last: false })
      }
      if (cuts && count === PARTIAL_WORDS) this.#info('speaker-events', 'agentSpeaking', 'off')
      await pace.sleep(PARTIAL_MS, signal)
    }
  }

  #tellCut({ heard, afterMs, unreported }: Cut): void {
    if (unreported.trim() !== '') this.#info('tokens-played', 'tokensPlayed', unreported)
    this.#send({ type: 'interrupt', utteranceUntilInterrupt: heard, durationUntilInterruptMs: afterMs })
  }

  #mayCut(by: 'speech' | 'dtmf'): boolean {
    return this.#voice.isInterruptible && allows(this.#options.attributes['interruptible'] ?? 'any', by)
  }

  #info(wanted: string, name: string, value: string): void {
    if (this.#options.attributes['events']?.split(' ').includes(wanted)) this.#send({ type: 'info', name, value })
  }

  #send(frame: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }
}

const allows = (setting: string, by: 'speech' | 'dtmf'): boolean =>
  setting === 'any' || setting === 'true' || setting === by

function connect(url: string, authToken: string): WebSocket {
  const signature = signatureOf(authToken, url)
  return new WebSocket(url, {
    handshakeTimeout: HANDSHAKE_MS_MAX,
    perMessageDeflate: false,
    followRedirects: false,
    headers: {
      'User-Agent': 'Jetty/11.0.24',
      'X-Twilio-Signature': signature,
      'x-amzn-bedrock-agentcore-runtime-custom-twilio-signature': signature,
    },
  })
}
