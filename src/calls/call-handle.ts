import type { AgentDocument } from '../agents/agent-document.ts'
import { contextOf, type Ctx } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import type { Telephony } from '../providers/telephony/contract.ts'
import { telephony } from '../providers/telephony/registry.ts'
import { refuseElsewhere } from '../records/object-region.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { CallAlarm } from './call-alarm.ts'
import { CallKeys } from './call-keys.ts'
import { FRESH_MEMORY, type AddedTurn, type CallMemory, type CallTurn, type ChangeMemory } from './call-memory.ts'
import { atRest, nextDue, withTimes, type CallState } from './call-state.ts'
import type { Outlet } from './media/outlet.ts'
import type { RelayCommand } from './relay-words.ts'
import { inCallLanguage, publishedFor } from './outbound/call-language.ts'

const TURNS_MAX = 2_000

/** Left in place of a call that is forgotten, for as long as its row may be, so that its webhooks, sent once more, begin none. */
const OVER = 'over'
const OVER_MS = 400 * 24 * 60 * 60_000

/** Six digits, so that keys sort. */
const turnKey = (turn: number): string => `turn:${String(turn).padStart(6, '0')}`

/**
 * The storage, the key, the socket and the configuration of one call.
 *
 * Reads lazily and remembers until the object is evicted; every write is in storage before anything sent after it
 * leaves. What was said is sealed with the person's key, or with a derived one while that cannot be had.
 *
 * Other events come in wherever something outside is awaited. So nothing is ever written back that was read before:
 * whoever changes the call or its memory says how, and is handed what is there at that moment.
 */
export class CallHandle {
  readonly storage: DurableObjectStorage
  readonly env: Env
  /** Turns being worked or waiting to be: the talk is not over while there are any. */
  working = 0
  /** Waits for sound, milliseconds, until they are written with the next turn. */
  readonly onLineMs: number[] = []
  /** Whoever is on the line has asked here not to be contacted: the call says so, and ends by itself. */
  isAskedHere = false
  /** Where a call goes that is no relay's: raw audio, and a vendor that speaks. Lost with the object, as its sockets are. */
  outlet: Outlet | null = null
  readonly #object: DurableObjectState
  /** Whoever changes the memory waits for who changes it now. */
  #memoryTurn: Promise<unknown> = Promise.resolve()
  #state: CallState | null | undefined
  #memory: CallMemory | undefined
  readonly #keys = new CallKeys(this)
  #document: AgentDocument | undefined
  #published: AgentDocument | undefined
  #telephony: Telephony | undefined
  readonly #alarm: CallAlarm
  #isForgotten = false

  constructor(object: DurableObjectState, env: Env) {
    this.#object = object
    this.storage = object.storage
    this.env = env
    this.#alarm = new CallAlarm(object.storage, () => (this.stateOrNull === null ? null : nextDue(this.state.timers)))
  }

  /** The call, or null when this object knows of none. */
  get stateOrNull(): CallState | null {
    if (this.#state === undefined) {
      const kept = this.storage.kv.get<CallState | typeof OVER>('call') ?? null
      this.#isForgotten = kept === OVER
      this.#state = kept === OVER ? null : kept
    }
    return this.#state
  }

  /** The call. Throws when there is none: only for paths that a call leads to. */
  get state(): CallState {
    const state = this.stateOrNull
    if (state === null) throw new Error('no such call')
    return state
  }

  /** Whether there was a call here, which is over and forgotten. */
  get isForgotten(): boolean {
    return this.stateOrNull === null && this.#isForgotten
  }

  /** The call that begins here, or the one that has already. */
  async begin(call: () => CallState): Promise<CallState> {
    if (this.stateOrNull !== null) await this.arm()
    else {
      const begun = call()
      refuseElsewhere(this.#object.id, begun.pins.region, this.env.PLATFORM)
      this.#write(begun)
      this.#alarm.awaitNextWord()
    }
    return this.state
  }

  /**
   * Changes the call, and sees to it that the alarm rings by its earliest timer. `change` is handed the call as it is
   * and gives it back as it is to be; the same object for no change.
   */
  async update(change: (state: CallState) => CallState): Promise<CallState> {
    const state = this.#change(change)
    await this.arm()
    return state
  }

  #change(change: (state: CallState) => CallState): CallState {
    const before = this.state
    const after = atRest(change(before))
    if (after !== before) this.#write(after)
    return after
  }

