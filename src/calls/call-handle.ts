import type { AgentDocument } from '../agents/agent-document.ts'
import { publishedAgent } from '../agents/published.ts'
import { contextOf, openDirectory, type Ctx } from '../context.ts'
import { secretsOf, type Env, type Secrets } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CarrierApi, Telephony } from '../providers/telephony/contract.ts'
import { telephony } from '../providers/telephony/registry.ts'
import { personKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal, transitKey, type Place } from '../vault/seal.ts'
import { FRESH_MEMORY, type CallMemory, type CallTurn } from './call-memory.ts'
import { nextDue, type CallState } from './call-state.ts'
import type { RelayCommand } from './call.ts'
import { findAccount } from './carrier-account.ts'

const TURNS_MAX = 2_000

/** Where a turn is kept while the call lasts: six digits, so that keys sort. */
const turnKey = (turn: number): string => `turn:${String(turn).padStart(6, '0')}`

/**
 * The storage, the key, the socket and the configuration of one call.
 *
 * Reads lazily and remembers until the object is evicted; every write is in storage before anything sent after it
 * leaves. What was said is sealed with the person's key, or with a derived one while that cannot be had.
 */
export class CallHandle {
  readonly storage: DurableObjectStorage
  readonly env: Env
  readonly #object: DurableObjectState
  #state: CallState | null | undefined
  #memory: CallMemory | undefined
  #personKey: PersonKey | undefined
  #document: AgentDocument | undefined
  #alarmAtMs: number | null | undefined

  constructor(object: DurableObjectState, env: Env) {
    this.#object = object
    this.storage = object.storage
    this.env = env
  }

  /** The call, or null when this object knows of none. */
  get stateOrNull(): CallState | null {
    this.#state ??= this.storage.kv.get<CallState>('call') ?? null
    return this.#state
  }

  /** The call. Throws when there is none: only for paths that a call leads to. */
  get state(): CallState {
    const state = this.stateOrNull
    if (state === null) throw new Error('no such call')
    return state
  }

