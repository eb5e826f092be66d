import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readText } from '../simulator/read-text.ts'
import { startSimulator, type Simulator } from '../simulator/server.ts'
import { PLAIN_MANNER } from '../simulator/whatsapp/deliveries.ts'
import { userWithName, userWithNumber, type WhatsAppUser } from '../simulator/whatsapp/whatsapp-user.ts'
import { textOf, toHex, utf8 } from '../src/kernel/bytes.ts'
import { sha256 } from '../src/kernel/digest.ts'
import type { Outgoing, Recipient } from '../src/messages/message.ts'
import type { MessagingApi, MessagingEvent, Sent } from '../src/providers/messaging/contract.ts'
import { whatsapp } from '../src/providers/messaging/whatsapp/index.ts'
import { expectSound } from './suites/messaging.ts'

// Our side of WhatsApp against the simulated Meta, over the network both ways: what one writes the other reads.

const META = { appSecret: 'app-secret-of-tests', verifyToken: 'word-of-tests', accessToken: 'token-of-tests' }
const LINE = '106555010010110'
const ACCOUNT = '102555010000001'

let hook: Server
let simulator: Simulator
let api: MessagingApi
let told: MessagingEvent[] = []

/** Takes a delivery as the gateway's door does. */
async function take(body: string, signature: string): Promise<number> {
  const account = whatsapp.account({ META_APP_SECRET: META.appSecret })
  const headers = new Headers({ 'x-hub-signature-256': signature })
  const signed = { url: 'https://gateway.example/', method: 'POST', headers, body: utf8(body) }
  if (account === null || !(await whatsapp.verify(signed, account)).ok) return 403
  const parts = whatsapp.split(signed)
  if (!parts.ok) return 500
  for (const part of parts.value) {
    expect(part.line).toBe(LINE)
    const events = whatsapp.read(part.body, Date.now())
    for (const event of events) expectSound(event, LINE)
    told.push(...events)
  }
  return 200
}