  /** Storage first: what only this object remembers would be taken for written. */
  #write(state: CallState): void {
    this.storage.kv.put('call', state)
    this.#state = state
  }

  /** Sets the alarm for the call's earliest timer, where it is not set for sooner. */
  arm(): Promise<void> {
    return this.#alarm.arm()
  }

  /** Does what is due, and sets the alarm anew when that is done: no other rings meanwhile. `work` says when at the earliest. */
  ring(work: () => Promise<number>): Promise<void> {
    return this.#alarm.ring(work)
  }

  /** Forgets the call, all but that it was. */
  async forget(): Promise<void> {
    const { kv } = this.storage
    this.storage.transactionSync(() => {
      for (const [name] of Array.from(kv.list())) kv.delete(name)
      kv.put('call', OVER)
    })
    this.#state = undefined
    this.#memory = undefined
    this.#keys.forget()
    await this.storage.setAlarm(Date.now() + OVER_MS)
  }

  ctx(nowMs: number): Ctx {
    const { pins, callId } = this.state
    const { tenantId, region, livemode } = pins
    return contextOf(this.env, { tenantId, region, livemode, actor: { type: 'live_call', callId } }, nowMs)
  }

  async document(): Promise<AgentDocument> {
    this.#document ??= inCallLanguage(await this.published(), this.state.pins)
    return this.#document
  }

  /** The document as the business wrote it, in its own language, whatever the call is in. */
  async published(): Promise<AgentDocument> {
    this.#published ??= await publishedFor(this.ctx(this.state.startedAtMs), this.state.pins)
    return this.#published
  }

  /** The key to seal with: of whoever calls, or a derived one while theirs cannot be had. Never fails for want of storage. */
  key(nowMs: number): Promise<PersonKey> {
    return this.#keys.key(nowMs)
  }

  async memory(nowMs: number): Promise<CallMemory> {
    if (this.#memory) return this.#memory
    const text = await this.#keys.open('memory', nowMs)
    // Somebody may have opened it, and changed it, meanwhile.
    this.#memory ??= text === null ? FRESH_MEMORY : (JSON.parse(text) as CallMemory)
    return this.#memory
  }

  /**
   * Changes the memory. `change` gives the same object for no change. What may go with this object is written later,
   * with the next change that may not.
   */
  changeMemory(change: ChangeMemory, nowMs: number, written: 'now' | 'later' = 'now'): Promise<void> {
    return this.#inMemoryTurn(async () => {
      const before = await this.memory(nowMs)
      const after = change(before)
      if (after === before) return
      if (written === 'now')
        this.storage.kv.put(
          'memory',
          await seal(await this.key(nowMs), this.#keys.place('memory'), JSON.stringify(after)),
        )
      this.#memory = after
    })
  }

  /** Adds a turn, with what it makes of the memory and of the call, in one transaction. */
  async addTurn({ turn, memory: recall, state: change }: AddedTurn, nowMs: number): Promise<void> {
    await this.#inMemoryTurn(async () => {
      const number = this.state.turns + 1
      const memory = recall(await this.memory(nowMs), number)
      const key = await this.key(nowMs)
      const field = turnKey(number)
      const sealed = await seal(key, this.#keys.place('memory'), JSON.stringify(memory))
      const sealedTurn = number <= TURNS_MAX ? await seal(key, this.#keys.place(field), JSON.stringify(turn)) : null
      this.storage.transactionSync(() => {
        this.storage.kv.put('memory', sealed)
        if (sealedTurn !== null) this.storage.kv.put(field, sealedTurn)
        this.#change((state) => ({ ...change(withTimes(state, this.onLineMs)), turns: number }))
      })
      this.onLineMs.length = 0
      this.#memory = memory
    })
    await this.arm()
  }

  /** Replaces one turn that was kept before. */
  correctTurn(turn: number, change: (kept: CallTurn) => CallTurn, nowMs: number): Promise<void> {
    return this.#inMemoryTurn(async () => {
      const field = turnKey(turn)
      const text = await this.#keys.open(field, nowMs)
      if (text === null) return
      const corrected = change(JSON.parse(text) as CallTurn)
      this.storage.kv.put(field, await seal(await this.key(nowMs), this.#keys.place(field), JSON.stringify(corrected)))
    })
  }

  /**
   * Its caller was erased: of what was said nothing stays, here or in memory, but `memory`. It goes on under the call's own key until
   * it is known who they are now.
   */
  forgetWords(memory: CallMemory, change: (state: CallState) => CallState, nowMs: number): Promise<void> {
    return this.#inMemoryTurn(async () => {
      const sealed = await seal(await this.#keys.transit(nowMs), this.#keys.place('memory'), JSON.stringify(memory))
      const { kv } = this.storage
      this.storage.transactionSync(() => {
        for (const [name] of Array.from(kv.list())) if (name !== 'call') kv.delete(name)
        kv.put('memory', sealed)
        this.#change(change)
      })
      this.#memory = memory
      this.#keys.forget()
    })
  }

  /** Sealing takes its time: what is read for a change must still be so when it is written. */
  #inMemoryTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#memoryTurn.then(work)
    this.#memoryTurn = turn.catch(() => undefined)
    return turn
  }

  async turns(nowMs: number): Promise<readonly CallTurn[]> {
    const kept: CallTurn[] = []
    for (const [field] of Array.from(this.storage.kv.list({ prefix: 'turn:', limit: TURNS_MAX }))) {
      const text = await this.#keys.open(field, nowMs)
      if (text !== null) kept.push(JSON.parse(text) as CallTurn)
    }
    return kept
  }

  /** What a tool of this call came to, sealed. */
  async readOutcome(intentKey: string, nowMs: number): Promise<string | null> {
    return this.#keys.open(`done:${intentKey}`, nowMs)
  }

  async writeOutcome(intentKey: string, outcome: string, nowMs: number): Promise<void> {
    const field = `done:${intentKey}`
    this.storage.kv.put(field, await seal(await this.key(nowMs), this.#keys.place(field), outcome))
  }

  /** The socket of the newest epoch, when it is open. */
  socket(): WebSocket | null {
    return (
      this.outlet?.socket ??
      this.#object
        .getWebSockets(`epoch:${this.state.redeemed}`)
        .find(({ readyState }) => readyState === WebSocket.OPEN) ??
      null
    )
  }

  /** Sends a command to the relay; false when nobody is listening. */
  send(command: RelayCommand): boolean {
    const socket = this.socket()
    if (this.outlet !== null || socket === null) return this.outlet?.send(command) ?? false
    try {
      socket.send(this.telephony.renderRelay(command))
      return true
    } catch (error) {
      log.warn('relay.send_failed', { callId: this.state.callId, error: errorName(error) })
      return false
    }
  }

  get telephony(): Telephony {
    const carrier = (this.#telephony ??= telephony.find(({ name }) => name === this.state.pins.carrier))
    if (!carrier) throw new Error('the carrier of this call is not in the registry')
    return carrier
  }
}
