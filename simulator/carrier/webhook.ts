import { randomUUID } from 'node:crypto'
import { callbackOf, type Callback, type RetryCause } from './callback-url.ts'
import { exchange, type Exchange } from './exchange.ts'
import { signatureOf, type Params } from './sign.ts'

export interface Webhook {
  /** As configured, with the connection overrides in its fragment. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly params: Params
}

/** What came of a webhook: an answer with a 2xx, or Twilio's code for why there is none. */
export type Delivery =
  | { readonly ok: true; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly ok: false; readonly code: '11200' | '11205' | '11215'; readonly status: number | null }

/** One try, for whoever wants to look at them. */
export interface Attempt {
  readonly at: string
  readonly method: string
  readonly url: string
  readonly params: Params
  readonly idempotencyToken: string
  readonly attempt: number
  /** The status answered, or what failed: `ct` connecting, `rt` reading. */
  readonly outcome: number | string
  readonly tookMs: number
}

export interface Sender {
  readonly authToken: string
  readonly onAttempt: (attempt: Attempt) => void
}

const REDIRECTS_MAX = 10

/** The same request, tried anew: only its time is running out. */
interface Trying {
  readonly callback: Callback
  readonly token: string
  readonly deadlineMs: number
}

/**
 * Sends a webhook as Twilio does: signed, with one idempotency token for all its tries, repeated as the address's
 * overrides say, and with redirects asked again by GET, without the form.
 */
export async function deliver(sender: Sender, webhook: Webhook): Promise<Delivery> {
  let current = webhook
  for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
    const answered = await tryAll(sender, current)
    if (answered.type === 'failed') return { ok: false, code: '11205', status: null }
    const { status, headers, body } = answered
    if (status >= 200 && status < 300) return { ok: true, status, contentType: headers['content-type'] ?? '', body }
    if (status < 300 || status >= 400 || headers.location === undefined) return { ok: false, code: '11200', status }
    const url = new URL(headers.location, callbackOf(current.url).url).toString()
    current = { url, method: 'GET', params: {} }
  }
  return { ok: false, code: '11215', status: null }
}

async function tryAll(sender: Sender, webhook: Webhook): Promise<Exchange> {
  const callback = callbackOf(webhook.url)
  const trying = { callback, token: randomUUID(), deadlineMs: Date.now() + callback.totalMs }
  let outcome = await tryOnce(sender, webhook, trying, 1)
  for (let attempt = 2; attempt <= callback.retries + 1; attempt += 1) {
    const cause = causeOf(outcome)
    if (cause === null || !callback.retryOn.has(cause) || Date.now() >= trying.deadlineMs) return outcome
    outcome = await tryOnce(sender, webhook, trying, attempt)
  }
  return outcome
}

async function tryOnce(sender: Sender, webhook: Webhook, trying: Trying, attempt: number): Promise<Exchange> {
  const { method, params } = webhook
  const { callback, token, deadlineMs } = trying
  const isPost = method === 'POST'
  const query = new URLSearchParams(params).toString()
  const url = isPost || query === '' ? callback.url : `${callback.url}${callback.url.includes('?') ? '&' : '?'}${query}`
  const body = isPost ? query : ''
  const leftMs = Math.max(1, deadlineMs - Date.now())
  const startedAtMs = Date.now()
  const outcome = await exchange({
    url,
    method,
    body,
    headers: headersOf(signatureOf(sender.authToken, url, isPost ? params : {}), token, isPost ? body : null),
    connectMs: Math.min(callback.connectMs, leftMs),
    readMs: Math.min(callback.readMs, leftMs),
  })
  sender.onAttempt({
    at: new Date(startedAtMs).toISOString(),
    method,
    url,
    params,
    idempotencyToken: token,
    attempt,
    outcome: outcome.type === 'answered' ? outcome.status : outcome.cause,
    tookMs: Date.now() - startedAtMs,
  })
  return outcome
}

function headersOf(signature: string, token: string, form: string | null): Record<string, string> {
  return {
    'X-Twilio-Signature': signature,
    'I-Twilio-Idempotency-Token': token,
    'User-Agent': 'TwilioProxy/1.1',
    'X-Home-Region': 'us1',
    Accept: '*/*',
    ...(form !== null && {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'Content-Length': String(Buffer.byteLength(form)),
    }),
  }
}

function causeOf(outcome: Exchange): RetryCause | null {
  if (outcome.type === 'failed') return outcome.cause
  if (outcome.status >= 500) return '5xx'
  return outcome.status >= 400 ? '4xx' : null
}