  /** Writes the call, and sees to it that the alarm rings by its earliest timer. */
  async put(state: CallState): Promise<void> {
    if (state === this.#state) return
    this.#state = state
    this.storage.kv.put('call', state)
    await this.arm()
  }

  /** An alarm that is set too early is left: it finds nothing due and sets itself anew. That saves a write a turn. */
  async arm(): Promise<void> {
    const due = nextDue(this.state.timers)
    if (due === null) return
    this.#alarmAtMs ??= await this.storage.getAlarm()
    if (this.#alarmAtMs !== null && this.#alarmAtMs <= due) return
    this.#alarmAtMs = due
    await this.storage.setAlarm(due)
  }

  /** To be called when the alarm has rung. */
  alarmRang(): void {
    this.#alarmAtMs = null
  }

  forget(): Promise<void> {
    this.#state = null
    this.#memory = undefined
    return this.storage.deleteAll()
  }

  ctx(nowMs: number): Ctx {
    const { pins, callId } = this.state
    const { tenantId, region, livemode } = pins
    return contextOf(this.env, { tenantId, region, livemode, actor: { type: 'live_call', callId } }, nowMs)
  }

  get secrets(): Secrets {
    return secretsOf(this.env)
  }

  async document(): Promise<AgentDocument> {
    if (this.#document) return this.#document
    const { tenantId, agentId, agentVersion } = this.state.pins
    const document = await publishedAgent(this.ctx(this.state.startedAtMs).db, tenantId, agentId, agentVersion)
    if (!document) throw new Error('the version this call began with is gone')
    this.#document = document
    return document
  }

  /** The key of whoever calls; a derived one while theirs cannot be had. Never fails for want of storage. */
  async key(nowMs: number): Promise<PersonKey> {
    if (this.#personKey) return this.#personKey
    const { keySubject, pins, callId } = this.state
    const { vault, blobs } = this.ctx(nowMs)
    if (keySubject !== null) {
      try {
        this.#personKey = await personKey(vault, blobs, pins.tenantId, keySubject)
        return this.#personKey
      } catch (error) {
        log.warn('call.key_unavailable', { callId, error: errorName(error) })
      }
    }
    return transitKey(vault, pins.tenantId, callId)
  }

  #place(field: string): Place {
    return { tenantId: this.state.pins.tenantId, table: 'live_call', recordId: this.state.callId, field }
  }

  async #open(field: string, nowMs: number): Promise<string | null> {
    const sealed = this.storage.kv.get<string>(field)
    if (sealed === undefined) return null
    const { vault } = this.ctx(nowMs)
    const transit = sealed.startsWith('v1.transit.')
    const key = transit ? await transitKey(vault, this.state.pins.tenantId, this.state.callId) : await this.key(nowMs)
    return open(key, this.#place(field), sealed)
  }

  async memory(nowMs: number): Promise<CallMemory> {
    if (this.#memory) return this.#memory
    const text = await this.#open('memory', nowMs)
    this.#memory = text === null ? FRESH_MEMORY : (JSON.parse(text) as CallMemory)
    return this.#memory
  }

  /** Keeps `memory`, and what else must not be without it, in one transaction. */
  async remember(
    memory: CallMemory,
    nowMs: number,
    also: { readonly state?: CallState; readonly turn?: CallTurn } = {},
  ): Promise<void> {
    const key = await this.key(nowMs)
    const state = also.state ?? this.state
    const field = turnKey(state.turns)
    const [sealed, sealedTurn] = await Promise.all([
      seal(key, this.#place('memory'), JSON.stringify(memory)),
      also.turn && state.turns <= TURNS_MAX ? seal(key, this.#place(field), JSON.stringify(also.turn)) : null,
    ])
    this.#memory = memory
    this.storage.kv.put('memory', sealed)
    if (sealedTurn !== null) this.storage.kv.put(field, sealedTurn)
    if (also.state) await this.put(also.state)
  }

  /** Replaces one turn that was kept before. */
  async correctTurn(turn: number, change: (kept: CallTurn) => CallTurn, nowMs: number): Promise<void> {
    const field = turnKey(turn)
    const text = await this.#open(field, nowMs)
    if (text === null) return
    const corrected = change(JSON.parse(text) as CallTurn)
    this.storage.kv.put(field, await seal(await this.key(nowMs), this.#place(field), JSON.stringify(corrected)))
  }

  async turns(nowMs: number): Promise<readonly CallTurn[]> {
    const kept: CallTurn[] = []
    const fields = Array.from(this.storage.kv.list({ prefix: 'turn:', limit: TURNS_MAX }), ([field]) => field)
    for (const field of fields) {
      const text = await this.#open(field, nowMs)
      if (text !== null) kept.push(JSON.parse(text) as CallTurn)
    }
    return kept
  }

  /** What a tool of this call came to, sealed. */
  async readOutcome(intentKey: string, nowMs: number): Promise<string | null> {
    return this.#open(`done:${intentKey}`, nowMs)
  }

  async writeOutcome(intentKey: string, outcome: string, nowMs: number): Promise<void> {
    const field = `done:${intentKey}`
    this.storage.kv.put(field, await seal(await this.key(nowMs), this.#place(field), outcome))
  }

  /** The socket of the newest epoch, when it is open. */
  socket(): WebSocket | null {
    return (
      this.#object
        .getWebSockets(`epoch:${this.state.redeemed}`)
        .find(({ readyState }) => readyState === WebSocket.OPEN) ?? null
    )
  }

  /** Sends a command to the relay; false when nobody is listening. */
  send(command: RelayCommand): boolean {
    const socket = this.socket()
    if (socket === null) return false
    try {
      socket.send(this.telephony.renderRelay(command))
      return true
    } catch (error) {
      log.warn('relay.send_failed', { callId: this.state.callId, error: errorName(error) })
      return false
    }
  }

  get telephony(): Telephony {
    const carrier = telephony.find(({ name }) => name === this.state.pins.carrier)
    if (!carrier) throw new Error('the carrier of this call is not in the registry')
    return carrier
  }

  /** The carrier's API for this call's account, or null when the account is no longer known. */
  async carrierApi(nowMs: number): Promise<CarrierApi | null> {
    const { vault } = this.ctx(nowMs)
    const stores = { directory: openDirectory(this.env), vault, platform: this.telephony.account(this.secrets) }
    const account = await findAccount(stores, this.state.pins.accountSid, nowMs)
    return account === null ? null : this.telephony.api(this.secrets, account)
  }
}
