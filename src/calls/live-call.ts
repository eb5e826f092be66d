import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { newId } from '../kernel/ids.ts'
import { errorName, log } from '../kernel/log.ts'
import { admitted, advance, connected, over, socketLost } from './advance.ts'
import type { Answer, Step } from './answer.ts'
import { CallHandle } from './call-handle.ts'
import type { CallPins, CallState } from './call-state.ts'
import { isOver, type CallEvent } from './call.ts'
import { GatherLine } from './gather/gather-line.ts'
import { keysWanted } from './gather/keys-wanted.ts'
import { notePhone } from './meet.ts'
import { endUnwanted } from './outbound/end-unwanted.ts'
import { bound, isForeign } from './outbound/advance-outbound.ts'
import { notMade, type NotMade } from './outbound/not-made.ts'
import { prepareCall, type CallToMake } from './outbound/prepare-call.ts'
import { leaveCall } from './leave-call.ts'
import { loadDictation, loadForgetting, loadMedia, loadTalk } from './later-talk.ts'
import { endedStream } from './media/ended-stream.ts'
import { isKeptAgainstRefusal } from './owed-recording.ts'
import { doOwedWork } from './owed-work.ts'
import { RelayLine } from './relay-line.ts'
import { dropMachine } from './transfer/drop-machine.ts'
import { whomToRing, wordsOf } from './transfer/spoken.ts'

/** What the door needs to answer the carrier: the step's answer, and the version of the agent the call began with. */
export interface CallAnswer {
  readonly answer: Answer
  readonly agentId: string
  readonly agentVersion: number
  /** What is to be said that only the call knows; null where the agent document has all the words. */
  readonly words: string | null
  /** How many keys may answer `words` where the carrier collects them; null for one of the menu. */
  readonly keysMax: number | null
  readonly pins: Pick<CallPins, 'phoneToken' | 'ourNumber' | 'outbound'>
  /** The call is connected as raw audio, not over the relay. */
  readonly streams: boolean
}

/** A look at the call for whoever asks while it lasts. */
export type CallPeek = Pick<CallState, 'callId' | 'status' | 'startedAtMs' | 'answeredAtMs' | 'turns' | 'pins'>

/**
 * One call, from its first ring until it has been written to D1 and forgotten.
 *
 * There is exactly one per call, so whatever happens to a call happens here in order. The rules are in `advance`, the
 * talk in `talk`, what is owed to the stores in `owed-work`; this class holds the socket, the clock and the storage.
 */
