import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { newId } from '../kernel/ids.ts'
import { errorName, log } from '../kernel/log.ts'
import { admitted, advance, connected, over, socketLost, type Answer } from './advance.ts'
import { CallHandle } from './call-handle.ts'
import { withTimer, type CallPins, type CallState } from './call-state.ts'
import { isOver, type CallEvent } from './call.ts'
import { doOwedWork } from './owed-work.ts'
import { RelayLine } from './relay-line.ts'
import { farewell } from './talk.ts'

/** What the door needs to answer the carrier: the step's answer, and the version of the agent the call began with. */
export interface CallAnswer {
  readonly answer: Answer
  readonly agentId: string
  readonly agentVersion: number
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

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#handle = new CallHandle(ctx, env)
    this.#line = new RelayLine(this.#handle)
  }

  /** The carrier announces the call. A repeat gets the same answer. */
  async admit(pins: CallPins): Promise<CallAnswer> {
    const nowMs = Date.now()
    const state = this.#handle.stateOrNull ?? admitted(newId('call', nowMs), pins, nowMs)
    await this.#handle.put(state)
    const call = { carrier: pins.carrier, accountSid: pins.accountSid, carrierCallId: pins.carrierCallId }
    const { answer } = advance(state, { type: 'incoming', call, from: null, to: pins.ourNumber }, nowMs)
    return answered(state, answer)
  }

  /** Applies a carrier's event; null when this object knows of no such call. */
  async apply(event: CallEvent, phone: string | null): Promise<CallAnswer | null> {
    const before = this.#handle.stateOrNull
    if (before === null) return null
    const nowMs = Date.now()
    if (phone !== null && before.keySubject === null) await this.#notePhone(phone, nowMs)
    const { state, answer } = advance(this.#handle.state, event, nowMs)
    await this.#handle.put(state)
    if (isOver(state.status) && !isOver(before.status)) await this.#line.closeQuietly(1000, 'call over')
    return answered(state, answer)
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
    const nowMs = Date.now()
    await this.#line.closeQuietly(1000, 'replaced')
    await this.#handle.put(connected(state, epoch, nowMs))
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server, [`epoch:${epoch}`])
    return new Response(null, { status: 101, webSocket: client })
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
    const state = this.#handle.stateOrNull
    if (state === null || !this.ctx.getTags(socket).includes(`epoch:${state.redeemed}`)) return
    await this.#line.cutUnheard(Date.now())
    await this.#handle.put(socketLost(this.#handle.state, Date.now()))
  }

  /** Everything that is due, one thing after another. Never throws: a failed alarm is tried only so often. */
  override async alarm(): Promise<void> {
    if (this.#handle.stateOrNull === null) return this.ctx.storage.deleteAll()
    this.#handle.alarmRang()
    try {
      await this.#due(Date.now())
    } catch (error) {
      log.error('call.alarm_failed', { callId: this.#handle.state.callId, error: errorName(error) })
      const { timers } = this.#handle.state
      await this.#handle.put({ ...this.#handle.state, timers: withTimer(timers, 'work', Date.now() + ALARM_RETRY_MS) })
    } finally {
      if (this.#handle.stateOrNull !== null) await this.#handle.arm()
    }
  }

  async #due(nowMs: number): Promise<void> {
    const due = (name: keyof CallState['timers']): boolean => (this.#handle.state.timers[name] ?? Infinity) <= nowMs
    if (due('forget')) return this.#handle.forget()
    if (due('lost')) await this.#handle.put(over(this.#handle.state, { by: 'carrier', reason: 'went_silent' }, nowMs))
    if (due('tooLong')) await this.#tooLong(nowMs)
    if (due('hangUp')) await this.#line.hangUp(nowMs)
    if (due('idle')) await this.#line.silence(nowMs)
    if (due('work')) await doOwedWork(this.#handle, nowMs)
  }

  async #tooLong(nowMs: number): Promise<void> {
    if (this.#handle.socket() !== null && !isOver(this.#handle.state.status)) return farewell(this.#handle, nowMs)
    await this.#handle.put(over(this.#handle.state, { by: 'system', reason: 'max_duration' }, nowMs))
  }

  /** A callback may be the first to name the caller. The number waits, sealed, until the first row is written. */
  async #notePhone(phone: string, nowMs: number): Promise<void> {
    const memory = await this.#handle.memory(nowMs)
    if (memory.phone === null) await this.#handle.remember({ ...memory, phone }, nowMs)
  }
}

const ALARM_RETRY_MS = 5_000

const answered = ({ pins }: CallState, answer: Answer): CallAnswer => ({
  answer,
  agentId: pins.agentId,
  agentVersion: pins.agentVersion,
})
