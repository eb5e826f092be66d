import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readText } from '../read-text.ts'
import { startSimulator, type Simulator } from '../server.ts'
import type { ShownMessage } from '../chat/shown-message.ts'
import { PLAIN_MANNER } from './deliveries.ts'
import { userWithName, userWithNumber } from './whatsapp-user.ts'

const META = { appSecret: 'app-secret-of-tests', verifyToken: 'word-of-tests', accessToken: 'token-of-tests' }
const LINE = '106555010010110'
const ACCOUNT = '102555010000001'

interface Delivered {
  readonly body: string
  readonly signature: string
}

let hook: Server
let simulator: Simulator
let delivered: Delivered[] = []
let answers: number[] = []

beforeAll(async () => {
  hook = createServer((incoming, response) => {
    void readText(incoming, 4 * 1024 * 1024).then((body) => {
      delivered.push({ body, signature: String(incoming.headers['x-hub-signature-256']) })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`
  const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32) }
  simulator = await startSimulator({ port: 0, publicUrl, ...account, stateDir: null, meta: META })
  await ask('POST', `${ACCOUNT}/subscribed_apps`)
})
afterAll(async () => {
  await simulator.close()
  hook.close()
})
beforeEach(() => {
  delivered = []
  answers = []
  simulator.whatsapp.faults.clear()
  simulator.whatsapp.deliveries.manner = PLAIN_MANNER
})

const ask = (method: string, path: string, body?: unknown, token = META.accessToken): Promise<Response> =>
  fetch(`${simulator.url}/v26.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error?: { code: number } }).error?.code

const send = (message: object): Promise<Response> =>
  ask('POST', `${LINE}/messages`, { messaging_product: 'whatsapp', ...message })

const text = (body: string) => ({ type: 'text', text: { body } })

let phones = 10
/** Somebody who has just written, and what their phone shows from then on. */
function aWriter() {
  const phone = `+121255501${(phones += 1)}`
  const user = userWithNumber(phone, 'Ann Lee')
  const shown: ShownMessage[] = []
  const line = simulator.whatsapp.lineOf(LINE)!
  simulator.whatsapp.listen(user, (message) => shown.push(message))
  const wamid = simulator.whatsapp.write(line, user, text('Hello'))
  return { phone, user, shown, wamid, line }
}

const eventually = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo() && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isSo()).toBe(true)
}

const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
const withButtons = (buttons: readonly object[]) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Which?' }, action: { buttons } },
})
const withRows = (count: number) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Which?' },
    action: {
      button: 'Choose',
      sections: [{ rows: Array.from({ length: count }, (_, nth) => ({ id: `r${nth}`, title: `Row ${nth}` })) }],
    },
  },
})

describe('what Meta refuses is refused', () => {
  test.each([
    ['a text that is too long', text('x'.repeat(4097)), 131009],
    ['no text', { type: 'text' }, 131008],
    ['an unknown type', { type: 'poll', poll: {} }, 131051],
    ['an unknown member', { ...text('Hi'), colour: 'red' }, 100],
    ['four buttons', withButtons(['a', 'b', 'c', 'd'].map((id) => button(id, id))), 131009],
    ['a title of 21 characters', withButtons([button('a', 'x'.repeat(21))]), 131009],
    ['two buttons of one title', withButtons([button('a', 'Yes'), button('b', 'Yes')]), 131009],
    ['eleven rows', withRows(11), 131009],
    [
      'a template that is not there',
      { type: 'template', template: { name: 'nope', language: { code: 'en_US' } } },
      132001,
    ],
    [
      'a template without its parameters',
      { type: 'template', template: { name: 'appointment_reminder', language: { code: 'en_US' } } },
      132000,
    ],
    ['too long a word of ours', { ...text('Hi'), biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
  ])('%s', async (_, message, code) => {
    expect(await codeOf(await send({ to: aWriter().phone, ...message }))).toBe(code)
  })

  test('a wrong token, and a line of somebody else', async () => {
    const wrong = await ask('GET', LINE, undefined, 'another-token')
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 190])
    expect(await codeOf(await ask('GET', '999999999999999'))).toBe(100)
  })

  test('free text to whoever has not written for a day, but no template', async () => {
    const { phone, user, line } = aWriter()
    simulator.whatsapp.users.pair(line, user).wroteAtMs = Date.now() - 24 * 3_600_000
    expect(await codeOf(await send({ to: phone, ...text('Hi') }))).toBe(131047)
    const template = { name: 'hello_world', language: { code: 'en_US' } }
    expect((await send({ to: phone, type: 'template', template })).status).toBe(200)
  })

  test('a user id that is none', async () => {
    expect(await codeOf(await send({ recipient: '12125550142', ...text('Hi') }))).toBe(131009)
  })
})

test('a message is shown with its buttons, and its states are told, signed over what was sent', async () => {
  const { phone, shown } = aWriter()
  const answer = await send({
    to: phone,
    ...withButtons([button('y', 'Yes'), button('n', 'No')]),
    biz_opaque_callback_data: 'msg_1',
  })
  const { messages, contacts } = (await answer.json()) as { messages: { id: string }[]; contacts: object[] }
  expect(contacts).toEqual([{ input: phone, wa_id: phone.slice(1), user_id: expect.stringMatching(/^US\.\d+$/) }])
  expect(shown).toMatchObject([{ text: 'Which?', buttons: [{ title: 'Yes' }, { title: 'No' }] }])
  await eventually(() => delivered.some(({ body }) => body.includes('"status":"read"')))
  const reports = delivered.filter(({ body }) => body.includes(messages[0]!.id))
  expect(reports.length).toBeGreaterThan(0)
  for (const { body, signature } of reports) {
    expect(signature).toBe(`sha256=${createHmac('sha256', META.appSecret).update(body).digest('hex')}`)
    expect(body).toContain('"biz_opaque_callback_data":"msg_1"')
  }
})

