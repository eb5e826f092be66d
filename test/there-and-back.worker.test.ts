import { exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, aTenant } from './api-client.ts'

const GRAPH = 'http://127.0.0.1:9'
const SOON = { timeout: 90_000, interval: 100 }
const LINE = '10054321'
const APP_SECRET = 'app-secret-of-the-business'
const TEMPLATE = { name: 'visit', language: 'en_US', parameters: ['ten'], text: 'Your visit is at ten.' }

const original = globalThis.fetch
afterEach(() => void (globalThis.fetch = original))

/** Meta's far end, played: it takes messages, unless it was told of something else to answer. */
function aGraph(...answers: readonly (() => Promise<Response>)[]): Record<string, unknown>[] {
  const got: Record<string, unknown>[] = []
  const left = [...answers]
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== GRAPH) return original(input, init)
    if (!url.pathname.endsWith(`/${LINE}/messages`)) return Response.json({ success: true })
    const body = JSON.parse(String(init?.body)) as Record<string, unknown>
    got.push(body)
    const answer = left.shift()
    return answer === undefined ? taken(`wamid.${got.length}`) : answer()
  }) as typeof fetch
  return got
}

const taken = (id: string): Response =>
  Response.json({ messaging_product: 'whatsapp', contacts: [{ input: '1', wa_id: '12125550142' }], messages: [{ id }] })

async function aBusiness(): Promise<string> {
  const { key } = await aTenant()
  const own = { app_secret: APP_SECRET, access_token: 'token-of-the-business' }
  const body = { kind: 'whatsapp', phone_number_id: LINE, account_id: '20098765', ...own }
  expect((await ask(key, '/channels', { body })).status).toBe(201)
  return key
}

const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Delivers something as Meta does, signed by the business's own application. */
async function delivers(value: Readonly<Record<string, unknown>>): Promise<void> {
  const metadata = { display_phone_number: '12125550100', phone_number_id: LINE }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '20098765', changes: [change] }] })
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(APP_SECRET), usage, false, ['sign'])
  const signature = toHex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body)))
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` }
  const answer = await exports.default.fetch('http://gateway.test/hooks/messages/whatsapp', {
    method: 'POST',
    headers,
    body,
  })
  expect(answer.status).toBe(200)
}

const seconds = (): string => String(Math.floor(Date.now() / 1000))
const status = (id: string, word: string, more = {}) => ({
  statuses: [{ id, status: word, timestamp: seconds(), recipient_id: '12125550142', ...more }],
})

const isNow = (key: string, id: string, wanted: string) =>
  vi.waitUntil(async () => {
    const { json } = await ask(key, `/messages/${id}`)
    return json.status === wanted ? json : null
  }, SOON)

async function send(key: string, body: Readonly<Record<string, unknown>>): Promise<string> {
  const { status: code, json } = await ask(key, '/messages', {
    body: { to: '+12125550142', channel: 'whatsapp', ...body },
  })
  expect(code, JSON.stringify(json)).toBe(202)
  return json.id
}

test('a message goes to Meta with our id, and comes back sent, read and delivered, each told once', async () => {
  const got = aGraph()
  const key = await aBusiness()
  const id = await send(key, { template: TEMPLATE })
  await isNow(key, id, 'sent')
  expect(got).toEqual([expect.objectContaining({ type: 'template', biz_opaque_callback_data: id })])
  for (const word of ['read', 'delivered', 'sent', 'read']) await delivers(status('wamid.1', word))
  const read = await vi.waitUntil(async () => {
    const { json } = await ask(key, `/messages/${id}`)
    return json.history.length === 5 ? json : null
  }, SOON)
  expect(read.status).toBe('read')
  const types = (await ask(key, '/events?limit=50')).json.data.map(({ type }: { type: string }) => type)
  const told = types.filter((type: string) => type.startsWith('message.')).toSorted()
  expect(told).toEqual(['message.delivered', 'message.read', 'message.sent'])
})

test('a request that broke off is not made again when a status tells that it was taken', async () => {
  const got = aGraph(async () => {
    throw new Error('Network connection lost.')
  })
  const key = await aBusiness()
  const id = await send(key, { template: TEMPLATE })
  await isNow(key, id, 'sending')
  await delivers(status('wamid.lost', 'delivered', { biz_opaque_callback_data: id }))
  const { provider_message_id: theirs } = await isNow(key, id, 'delivered')
  expect(theirs).toBe('wamid.lost')
  expect(got).toHaveLength(1)
})

test('who writes opens the window, and who writes STOP closes everything, with one word to confirm it', async () => {
  const got = aGraph()
  const key = await aBusiness()
  const from = { from: '12125550142', timestamp: seconds(), type: 'text' }
  const contacts = [{ profile: { name: 'Ann' }, wa_id: '12125550142' }]
  await delivers({ contacts, messages: [{ ...from, id: 'wamid.in1', text: { body: 'Hello' } }] })
  await vi.waitUntil(async () => (await ask(key, '/messages?direction=inbound')).json.data.length === 1, SOON)
  const [{ thread_id: threadId }] = (await ask(key, '/messages?direction=inbound')).json.data
  const reply = { thread_id: threadId, channel: 'whatsapp', text: 'Good morning.', author: 'staff' }
  const { json } = await ask(key, '/messages', { body: reply })
  await isNow(key, json.id, 'sent')
  expect(got.at(-1)).toMatchObject({ type: 'text', text: { body: 'Good morning.' } })
  await delivers({ contacts, messages: [{ ...from, id: 'wamid.in2', text: { body: 'STOP' } }] })
  await vi.waitUntil(() => got.some(({ text }) => /no more messages/.test(JSON.stringify(text ?? ''))), SOON)
  const refused = await ask(key, '/messages', {
    body: { to: '+12125550142', channel: 'whatsapp', text: 'One more thing' },
  })
  expect(refused).toMatchObject({ status: 403, json: { code: 'suppressed' } })
  expect((await ask(key, '/suppressions')).json.data).toMatchObject([{ source: 'whatsapp', reason: 'stop_keyword' }])
  const confirmations = got.filter(({ text }) => /no more messages/.test(JSON.stringify(text ?? '')))
  expect(confirmations).toHaveLength(1)
})
