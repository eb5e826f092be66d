import type { SpeechBrief, SpeechEvent, SpeechLoss, SpeechSession } from '../contract.ts'
import { appendAudio, callerDid, CANCEL, rememberSaid, respond, sayExactly, sessionUpdate } from './client-event.ts'
import { toolOutput, truncate, type ClientEvent } from './client-event.ts'
import { isFaithful } from './is-faithful.ts'
import { readServerEvent, type ServerEvent } from './server-event.ts'

/** A reply that is asked for: of exactly these words, or of the model's own making when null. */
interface Wanted {
  readonly asked: string
  readonly exactly: string | null
}

const WANTED_MAX = 16
/** Malformed messages in a row that we put up with before we take the vendor for broken. */
const MALFORMED_MAX = 20

/** The API makes one reply at a time; a second is refused while it does. */
const BUSY = 'conversation_already_has_active_response'

interface Asking {
  readonly model: string
  readonly brief: SpeechBrief
  readonly tell: (event: SpeechEvent) => void
}

/** A session of the Realtime API. One reply is made at a time; others wait their turn. */
export class RealtimeSession implements SpeechSession {
  readonly #socket: WebSocket
  readonly #tell: (event: SpeechEvent) => void
  readonly #bargeIn: boolean
  #isSetUp = false
  #isOver = false
  #malformed = 0
  /** Of what is to be said exactly, the sentences so far: a reply each would have pauses between them. */
  #words = ''
  #asked = 0
  /** A reply is being made, or was asked for. */
  #isMaking = false
  #wanted: Wanted[] = []
  /** Asked for, and not begun yet. */
  #pending: Wanted | null = null
  /** What the reply being made has to say, where that is fixed. */
  #exactly: string | null = null
  #replyId: string | null = null
  /** What is still on its way of a reply that was stopped is not passed on. */
  #isHushed = false