test('what is written goes out in ASCII only, and again until it is answered with 200', async () => {
  answers = [500, 404]
  const { line, user } = aWriter()
  delivered = []
  simulator.whatsapp.write(line, user, text('Señor 😊 a/b'))
  await eventually(() => delivered.filter(({ body }) => body.includes('Se\\u00f1or \\ud83d\\ude0a a\\/b')).length >= 2)
  // oxlint-disable-next-line no-control-regex -- every byte on the wire is ASCII.
  expect(delivered.every(({ body }) => /^[\x00-\x7f]*$/.test(body))).toBe(true)
})

test('a thousand updates go in one delivery', async () => {
  const { line, user } = aWriter()
  await simulator.whatsapp.deliveries.settle()
  delivered = []
  simulator.whatsapp.deliveries.manner = { ...PLAIN_MANNER, gather_ms: 50 }
  for (let nth = 0; nth < 1001; nth += 1) simulator.whatsapp.write(line, user, text(`Message ${nth}`))
  await simulator.whatsapp.deliveries.settle()
  const counts = delivered.map(({ body }) => body.match(/"wamid\./g)?.length ?? 0)
  expect(counts.toSorted((a, b) => a - b)).toEqual([1, 1000])
})

test('a message is taken though its answer is cut off', async () => {
  const { phone, shown } = aWriter()
  simulator.whatsapp.faults.add({ match: 'POST /messages', times: 1, cut: 'after' }, Date.now())
  await expect(send({ to: phone, ...text('Once') })).rejects.toThrow()
  expect(shown.map((message) => message.text)).toEqual(['Once'])
  await eventually(() => delivered.some(({ body }) => body.includes('"statuses"')))
})

test('a message that was taken may fail later', async () => {
  const { phone, shown } = aWriter()
  simulator.whatsapp.faults.add({ match: 'POST /messages', times: 1, fails: 131026 }, Date.now())
  expect((await send({ to: phone, ...text('Never') })).status).toBe(200)
  await eventually(() => delivered.some(({ body }) => body.includes('"status":"failed"') && body.includes('131026')))
  expect(shown).toEqual([])
})

test('it is down for as long as it was asked to be', async () => {
  const { phone } = aWriter()
  simulator.whatsapp.faults.add({ match: 'POST /messages', times: 1000, for_ms: 100, status: 500 }, Date.now())
  expect((await send({ to: phone, ...text('Now') })).status).toBe(500)
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect((await send({ to: phone, ...text('Later') })).status).toBe(200)
})

test('people who are known by a name only have no number, and are written to by their id', async () => {
  const user = userWithName('rivergull', 'River')
  simulator.whatsapp.write(simulator.whatsapp.lineOf(LINE)!, user, text('Hi'))
  await eventually(() => delivered.some(({ body }) => body.includes(user.userId)))
  const { body } = delivered.find((one) => one.body.includes(user.userId))!
  expect(body).not.toMatch(/"wa_id"|"from":/)
  expect((await send({ recipient: user.userId, ...text('Hello') })).status).toBe(200)
})

test('a file is had in two steps, for the token and for five minutes only', async () => {
  const { line } = aWriter()
  const { id, sha256 } = simulator.whatsapp.media.put(line.id, 'image/png', Uint8Array.of(1, 2, 3))
  const described = (await (await ask('GET', `${id}?phone_number_id=${LINE}`)).json()) as {
    url: string
    sha256: string
  }
  expect(described.sha256).toBe(sha256)
  const get = (url: string, token: string | null): Promise<Response> =>
    fetch(url, token === null ? {} : { headers: { authorization: `Bearer ${token}` } })
  expect(new Uint8Array(await (await get(described.url, META.accessToken)).arrayBuffer())).toEqual(
    Uint8Array.of(1, 2, 3),
  )
  expect((await get(described.url, null)).status).toBe(401)
  expect((await get(described.url.replace(/ext=\d+/, 'ext=1'), META.accessToken)).status).toBe(404)
})

test('a message is marked as read once it is known', async () => {
  const { wamid } = aWriter()
  const read = { messaging_product: 'whatsapp', status: 'read', typing_indicator: { type: 'text' } }
  expect((await ask('POST', `${LINE}/messages`, { ...read, message_id: wamid })).status).toBe(200)
  expect(simulator.whatsapp.received.get(wamid)).toMatchObject({ typed: true, readAtMs: expect.any(Number) })
  expect(await codeOf(await ask('POST', `${LINE}/messages`, { ...read, message_id: 'wamid.none' }))).toBe(131009)
})

test('an account that was given up is told of nothing', async () => {
  const other = '102555010000002'
  const line = simulator.whatsapp.lineOf('106555010020110')!
  await ask('POST', `${other}/subscribed_apps`)
  expect(await (await ask('GET', `${other}/subscribed_apps`)).json()).toMatchObject({ data: [{}] })
  await ask('DELETE', `${other}/subscribed_apps`)
  expect(await (await ask('GET', `${other}/subscribed_apps`)).json()).toEqual({ data: [] })
  simulator.whatsapp.write(line, userWithNumber('+12125550199', 'Sam'), text('Is anybody there?'))
  await simulator.whatsapp.deliveries.settle()
  expect(delivered.filter(({ body }) => body.includes('anybody'))).toEqual([])
})
