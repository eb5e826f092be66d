import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { openStateFile, type StateFile } from './carrier/state-file.ts'
import type { Faults } from './carrier/faults.ts'
import { objectOf, readText } from './read-text.ts'

/** A delivery as the customer's server saw it. */
export interface Received {
  readonly id: string
  readonly type: string | null
  readonly timestamp: string | null
  readonly data: unknown
  readonly verified: boolean
  /** How often this id has come, this time included. */
  readonly attempt: number
  /** What was answered. */
  readonly status: number
  readonly received_at: string
}

const EVENTS_MAX = 1000
const BODY_BYTES_MAX = 1024 * 1024

/** The customers' own servers: each tenant's webhook endpoint, with its secret, remembering what came. */
export class Receivers {
  readonly #secrets = new Map<string, string>()
  readonly #received = new Map<string, Received[]>()
  readonly #file: StateFile

  constructor(stateFile: string | null) {
    this.#file = openStateFile(stateFile, () => [...this.#secrets])
    for (const [slug, secret] of (this.#file.initial as [string, string][] | null) ?? [])
      this.#secrets.set(slug, secret)
  }

  has(slug: string): boolean {
    return this.#secrets.has(slug)
  }

  register(slug: string, secret: string): void {
    this.#secrets.set(slug, secret)
    this.#file.changed()
  }

  received(slug: string): readonly Received[] {
    return this.#received.get(slug) ?? []
  }

  close(): void {
    this.#file.flush()
  }

  /** Takes a delivery: 204 when its signature holds, 401 when not, or whatever has been asked to go wrong. */
  async take(slug: string, incoming: IncomingMessage, response: ServerResponse, faults: Faults): Promise<void> {
    const body = await readText(incoming, BODY_BYTES_MAX)
    const verified = this.#isSigned(slug, body, incoming)
    const {
      delay_ms: delayMs = 0,
      drop,
      headers,
      status = verified ? 204 : 401,
    } = faults.take('POST', `/receiver/${slug}`) ?? {}
    if (delayMs > 0) await wait(delayMs)
    this.#remember(slug, body, { id: headerOf(incoming, 'webhook-id'), verified, status })
    if (drop === true) incoming.socket.destroy()
    else response.writeHead(status, headers).end()
  }

  #isSigned(slug: string, body: string, incoming: IncomingMessage): boolean {
    const secret = this.#secrets.get(slug)
    if (secret === undefined) return false
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
    const headers = Object.fromEntries(names.map((name) => [name, headerOf(incoming, name)]))
    try {
      new Webhook(secret).verify(body, headers)
      return true
    } catch {
      return false
    }
  }

  #remember(slug: string, body: string, { id, verified, status }: Pick<Received, 'id' | 'verified' | 'status'>): void {
    const before = this.received(slug)
    const event = objectOf(body)
    const { type, timestamp, data = null } = event ?? {}
    const received: Received = {
      id,
      type: typeof type === 'string' ? type : null,
      timestamp: typeof timestamp === 'string' ? timestamp : null,
      data,
      verified,
      attempt: before.filter((other) => other.id === id).length + 1,
      status,
      received_at: new Date().toISOString(),
    }
    this.#received.set(slug, [...before, received].slice(-EVENTS_MAX))
  }
}

const headerOf = (incoming: IncomingMessage, name: string): string => String(incoming.headers[name] ?? '')