  constructor(socket: WebSocket, { model, brief, tell }: Asking) {
    this.#socket = socket
    this.#tell = tell
    this.#bargeIn = brief.bargeIn
    socket.addEventListener('message', ({ data }) => this.#receive(data))
    socket.addEventListener('close', ({ code }) => this.#closed(code))
    socket.addEventListener('error', () => this.#lose({ reason: 'closed', again: true, code: 'error' }))
    this.#send(sessionUpdate(model, brief))
    for (const said of brief.history) this.#send(rememberSaid(said))
  }

  hear(payload: string): void {
    this.#sendText(appendAudio(payload))
  }

  say(text: string, last: boolean): void {
    this.#words += text
    if (!last) return
    const words = this.#words
    this.#words = ''
    if (words.trim() !== '') this.#want(words.trim())
  }

  tell(text: string): void {
    this.#send(callerDid(text))
    this.#want(null)
  }

  answer(callId: string, value: Readonly<Record<string, unknown>>, goOn: boolean): void {
    this.#send(toolOutput(callId, value))
    if (goOn) this.#want(null)
  }

  hush(): void {
    this.#wanted = []
    this.#words = ''
    if (!this.#isMaking || this.#isHushed) return
    this.#isHushed = true
    this.#send(CANCEL)
  }

  cut(replyId: string, playedMs: number): void {
    this.#send(truncate(replyId, playedMs))
  }

  close(code: number, reason: string): void {
    this.#isOver = true
    try {
      this.#socket.close(code, reason)
    } catch {
      // It was closed from the other side.
    }
  }

  #want(exactly: string | null): void {
    if (this.#wanted.length >= WANTED_MAX) return this.#lose({ reason: 'overrun', again: false, code: 'wanted' })
    this.#asked += 1
    this.#wanted.push({ asked: `ask_${this.#asked}`, exactly })
    this.#next()
  }

  #next(): void {
    const next = this.#isMaking ? undefined : this.#wanted.shift()
    if (next === undefined) return
    this.#isMaking = true
    this.#pending = next
    this.#send(next.exactly === null ? respond(next.asked) : sayExactly(next.asked, next.exactly))
  }

  #receive(data: string | ArrayBuffer | Blob): void {
    if (this.#isOver) return
    const event = typeof data === 'string' ? readServerEvent(data) : 'malformed'
    this.#malformed = event === 'malformed' ? this.#malformed + 1 : 0
    if (this.#malformed >= MALFORMED_MAX) return this.#lose({ reason: 'refused', again: true, code: 'malformed' })
    if (event !== null && event !== 'malformed') this.#hear(event)
  }

  #hear(event: ServerEvent): void {
    switch (event.is) {
      case 'audio':
      case 'words':
      case 'said':
        return this.#speak(event)
      case 'began':
        return this.#callerBegan(event.saidId)
      case 'paused':
        return this.#tell({ type: 'caller_paused' })
      case 'transcript':
        return this.#tell({ type: 'heard', saidId: event.saidId, text: event.text })
      case 'response':
        return this.#begun(event.asked)
      case 'done':
        return this.#made(event.status)
      case 'call':
        return this.#call(event)
      case 'error':
        return this.#complain(event)
      case 'updated':
        this.#isSetUp = true
    }
  }

  /**
   * The vendor stops by itself what it makes. Replies of the model's own that were to follow are let go: what the caller
   * says now is answered instead. Words that must be said stay.
   */
  #callerBegan(saidId: string): void {
    if (this.#bargeIn) this.#isHushed = this.#isMaking && this.#pending === null
    this.#wanted = this.#wanted.filter(({ exactly }) => exactly !== null)
    this.#tell({ type: 'caller_began', saidId })
  }

  #begun(asked: string | null): void {
    this.#isMaking = true
    const isOurs = this.#pending !== null && this.#pending.asked === asked
    this.#exactly = isOurs ? (this.#pending?.exactly ?? null) : null
    if (isOurs) this.#pending = null
  }

  #speak(event: Extract<ServerEvent, { readonly itemId: string }>): void {
    if (this.#isHushed) return
    const replyId = event.itemId
    const exact = this.#exactly !== null
    this.#replyId = replyId
    if (event.is === 'audio') return this.#tell({ type: 'audio', replyId, exact, payload: event.payload })
    if (event.is === 'words') return this.#tell({ type: 'words', replyId, exact, text: event.text })
    if (this.#exactly !== null && !isFaithful(this.#exactly, event.text)) this.#tell({ type: 'unfaithful' })
  }

  #call({ callId, name, args }: Extract<ServerEvent, { readonly is: 'call' }>): void {
    // Asked for by a reply that was stopped, and on its way already.
    if (this.#isHushed) return this.answer(callId, { code: 'interrupted' }, false)
    this.#tell({ type: 'call', call: { id: callId, name, args } })
  }

  #made(status: string): void {
    const [replyId, exact] = [this.#replyId, this.#exactly !== null]
    const isWhole = status === 'completed' || status === 'incomplete'
    this.#rest()
    this.#tell({ type: 'made', replyId, exact, how: isWhole ? 'whole' : status === 'cancelled' ? 'stopped' : 'failed' })
    this.#next()
  }

  /** Nothing is being made. What was asked for while something was is still to come. */
  #rest(): void {
    this.#isMaking = this.#pending !== null
    this.#isHushed = false
    this.#exactly = null
    this.#replyId = null
  }

  #complain({ code, asked }: Extract<ServerEvent, { readonly is: 'error' }>): void {
    if (code === 'session_expired') return this.#lose({ reason: 'expired', again: true, code })
    // What the vendor will not be set up as, it will not be set up as the next time either.
    if (!this.#isSetUp) return this.#lose({ reason: 'refused', again: code.startsWith('rate_limit'), code })
    const pending = this.#pending
    // Who may not speak over a reply is answered when it is made: once, whatever they have said meanwhile.
    if (code === BUSY && asked === null && !this.#wanted.some(({ exactly }) => exactly === null)) this.#want(null)
    // Of anything else (a reply cancelled too late, a cut beyond its end) the state is known by now: nothing is wrong.
    if (pending === null || pending.asked !== asked) return
    this.#pending = null
    if (code === BUSY) return void this.#wanted.unshift(pending)
    this.#made('failed')
  }

  #closed(code: number): void {
    this.#lose({ reason: 'closed', again: isWorthRetrying(code), code: String(code) })
  }

  #lose(loss: SpeechLoss): void {
    if (this.#isOver) return
    this.close(1000, 'lost')
    this.#tell({ type: 'lost', loss })
  }

  #send(event: ClientEvent): void {
    this.#sendText(JSON.stringify(event))
  }

  #sendText(text: string): void {
    if (this.#isOver) return
    try {
      this.#socket.send(text)
    } catch {
      this.#lose({ reason: 'closed', again: true, code: 'send' })
    }
  }
}

/** A policy or a protocol that was broken is broken again the next time. */
const isWorthRetrying = (code: number): boolean => code !== 1002 && code !== 1003 && code !== 1008
