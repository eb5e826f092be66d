import { agentHeard, playedOut } from './agent-heard.ts'
import { cutAt, cutReply } from '../dialogue/heard.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import type { CallHandle } from './call-handle.ts'
import { corrected, type CallMemory } from './call-memory.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver } from './call.ts'
import { endsBy, goesAlong, isLeaving, letGo, reopened, stirred } from './last-words.ts'
import { awaitGreeting, begunAt } from './await-greeting.ts'
import { backToGoodbye, turnFailed } from './failing/failed-turn.ts'
import { meetQuietly } from './meet.ts'
import { loadTalk } from './later-talk.ts'
import { doOwedWork } from './owed-work.ts'
import type { RelayEvent } from './relay-words.ts'
import { sooner } from './sooner.ts'
import { Speech } from './speech.ts'
import { wentUnheard } from './went-unheard.ts'

/** The largest frame we read. The relay's own are a few hundred bytes; a long monologue is a few thousand. */
const FRAME_CHARS_MAX = 64 * 1024
/** Malformed frames in a row that we put up with before we take the socket for broken. */
const MALFORMED_MAX = 20
/** After an interruption, how long nobody need say anything until it is taken for a noise. */
const FALSE_START_MS = 2_500
const INPUTS_WAITING_MAX = 8
const NOTHING_SAID: CallerInput = { type: 'silent', nth: 1 }

/**
 * The socket of one call: frames in, in order; turns one at a time; interruptions at once.
 */
export class RelayLine {
  readonly #handle: CallHandle
  #turns: Promise<void> = Promise.resolve()
  #malformed = 0
  /** One for all the turns, until one is called off. */
  #working = new AbortController()
  /** The reply that is being worked, while it is. */
  #speech: Speech | null = null
  /** Until the carrier says that its words are on the line: since when the caller waits. */
  #waitedSinceMs: number | null = null
  /** The goodbye that the caller spoke after. */
  #farewell: CallState['ending'] = null
  /** What the carrier reported as played since the newest reply went out. */
  #played = ''
  /** The caller makes themselves heard, over our last words perhaps: that these are over then says nothing. */
  #isStirring = false

  constructor(handle: CallHandle) {
    this.#handle = handle
  }

