import type { WhatsAppCloud } from './cloud.ts'
import { GraphRefusal, noSuchObject } from './graph-refusal.ts'
import type { GraphRequest } from './graph.ts'
import { isFictionalAccount } from './own-line.ts'

type Json = Readonly<Record<string, unknown>>

const HANDSHAKE_MS_MAX = 10_000

/** Webhooks of the account go to the application from now on. */
export function subscribe({ cloud, id, body }: GraphRequest): Json {
  checkAccount(cloud, id)
  if (body['override_callback_uri'] !== undefined)
    throw new GraphRefusal(100, 'Overriding the callback is not simulated')
  cloud.subscribed.add(id)
  cloud.changed()
  return { success: true }
}

export function unsubscribe({ cloud, id }: GraphRequest): Json {
  checkAccount(cloud, id)
  cloud.subscribed.delete(id)
  cloud.changed()
  return { success: true }
}

export function readSubscriptions({ cloud, id }: GraphRequest): Json {
  checkAccount(cloud, id)
  const application = { whatsapp_business_api_data: { id: '1000000000000001', name: 'Careline', link: '' } }
  return { data: cloud.subscribed.has(id) ? [application] : [] }
}

function checkAccount(cloud: WhatsAppCloud, id: string): void {
  if (!isFictionalAccount(id) && !cloud.hasAccount(id)) throw noSuchObject(id)
}

/** Asks the callback whether it is meant, as Meta does when an address is set. Gives what it answered wrongly, or null. */
export async function verifyCallback({ options }: WhatsAppCloud): Promise<string | null> {
  const challenge = String(Math.floor(Math.random() * 2 ** 31))
  const url = new URL(options.hookUrl())
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', options.verifyToken)
  const answer = await fetch(url, { signal: AbortSignal.timeout(HANDSHAKE_MS_MAX), redirect: 'manual' })
  const text = await answer.text()
  return answer.status === 200 && text === challenge ? null : `answered ${answer.status}`
}