export class LiveCall extends DurableObject<Env> {
  readonly #handle: CallHandle
  readonly #line: RelayLine
  readonly #gather: GatherLine

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#handle = new CallHandle(ctx, env)
    this.#line = new RelayLine(this.#handle)
    this.#gather = new GatherLine(this.#handle)
  }

  /** The carrier announces the call. A repeat gets the same answer, and one of a call that is long over begins nothing. */
  async admit(pins: CallPins): Promise<CallAnswer> {
    const nowMs = Date.now()
    if (this.#handle.isForgotten) return answeredBy(pins, { type: 'hang_up' }, null)
    const state = await this.#handle.begin(() => admitted(newId('call', nowMs), pins, nowMs))
    const call = { carrier: pins.carrier, accountSid: pins.accountSid, carrierCallId: pins.carrierCallId }
    const { answer } = advance(state, { type: 'incoming', call, from: null, to: pins.ourNumber }, nowMs)
    return answered(state, answer, null)
  }

  /** A call that we are to make: known, and with its row, before anybody is asked to ring it. */
  prepare(call: CallToMake): Promise<void> {
    return prepareCall(this.#handle, call, Date.now())
  }

  /** The carrier has taken the call that was prepared here. */
  async placed(carrierCallId: string): Promise<void> {
    if (this.#handle.stateOrNull !== null) await this.#handle.update((state) => bound(state, carrierCallId, Date.now()))
  }

  /** The call that was prepared here is not made. */
  async notPlaced(why: NotMade): Promise<void> {
    if (this.#handle.stateOrNull !== null) await this.#handle.update((state) => notMade(state, why, Date.now()))
  }

  /** Whoever is called has asked elsewhere not to be, as they picked up or while they talk: it ends now. */
  async unwanted(): Promise<void> {
    if (this.#handle.stateOrNull !== null) await endUnwanted(this.#handle, Date.now())
  }

  /** Whoever is on the line objects elsewhere: no model hears or answers them from now on. */
  async leave(): Promise<void> {
    if (this.#handle.stateOrNull !== null) await leaveCall(this.#handle, this.#line, Date.now())
  }

  /** Applies a carrier's event; null when this object knows of no such call. */
  async apply(given: CallEvent, phone: string | null): Promise<CallAnswer | null> {
    const before = this.#handle.stateOrNull
    if (before === null) return null
    const event = endedStream(given, before)
    const nowMs = Date.now()
    if (isForeign(before, event)) return this.#answer({ type: 'hang_up' }, nowMs)
    // A callback may be the first to name the caller. The number waits, sealed, until the first row is written.
    if (before.keySubject === null) await notePhone(this.#handle, phone, nowMs)
    if (event.type === 'relay_ended') await this.#lineEnded(event, before, nowMs)
    if (event.type === 'gathered') return this.#answer(await this.#gather.take(event, nowMs), nowMs)
    const { state, answer } = await this.#advance(event, nowMs)
    if (isOver(state.status) && !isOver(before.status)) this.#line.closeQuietly(1000, 'call over')
    if (event.type === 'leg_judged') await dropMachine(this.#handle, event, nowMs)
    if (event.type === 'judged') await this.#line.hinted(nowMs)
    return this.#answer(answer, nowMs)
  }

  /** An object that was lost with its socket never saw it close: what was in the air then was not heard. */
  async #lineEnded({ how }: Extract<CallEvent, { type: 'relay_ended' }>, before: CallState, nowMs: number) {
    const sawItClose = before.timers.lost !== undefined || this.#handle.socket() !== null
    if (how === 'lost' && !isStreamed(before)) await this.#line.cutUnheard(nowMs, !sawItClose)
  }

  async #answer(answer: Answer, nowMs: number): Promise<CallAnswer> {
    const words = await wordsOf(this.#handle, answer, nowMs)
    const keysMax = await keysWanted(this.#handle, answer, words)
    return { ...answered(this.#handle.state, answer, words), keysMax }
  }

  async #advance(event: CallEvent, nowMs: number): Promise<Step> {
    const people = await whomToRing(this.#handle, event, nowMs)
    let answer: Answer = { type: 'nothing' }
    const state = await this.#handle.update((known) => {
      const step = advance(bound(known, event.call.carrierCallId, nowMs), event, nowMs, people)
      answer = step.answer
      return step.state
    })
    return { state, answer }
  }

  /** Asked from outside when nothing was heard of a call for long: its alarm rings now. False when it is forgotten. */
  async wake(): Promise<boolean> {
    if (this.#handle.stateOrNull === null) return false
    await this.ctx.storage.setAlarm(Date.now())
    return true
  }

  /** Its caller, one of `people`, was erased. Whoever is still on the line is somebody new from now on. */
  async forgetCaller(people: readonly string[]): Promise<void> {
    if (this.#handle.stateOrNull === null) return
    await (await loadForgetting()).forgetCaller(this.#handle, people, Date.now())
  }

  /** The call as it stands, or null when it has been forgotten. */
  peek(): CallPeek | null {
    return this.#handle.stateOrNull
  }

  /**
   * The relay's upgrade, verified by the door. `?epoch=` names the token: it is redeemed here, once.
   *
   * Refused with 403 before the upgrade when it is spent, of another tenant, or the call is over; that spends nothing.
   */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const epoch = Number(url.searchParams.get('epoch'))
    const state = this.#handle.stateOrNull
    const valid = state !== null && epoch === state.epoch && epoch > state.redeemed && !isOver(state.status)
    if (!valid || state.pins.tenantId !== url.searchParams.get('tenant')) return new Response(null, { status: 403 })
    const isMedia = url.pathname === '/media'
    if (isMedia !== isStreamed(state)) return new Response(null, { status: 403 })
    this.#line.closeQuietly(1000, 'replaced')
    // Nothing is awaited between the look at the token and its redemption.
    await this.#handle.update((known) => connected(known, epoch, Date.now()))
    const { 0: client, 1: server } = new WebSocketPair()
    if (!isMedia) this.ctx.acceptWebSocket(server, [`epoch:${epoch}`])
    else if (!(await this.#stream(server))) return new Response(null, { status: 503 })
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Raw audio: its socket lives as long as this object, which the vendor's socket keeps awake. */
  async #stream(socket: WebSocket): Promise<boolean> {
    const { openMediaLine } = await loadMedia()
    return openMediaLine(this.#handle, this.#line, socket, () => void this.#streamClosed(socket))
  }

  async #streamClosed(socket: WebSocket): Promise<void> {
    if (this.#handle.outlet?.socket !== socket) return
    this.#handle.outlet = null
    if (this.#handle.stateOrNull !== null) await this.#handle.update((state) => socketLost(state, Date.now()))
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (this.#handle.stateOrNull === null) return socket.close(1000, 'call over')
    await this.#line.receive(socket, message)
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    await this.#lost(socket)
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#lost(socket)
  }

  async #lost(socket: WebSocket): Promise<void> {
    // Another socket may have taken its place, now or while we look at what was heard.
    const isNewest = (state: CallState | null): boolean =>
      state !== null && this.ctx.getTags(socket).includes(`epoch:${state.redeemed}`)
    if (!isNewest(this.#handle.stateOrNull)) return
    await this.#handle.update((state) => socketLost(state, Date.now()))
    await this.#line.cutUnheard(Date.now())
  }

  /** Everything that is due, one thing after another. Never throws: a failed alarm is tried only so often. */
  override async alarm(): Promise<void> {
    if (this.#handle.stateOrNull === null) return this.ctx.storage.deleteAll()
    await this.#handle.ring(async () => {
      try {
        await this.#due(Date.now())
        return 0
      } catch (error) {
        log.error('call.alarm_failed', { callId: this.#handle.stateOrNull?.callId ?? '', error: errorName(error) })
        return Date.now() + ALARM_RETRY_MS
      }
    })
  }

  async #due(nowMs: number): Promise<void> {
    const due = (name: keyof CallState['timers']): boolean => (this.#handle.state.timers[name] ?? Infinity) <= nowMs
    if (due('forget')) return this.#forget(nowMs)
    if (due('lost')) await this.#handle.update((state) => over(state, { by: 'carrier', reason: 'went_silent' }, nowMs))
    if (due('tooLong')) await this.#tooLong(nowMs)
    if (due('hangUp')) await this.#line.hangUp(nowMs)
    if (due('keys')) await this.#line.keysOver(nowMs)
    if (due('idle')) await this.#line.silence(nowMs)
    if (due('work')) await doOwedWork(this.#handle, nowMs)
    if (due('words')) await (await loadDictation()).transcribeVoicemail(this.#handle, Date.now)
  }

  /** Not while a recording is still to be got rid of, or a voicemail to be written down: nobody else knows of it. */
  async #forget(nowMs: number): Promise<void> {
    const { state } = this.#handle
    if (state.owedWords !== undefined) return this.#forgetLater(nowMs)
    if (state.strayRecordings.length === 0 && !isKeptAgainstRefusal(state)) return this.#handle.forget()
    await this.#handle.update((known) => ({
      ...known,
      timers: { ...known.timers, forget: nowMs + FORGET_RETRY_MS, work: nowMs },
    }))
  }

  /** After the next try, and whatever it comes to. */
  async #forgetLater(nowMs: number): Promise<void> {
    await this.#handle.update(({ timers, ...known }) => {
      const words = timers.words ?? nowMs
      return { ...known, timers: { ...timers, words, forget: Math.max(words, nowMs) + FORGET_RETRY_MS } }
    })
  }

  async #tooLong(nowMs: number): Promise<void> {
    const isHeard = this.#handle.socket() !== null || this.#handle.state.gather !== null
    if (isHeard && !isOver(this.#handle.state.status)) return (await loadTalk()).farewell(this.#handle, nowMs)
    await this.#handle.update((state) => over(state, { by: 'system', reason: 'max_duration' }, nowMs))
  }
}

const ALARM_RETRY_MS = 5_000
const FORGET_RETRY_MS = 60_000

const isStreamed = ({ pins, speechOff }: CallState): boolean => pins.speech !== undefined && speechOff !== true

const answered = (state: CallState, answer: Answer, words: string | null): CallAnswer => ({
  ...answeredBy(state.pins, answer, words),
  streams: isStreamed(state),
})

const answeredBy = (pins: CallPins, answer: Answer, words: string | null): CallAnswer => ({
  answer,
  words,
  keysMax: null,
  agentId: pins.agentId,
  agentVersion: pins.agentVersion,
  streams: false,
  pins,
})
