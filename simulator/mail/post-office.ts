import { dedupeHash, RAW_BYTES_MAX } from '../../src/mail/dedupe-hash.ts'
import { dataOf, fieldOf, gatewayAt, poll, textOf, type Gateway } from '../cli/gateway.ts'
import { UserError } from '../cli/user-error.ts'
import type { Demo } from '../local/demo.ts'
import type { GotMail } from './mail-exchange.ts'

type Json = Readonly<Record<string, unknown>>

/** A mail on its way to the gateway: with the lines of the mail servers on top, and its envelope. */
export interface Posted {
  readonly raw: string
  readonly from: string
  readonly to: string
}

const TAKEN_MS_MAX = 60_000
/** An answer that is put off, because one has just gone to the same thread, is not waited for. */
const ANSWERED_MS_MAX = 60_000
const ENDED = ['answered', 'closed', 'for_a_person']

/** Hands a mail over as Cloudflare's mail server would. @throws UserError when the gateway would have the sender try again. */
export async function post(url: string, { raw, from, to }: Posted): Promise<void> {
  const query = new URLSearchParams({ from: from === '' ? '<>' : from, to })
  const response = await fetch(`${url}/cdn-cgi/local/email?${query.toString()}`, { method: 'POST', body: raw }).catch(
    () => {
      throw new UserError(`The gateway does not answer at ${url}. Start it with: npm start`)
    },
  )
  const text = await response.text()
  if (!response.ok) throw new UserError(`The mail was not taken in (${response.status}): ${text.slice(0, 300)}`)
}

/** What the gateway keeps of a mail, once it is done with it. */
export async function mailOf(demo: Demo, { raw, to }: Posted, isAnswerAwaited = true): Promise<Json | null> {
  const kept = Uint8Array.from(Buffer.from(raw).subarray(0, RAW_BYTES_MAX))
  const fingerprint = await dedupeHash(kept, to)
  const places = [
    ...demo.tenants.map(({ apiKey }) => [apiKey, '/v1/mails'] as const),
    [demo.operatorKey, '/v1/inbox'] as const,
  ]
  const look = async (): Promise<Json | null> => {
    for (const [key, path] of places) {
      const gateway = gatewayAt(demo.url, key)
      const id = textOf(dataOf(await gateway.get(`${path}?fingerprint=${fingerprint}`))[0]?.['id'])
      if (id !== null) return gateway.get(`${path}/${id}`)
    }
    return null
  }
  const taken = await poll(look, (mail) => ENDED.includes(textOf(mail?.['status']) ?? ''), TAKEN_MS_MAX)
  const isSettled = (mail: Json | null): boolean => answersOf(mail).every(({ status }) => status !== 'owed')
  return answersOf(taken).length === 0 || !isAnswerAwaited ? taken : poll(look, isSettled, ANSWERED_MS_MAX)
}

export const answersOf = (mail: Json | null): readonly Json[] => {
  const answers = mail?.['answers']
  return Array.isArray(answers) ? (answers as Json[]) : []
}

/** A request, of whichever demo business has it, or of the platform. */
export async function requestOf(demo: Demo, requestId: string): Promise<Json | null> {
  for (const { apiKey } of demo.tenants) {
    const request = await gatewayAt(demo.url, apiKey).get(`/v1/privacy/requests/${requestId}`)
    if (request !== null) return request
  }
  return gatewayAt(demo.url, demo.operatorKey).get(`/v1/platform_requests/${requestId}`)
}

/** What an address has got from the gateway. */
export async function gotBy(simulatorUrl: string, address: string): Promise<readonly GotMail[]> {
  const response = await fetch(`${simulatorUrl}/_sim/mailboxes/${encodeURIComponent(address)}`)
  return ((await response.json()) as { mails: readonly GotMail[] }).mails
}

/** What a phone has got from the gateway by text. */
export async function textsTo(simulatorUrl: string, phone: string): Promise<readonly string[]> {
  const response = await fetch(`${simulatorUrl}/_sim/texts/${phone}`)
  return ((await response.json()) as { texts: readonly { readonly body: string }[] }).texts.map(({ body }) => body)
}

/** Sees to it that the business knows a person by this number. */
export async function makeKnown(gateway: Gateway, phone: string): Promise<void> {
  const made = await gateway.post('/v1/people', { phone })
  if (textOf(fieldOf(made, 'id')) === null) throw new UserError('The person could not be made known.')
}