  async receive(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const { callId } = this.#handle.state
    const parsed =
      typeof message === 'string' && message.length <= FRAME_CHARS_MAX
        ? this.#handle.telephony.parseRelay(message)
        : null
    if (!parsed?.ok) {
      this.#malformed += 1
      if (this.#malformed <= 3) log.warn('relay.malformed', { callId, inARow: this.#malformed })
      if (this.#malformed >= MALFORMED_MAX) socket.close(1008, 'too many malformed frames')
      return
    }
    this.#malformed = 0
    if (parsed.value === null) return
    try {
      await this.#hear(socket, parsed.value, Date.now())
    } catch (error) {
      // One frame is lost, and not the line.
      log.error('relay.frame_failed', { callId, type: parsed.value.type, error: errorName(error) })
    }
  }

  /** What a line that is no relay hears, in the relay's words. */
  async tell(socket: WebSocket, event: RelayEvent): Promise<void> {
    try {
      await this.#hear(socket, event, Date.now())
    } catch (error) {
      log.error('line.event_failed', { callId: this.#handle.state.callId, type: event.type, error: errorName(error) })
    }
  }

  async #hear(socket: WebSocket, event: RelayEvent, nowMs: number): Promise<void> {
    switch (event.type) {
      case 'setup':
        return this.#setUp(socket, event, nowMs)
      case 'prompt':
        return event.final ? this.#take({ type: 'said', text: event.text }, nowMs) : this.#stirring(nowMs)
      case 'key':
        return this.#take({ type: 'pressed', digit: event.digit }, nowMs)
      case 'interrupt':
        return this.#interrupted(event.heard, event.afterMs, nowMs)
      case 'caller_speaking':
        return event.on ? this.#stirring(nowMs) : this.#stilled(nowMs)
      case 'agent_speaking':
        return this.#agentSpeaking(event.on, nowMs)
      case 'played':
        return this.#notePlayed(event.text, nowMs)
      case 'error':
        log.warn('relay.error', { callId: this.#handle.state.callId, code: event.code ?? 'unknown' })
    }
  }

  async #setUp(socket: WebSocket, event: Extract<RelayEvent, { type: 'setup' }>, nowMs: number): Promise<void> {
    const { pins } = this.#handle.state
    if (event.carrierCallId !== pins.carrierCallId || event.accountSid !== pins.accountSid) {
      log.warn('relay.foreign_setup', { callId: this.#handle.state.callId })
      return socket.close(1008, 'not this call')
    }
    await this.#handle.update((state) => begunAt(state, nowMs))
    await this.#enqueue(async () => {
      await awaitGreeting(this.#handle, nowMs)
      await meetQuietly(this.#handle, event.from, nowMs)
      const { takeHinted } = await loadTalk()
      // It may have come while the announcement was said: nobody could be told anything then.
      await takeHinted(this.#handle, nowMs, { signal: this.#working.signal, speech: new Speech() })
      // The TwiML is long out: now is the time for the call's first row.
      if (!this.#handle.state.rows.first) await doOwedWork(this.#handle, nowMs)
      if (this.#handle.state.aiOff !== undefined) await this.#attempt(NOTHING_SAID, nowMs)
    })
  }

  /** The caller makes themselves heard. Only a relay says when they have stopped: elsewhere it counts as words. */
  async #stirring(nowMs: number): Promise<void> {
    this.#isStirring = this.#handle.outlet === null
    await this.#handle.update((state) => stirred(this.#isStirring ? state : reopened(state, nowMs), nowMs))
  }

  /** Their words come with it, if there were any. */
  async #stilled(nowMs: number): Promise<void> {
    this.#isStirring = false
    if (isLeaving(this.#handle.state)) await this.#handle.update((state) => endsBy(state, nowMs + FALSE_START_MS))
  }

  /** The turn's own write sets the silence's clock anew, and `silence` holds back while one is worked. */
  async #take(input: CallerInput, receivedAtMs: number): Promise<void> {
    const { ending } = this.#handle.state
    this.#isStirring = false
    if (ending?.stands === false) {
      if (goesAlong(input, ending.handoff)) return this.#enqueue(() => this.#goAlong(input, receivedAtMs))
      await this.#handle.update((state) => reopened(state, receivedAtMs))
      this.#farewell = ending
    }
    if (this.#handle.working >= INPUTS_WAITING_MAX) {
      log.warn('relay.inputs_dropped', { callId: this.#handle.state.callId })
      return
    }
    await this.#enqueue(() => this.#work(input, receivedAtMs))
  }

  /** A thank you for our last words is written down. It is not answered, and they stand. */
  async #goAlong(input: CallerInput, nowMs: number): Promise<void> {
    await this.#handle.update((state) => endsBy(state, nowMs + FALSE_START_MS))
    await (await loadTalk()).noteUnanswered(this.#handle, input, nowMs)
  }

  /** One after another. What a lost object left unfinished comes first, and is not spoken over what comes now. */
  async #work(input: CallerInput, receivedAtMs: number): Promise<void> {
    try {
      const { pending } = await this.#handle.memory(receivedAtMs)
      if (pending !== null) await this.#attempt(pending, receivedAtMs)
    } catch (error) {
      return this.#failed(error, receivedAtMs)
    }
    await this.#attempt(input, receivedAtMs)
  }

  async #attempt(input: CallerInput, receivedAtMs: number): Promise<void> {
    this.#played = ''
    const speech = new Speech()
    this.#speech = speech
    this.#waitedSinceMs = input.type === 'said' ? receivedAtMs : null
    try {
      const { takeTurn } = await loadTalk()
      await takeTurn(this.#handle, input, receivedAtMs, { signal: this.#working.signal, speech })
      this.#farewell = null
    } catch (error) {
      await this.#failed(error, Date.now())
    } finally {
      this.#speech = null
    }
  }

  async #failed(error: unknown, nowMs: number): Promise<void> {
    if (this.#farewell === null) return turnFailed(this.#handle, error, nowMs)
    await this.#handle.update(backToGoodbye(this.#farewell, nowMs))
  }

  async #enqueue(work: () => Promise<void>): Promise<void> {
    this.#handle.working += 1
    const turn = this.#turns.then(work)
    this.#turns = turn.catch(() => undefined).finally(() => (this.#handle.working -= 1))
    await turn
  }

  #callOff(): void {
    this.#working.abort()
    this.#working = new AbortController()
  }

  /** Whatever is being worked says no more, and silence is answered next: what is to be said then, the call knows. */
  async breakOff(nowMs: number): Promise<void> {
    this.#callOff()
    if (this.#handle.socket() !== null && !isOver(this.#handle.state.status))
      await this.#enqueue(() => this.#attempt(NOTHING_SAID, nowMs))
  }

  /** What was cut is known now: the reply it belongs to is kept as heard. Newer speech is left alone. */
  async #interrupted(heard: string, afterMs: number | null, nowMs: number): Promise<void> {
    if (this.#speech?.cut(heard, afterMs, nowMs) === true) {
      this.#callOff()
      return this.#listenAgain(nowMs)
    }
    const found: CallMemory['replies'][number][] = []
    await this.#handle.changeMemory((memory) => {
      const index = cutReply(memory.replies, heard, afterMs, nowMs)
      const reply = index === null ? undefined : memory.replies[index]
      if (index === null || reply === undefined) return memory
      const cut = { ...cutAt(reply, heard), turn: reply.turn }
      found.push(cut)
      return corrected(memory, index, cut)
    }, nowMs)
    for (const cut of found) await this.#handle.correctTurn(cut.turn, (turn) => ({ ...turn, heard: cut.heard }), nowMs)
    if (found.length > 0 && this.#handle.working === 0) await this.#listenAgain(nowMs)
  }

  /** Whoever interrupts says something now. When nothing comes, it was a noise, and we go on soon. */
  async #listenAgain(nowMs: number): Promise<void> {
    await this.#handle.update((state) => (state.ending === null ? sooner(state, nowMs + FALSE_START_MS) : state))
  }

  async #agentSpeaking(on: boolean, nowMs: number): Promise<void> {
    if (on && this.#waitedSinceMs !== null) {
      this.#handle.onLineMs.push(nowMs - this.#waitedSinceMs)
      this.#waitedSinceMs = null
    }
    if (this.#isStirring && isLeaving(this.#handle.state)) return
    await this.#handle.update((state) => agentHeard(state, on, nowMs))
  }

  async #notePlayed(text: string, nowMs: number): Promise<void> {
    this.#played += text
    const mayEnd = this.#handle.state.ending !== null && !this.#isStirring
    const said = mayEnd ? (await this.#handle.memory(nowMs)).replies.at(-1) : undefined
    await this.#handle.update((state) => playedOut(state, this.#played, said?.text ?? '', nowMs))
  }

  /** The line went dead, in the middle of a reply perhaps. `unseen`: with this object, and nobody knows when. */
  async cutUnheard(nowMs: number, unseen = false): Promise<void> {
    const { state } = this.#handle
    const memory = await this.#handle.memory(nowMs)
    if (wentUnheard(memory, state, { played: this.#played, unseen, nowMs }))
      await this.#interrupted(state.playReported ? this.#played : '', null, nowMs)
  }

  /** The caller has said nothing for a while. */
  async silence(nowMs: number): Promise<void> {
    const state = await this.#handle.update((known) => ({ ...known, timers: withTimer(known.timers, 'idle', null) }))
    if (this.#handle.socket() === null || isOver(state.status) || state.ending !== null) return
    // Whoever is being answered is not silent; the answer sets the clock anew.
    if (this.#handle.working > 0) return
    await this.#enqueue(() => this.#work({ type: 'silent', nth: state.silences + 1 }, nowMs))
  }

  /** The carrier has made up its mind who picked up a call of ours. */
  async hinted(nowMs: number): Promise<void> {
    if (this.#handle.socket() === null || isOver(this.#handle.state.status)) return
    const floor = { signal: this.#working.signal, speech: new Speech() }
    await this.#enqueue(async () => (await loadTalk()).takeHinted(this.#handle, nowMs, floor))
  }

  /** No key has followed in time. Whoever was keying in meanwhile has either finished or bought themselves more of it. */
  async keysOver(nowMs: number): Promise<void> {
    const state = await this.#handle.update((known) => ({ ...known, timers: withTimer(known.timers, 'keys', null) }))
    if (isOver(state.status)) return
    await this.#enqueue(async () => {
      const { keys = null } = await this.#handle.memory(nowMs)
      if (keys !== null) await this.#work({ type: 'silent', nth: this.#handle.state.silences + 1 }, nowMs)
    })
  }

  /** The goodbye has been heard: tells the relay to end, with the reason that its action will hand back to us. */
  async hangUp(nowMs: number): Promise<void> {
    const state = await this.#handle.update((known) => letGo(known, nowMs))
    if (state.ending !== null) this.#handle.send({ type: 'end', handoff: state.ending.handoff })
  }

  /** Closes whatever socket is open, without caring whether it was. */
  closeQuietly(code: number, reason: string): void {
    try {
      const line = this.#handle.outlet ?? this.#handle.socket()
      line?.close(code, reason)
    } catch (error) {
      log.warn('relay.close_failed', { callId: this.#handle.state.callId, error: errorName(error) })
    }
  }
}