beforeAll(async () => {
  hook = createServer((incoming, response) => {
    void readText(incoming, 4 * 1024 * 1024)
      .then((body) => take(body, String(incoming.headers['x-hub-signature-256'])))
      .then((status) => response.writeHead(status).end())
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`
  const carrier = { accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32) }
  simulator = await startSimulator({ port: 0, publicUrl, ...carrier, stateDir: null, meta: META })
  const secrets = { PLATFORM: 'local', WHATSAPP_API_URL: simulator.url }
  api = whatsapp.api(secrets, { accountId: '', signingSecrets: [], accessToken: META.accessToken })
  expect(await api.subscribe(ACCOUNT)).toEqual({ ok: true, value: undefined })
})
afterAll(async () => {
  await simulator.close()
  hook.close()
})
beforeEach(() => {
  told = []
  simulator.whatsapp.faults.clear()
  simulator.whatsapp.deliveries.manner = PLAIN_MANNER
})

let phones = 30
const aPhone = (): string => `+121255501${(phones += 1)}`
const writes = (user: WhatsAppUser, message: { readonly type: string }): string =>
  simulator.whatsapp.write(simulator.whatsapp.lineOf(LINE)!, user, message)
const text = (body: string) => ({ type: 'text', text: { body } })

const send = (to: Partial<Recipient>, content: Outgoing, messageId = 'msg_1', repliesTo?: string): Promise<Sent> =>
  api.send({
    messageId,
    line: LINE,
    to: { phone: null, userId: null, ...to },
    channel: 'whatsapp',
    content,
    statusUrl: '',
    ...(repliesTo !== undefined && { repliesTo }),
  })

async function eventually<T>(find: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 250; tries += 1) {
    const found = find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('was not told')
}
const aMessage = (id: string) =>
  eventually(() =>
    told
      .flatMap((event) => (event.type === 'message' ? event.message : []))
      .find((one) => one.providerMessageId === id),
  )
const statusesOf = (messageId: string) =>
  told.flatMap((event) => (event.type === 'status' && event.status.messageId === messageId ? event.status : []))

test('what a person writes is read, and the answer reaches them above it', async () => {
  const phone = aPhone()
  const user = userWithNumber(phone, 'Ann Lee')
  const shown: { readonly text: string | null; readonly repliesTo: string | null }[] = []
  simulator.whatsapp.listen(user, (message) => shown.push(message))
  const wamid = writes(user, text('Señor 😊 a/b @x'))
  expect(await aMessage(wamid)).toMatchObject({
    content: { type: 'text', text: 'Señor 😊 a/b @x' },
    sender: { phone, userId: user.userId, name: 'Ann Lee' },
  })
  expect(await api.markRead(LINE, wamid, true)).toBe(true)
  const sent = await send({ phone }, { type: 'text', text: 'On Friday?' }, 'msg_answer', wamid)
  expect(sent).toMatchObject({ how: 'accepted', recipient: { phone, userId: user.userId } })
  expect(shown).toMatchObject([{ text: 'On Friday?', repliesTo: wamid }])
  const read = await eventually(() => statusesOf('msg_answer').find(({ status }) => status === 'read'))
  expect(read).toMatchObject({
    providerMessageId: sent.how === 'accepted' && sent.providerMessageId,
    recipient: { phone },
  })
})

test('somebody without a number is answered by their id', async () => {
  const user = userWithName('rivergull', 'River')
  const wamid = writes(user, text('Hi'))
  expect((await aMessage(wamid)).sender).toMatchObject({ phone: null, userId: user.userId })
  expect(await send({ userId: user.userId }, { type: 'text', text: 'Hello' })).toMatchObject({ how: 'accepted' })
})

test('everything we send is what Meta takes', async () => {
  const phone = aPhone()
  writes(userWithNumber(phone, 'Ann Lee'), text('Hi'))
  const rows = Array.from({ length: 10 }, (_, nth) => ({ id: `r${nth}`, title: `Row ${nth}`, description: 'Dr. Fox' }))
  const contents: readonly Outgoing[] = [
    { type: 'text', text: 'x'.repeat(4096) },
    { type: 'buttons', text: 'Which?', buttons: ['Yes', 'No', 'Later'].map((title) => ({ id: title, title })) },
    { type: 'list', text: 'Which?', button: 'Choose', rows },
    { type: 'list', text: 'Which?', button: 'Choose', rows: rows.map(({ id, title }) => ({ id, title })) },
    { type: 'template', name: 'hello_world', language: 'en-US', parameters: [], text: '' },
    { type: 'media', kind: 'image', source: { url: 'https://example.com/map.png' }, text: 'How to find us' },
  ]
  for (const content of contents)
    expect(await send({ phone }, content), content.type).toMatchObject({ how: 'accepted' })
})

test('outside the window only a template goes', async () => {
  const phone = aPhone()
  simulator.whatsapp.users.pair(simulator.whatsapp.lineOf(LINE)!, userWithNumber(phone, 'Ann Lee'))
  const refused = { how: 'refused', error: { code: '131047', action: 'needs_template' } }
  expect(await send({ phone }, { type: 'text', text: 'Hi' })).toEqual(refused)
})

test('a message that was taken and not answered is known by our own id', async () => {
  const phone = aPhone()
  writes(userWithNumber(phone, 'Ann Lee'), text('Hi'))
  simulator.whatsapp.faults.add({ match: 'POST /messages', times: 1, cut: 'after' }, Date.now())
  expect(await send({ phone }, { type: 'text', text: 'Once' }, 'msg_unknown')).toEqual({ how: 'unknown' })
  expect(await eventually(() => statusesOf('msg_unknown')[0])).toMatchObject({ recipient: { phone } })
})

test('Meta’s trouble is told from ours', async () => {
  const phone = aPhone()
  writes(userWithNumber(phone, 'Ann Lee'), text('Hi'))
  const after = async (fault: object): Promise<unknown> => {
    simulator.whatsapp.faults.add({ match: 'POST /messages', times: 1, ...fault }, Date.now())
    const sent = await send({ phone }, { type: 'text', text: 'Hi' })
    return sent.how === 'refused' ? sent.error : sent.how
  }
  expect(await after({ code: 190 })).toEqual({ code: '190', action: 'configuration' })
  expect(await after({ code: 131056 })).toMatchObject({ action: 'retry', backoffFactor: 4 })
  expect(await after({ status: 429, headers: { 'retry-after': '3' } })).toMatchObject({
    action: 'retry',
    retryAfterMs: 3000,
  })
  expect(await after({ status: 503 })).toMatchObject({ action: 'retry' })
  expect(await after({ status: 500 })).toBe('unknown')
  expect(await after({ cut: 'before' })).toBe('unknown')
})

test('a photo comes whole, and its hash is true', async () => {
  const phone = aPhone()
  const bytes = utf8('a photo, as bytes')
  const { id } = simulator.whatsapp.media.put(LINE, 'image/png', bytes)
  const wamid = writes(userWithNumber(phone, 'Ann Lee'), { type: 'image', image: { id, mime_type: 'image/png' } } as {
    type: string
  })
  const { content } = await aMessage(wamid)
  const [ref] = content.type === 'media' ? content.media : []
  const fetched = await api.fetchMedia(LINE, ref!, 1000)
  if (!fetched.ok) throw new Error(fetched.error)
  const { body, contentType, sha256: hash } = fetched.value
  expect(contentType).toBe('image/png')
  expect(textOf(await new Response(body).arrayBuffer())).toBe('a photo, as bytes')
  expect(hash).toBe(toHex(await sha256(bytes)))
  expect(await api.fetchMedia(LINE, { ...ref!, source: { id: '999' } }, 1000)).toMatchObject({ ok: false })
})

test('a number is looked up, and one that is not ours is not', async () => {
  expect(await api.lookUp(LINE)).toMatchObject({
    ok: true,
    value: { displayNumber: expect.stringContaining('212-555-0110') },
  })
  expect(await api.lookUp('999999999999999')).toMatchObject({ ok: false, error: '100' })
  expect(await api.lookUp(LINE, '999999999999999')).toMatchObject({ ok: false })
})
