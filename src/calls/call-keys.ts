import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { personKey, type PersonKey } from '../vault/person-keys.ts'
import { isTransit, open, openTransit, transitKey, type Place } from '../vault/seal.ts'
import type { CallState } from './call-state.ts'

/** What of a call its keys are found by. */
interface Keyed {
  readonly state: CallState
  readonly storage: DurableObjectStorage
  ctx(nowMs: number): Ctx
}

/** What a call seals and opens its words with, while it is on. */
export class CallKeys {
  readonly #call: Keyed
  #personKey: PersonKey | undefined

  constructor(call: Keyed) {
    this.#call = call
  }

  /** Whoever it was is somebody else now, or nobody. */
  forget(): void {
    this.#personKey = undefined
  }

  place(field: string): Place {
    const { pins, callId } = this.#call.state
    return { tenantId: pins.tenantId, table: 'live_call', recordId: callId, field }
  }

  /** The key to seal with: of whoever calls, or a derived one while theirs cannot be had. Never fails for want of storage. */
  async key(nowMs: number): Promise<PersonKey> {
    try {
      const key = await this.#theirs(nowMs)
      if (key !== null) return key
    } catch (error) {
      log.warn('call.key_unavailable', { callId: this.#call.state.callId, error: errorName(error) })
    }
    return this.transit(nowMs)
  }

  /** Throws when the key cannot be had: what cannot be opened now is there all the same, and must not be written over. */
  async open(field: string, nowMs: number): Promise<string | null> {
    const sealed = this.#call.storage.kv.get<string>(field)
    if (sealed === undefined) return null
    const { callId } = this.#call.state
    if (isTransit(sealed)) return openTransit(this.#call.ctx(nowMs).vault, callId, this.place(field), sealed)
    const key = await this.#theirs(nowMs)
    return key === null ? null : open(key, this.place(field), sealed)
  }

  /** A key that is derived, and stored nowhere. */
  transit(nowMs: number): Promise<PersonKey> {
    const { pins, callId } = this.#call.state
    return transitKey(this.#call.ctx(nowMs).vault, pins.tenantId, callId)
  }

  /** The key of whoever calls, or null while nobody knows who that is. Throws when it cannot be had. */
  async #theirs(nowMs: number): Promise<PersonKey | null> {
    const { keySubject, pins } = this.#call.state
    if (keySubject === null) return null
    const { vault, blobs } = this.#call.ctx(nowMs)
    this.#personKey ??= await personKey(vault, blobs, pins.tenantId, keySubject)
    return this.#personKey
  }
}
