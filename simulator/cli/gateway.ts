import { UserError } from './user-error.ts'

type Json = Readonly<Record<string, unknown>>

const REQUEST_MS_MAX = 45_000
const POLL_MS = 150

/** The gateway's API with one tenant's key. */
export interface Gateway {
  readonly url: string
  /** The object at `path`; null when there is none. @throws UserError when the gateway does not answer. */
  get(path: string): Promise<Json | null>
  post(path: string, body: Json): Promise<Json>
  patch(path: string, body: Json): Promise<Json>
  remove(path: string): Promise<void>
  /** Whatever is answered, a no as well. `once` is the idempotency key. */
  ask(method: 'POST', path: string, body: Json, once: string): Promise<{ readonly status: number; readonly body: Json }>
}

export function gatewayAt(url: string, apiKey: string): Gateway {
  const ask = async (method: string, path: string, body?: Json, once?: string): Promise<Response> => {
    const headers = {
      // A voicemail is heard, unless its words are asked for.
      accept: 'application/json',
      ...(once !== undefined && { 'idempotency-key': once }),
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const init = { method, headers, signal: AbortSignal.timeout(REQUEST_MS_MAX) }
    return fetch(url + path, body === undefined ? init : { ...init, body: JSON.stringify(body) }).catch(() => {
      throw new UserError(`The gateway does not answer at ${url}. Start it with: npm start`)
    })
  }
  const read = async (response: Response, path: string): Promise<Json> => {
    if (response.ok) return (await response.json()) as Json
    throw new UserError(
      `The gateway answered ${path} with ${response.status}: ${(await response.text()).slice(0, 200)}`,
    )
  }
  return {
    url,
    async get(path) {
      const response = await ask('GET', path)
      if (response.status !== 404) return read(response, path)
      await response.body?.cancel()
      return null
    },
    async post(path, body) {
      return read(await ask('POST', path, body), path)
    },
    async patch(path, body) {
      return read(await ask('PATCH', path, body), path)
    },
    async remove(path) {
      const response = await ask('DELETE', path)
      if (!response.ok) await read(response, path)
      else await response.body?.cancel()
    },
    async ask(method, path, body, once) {
      const response = await ask(method, path, body, once)
      return { status: response.status, body: (await response.json()) as Json }
    },
  }
}

/** Looks until `found` gives something, or the time is over; then the last thing it gave. */
export async function poll<T>(look: () => Promise<T>, isEnough: (value: T) => boolean, msMax: number): Promise<T> {
  const untilMs = Date.now() + msMax
  let value = await look()
  while (!isEnough(value) && Date.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    value = await look()
  }
  return value
}

/** The objects of a list. */
export const dataOf = (list: Json | null): readonly Json[] =>
  Array.isArray(list?.['data']) ? list['data'].filter((entry) => typeof entry === 'object' && entry !== null) : []

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Json)[name] : undefined
