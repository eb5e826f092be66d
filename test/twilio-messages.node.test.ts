import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MediaRef } from '../src/messages/message.ts'
import type { SendOrder } from '../src/providers/messaging/contract.ts'
import { twilio } from '../src/providers/messaging/twilio/index.ts'

const AC = 'AC00000000000000000000000000000001'
const SM = 'SM00000000000000000000000000000001'
const ACCOUNT = { accountId: AC, signingSecrets: ['a'.repeat(32), 'b'.repeat(32)], accessToken: 'a'.repeat(32) }
const MEDIA_PATH = `/2010-04-01/Accounts/${AC}/Messages/${SM}/Media/ME1`

interface Asked {
  readonly line: string
  readonly authorization: string | null
  readonly form: Readonly<Record<string, string>>
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The connection is cut instead. */
  readonly cut?: boolean
}

/** The far end of the wire: answers as the test says, and remembers what it was asked. */
let server: Server
let asked: Asked[] = []
let answer: (request: Asked) => Answer = () => ({ status: 500 })

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
  const one = { line: `${request.method} ${request.url}`, authorization: request.headers.authorization ?? null, form }
  asked.push(one)
  const { status, headers = {}, body = '', cut = false } = answer(one)
  if (cut) response.destroy()
  else response.writeHead(status, headers).end(body)
}

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
})

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const api = (account = ACCOUNT) => twilio.api({ TWILIO_API_URL: origin() }, account)
const json = (status: number, value: unknown, headers = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(value),
})

const order = (content: SendOrder['content'], more: Partial<SendOrder> = {}): SendOrder => ({
  messageId: 'msg_01k5m3x8q2v7w9y0z1a2b3c4d5',
  line: '+12125550100',
  to: { phone: '+12125550142', userId: null },
  channel: 'sms',
  content,
  statusUrl: 'https://gw.example/hooks/messages/twilio/status#rc=5',
  ...more,
})
const text = (words: string) => ({ type: 'text', text: words }) as const

describe('sending', () => {
  test('a text goes out with the address its statuses are told to, and our own id in it', async () => {
    answer = () => json(201, { sid: SM, status: 'queued' })
    expect(await api().send(order(text('Hello ’ 😀')))).toEqual({
      how: 'accepted',
      providerMessageId: SM,
      recipient: null,
    })
    expect(asked).toMatchObject([
      {
        line: `POST /2010-04-01/Accounts/${AC}/Messages.json`,
        form: {
          From: '+12125550100',
          To: '+12125550142',
          Body: 'Hello ’ 😀',
          StatusCallback: 'https://gw.example/hooks/messages/twilio/status?message=msg_01k5m3x8q2v7w9y0z1a2b3c4d5#rc=5',
        },
      },
    ])
  })

  test('WhatsApp goes to a number or to an id, from a number', async () => {
    answer = () => json(201, { sid: SM })
    await api().send(order(text('Hi'), { channel: 'whatsapp' }))
    await api().send(order(text('Hi'), { channel: 'whatsapp', to: { phone: null, userId: 'US.1349' } }))
    expect(asked.map(({ form: { From, To } }) => [From, To])).toEqual([
      ['whatsapp:+12125550100', 'whatsapp:+12125550142'],
      ['whatsapp:+12125550100', 'whatsapp:US.1349'],
    ])
  })

  test('choices are said in words, templates are contents with variables, files are addresses', async () => {
    answer = () => json(201, { sid: SM })
    const buttons = [
      { id: 'a', title: 'Tue 10:00' },
      { id: 'b', title: 'Wed 9:00' },
    ]
    await api().send(order({ type: 'buttons', text: 'When?', buttons }))
    const rows = [{ id: 'a', title: 'Cleaning', description: '30 min' }, ...buttons]
    await api().send(order({ type: 'list', text: 'What?', button: 'Choose', rows }))
    const longRows = Array.from({ length: 10 }, () => ({ id: 'a', title: 'x'.repeat(24), description: 'y'.repeat(72) }))
    await api().send(order({ type: 'list', text: 'z'.repeat(1024), button: 'Choose', rows: longRows }))
    await api().send(
      order({ type: 'template', name: `HX${'0'.repeat(32)}`, language: 'en', parameters: ['Ana', '10:00'], text: '' }),
    )
    const url = 'https://gw.example/map.png'
    await api().send(order({ type: 'media', kind: 'image', source: { url }, text: 'The way here' }))
    expect(asked.map(({ form: { From: _from, To: _to, StatusCallback: _status, ...said } }) => said)).toEqual([
      { Body: 'When?\n\n- Tue 10:00\n- Wed 9:00' },
      { Body: 'What?\n\n1. Cleaning (30 min)\n2. Tue 10:00\n3. Wed 9:00' },
      { Body: ['z'.repeat(1024), '', ...longRows.map(({ title }, nth) => `${nth + 1}. ${title}`)].join('\n') },
      { ContentSid: `HX${'0'.repeat(32)}`, ContentVariables: '{"1":"Ana","2":"10:00"}' },
      { MediaUrl: url, Body: 'The way here' },
    ])
  })

  test.each<[string, Partial<SendOrder> & Pick<SendOrder, 'content'>]>([
    ['too_long', { content: text('a'.repeat(1601)) }],
    ['empty', { content: text(' ') }],
    ['no_address', { content: text('Hi'), to: { phone: null, userId: 'US.1349' } }],
    ['no_content_sid', { content: { type: 'template', name: 'hello', language: 'en', parameters: [], text: '' } }],
    ['no_address_of_media', { content: { type: 'media', kind: 'image', source: { id: '1' }, text: '' } }],
  ])('what Twilio would not take is refused unasked: %s', async (code, { content, ...more }) => {
    expect(await api().send(order(content, more))).toEqual({ how: 'refused', error: { code, action: 'our_bug' } })
    expect(asked).toEqual([])
  })

  test.each<[string, Answer, object]>([
    ['an opt-out', json(400, { code: 21610 }), { code: '21610', action: 'suppress', suppress: 'all' }],
    ['a closed window', json(400, { code: 63016 }), { code: '63016', action: 'needs_template' }],
    [
      'a limit',
      json(429, { code: 20429 }, { 'retry-after': '7' }),
      { code: '20429', action: 'retry', retryAfterMs: 7000 },
    ],
    ['a closed service', { status: 503 }, { code: '503', action: 'retry' }],
    ['a wrong token', json(401, { code: 20003 }), { code: '20003', action: 'configuration' }],
    ['an unknown code', json(400, { code: 21999 }), { code: '21999', action: 'our_bug' }],
  ])('%s is understood', async (_title, said, error) => {
    answer = () => said
    expect(await api().send(order(text('Hi')))).toEqual({ how: 'refused', error })
  })

  test.each<[string, Answer]>([
    ['the connection is cut', { status: 0, cut: true }],
    ['the server fails halfway', { status: 502, body: '<html>' }],
    ['the answer names no message', json(201, {})],
  ])('nobody knows whether it was taken when %s', async (_title, said) => {
    answer = () => said
    expect(await api().send(order(text('Hi')))).toEqual({ how: 'unknown' })
    expect(asked).toHaveLength(1)
  })

  test('while a token is being promoted the other is tried, and without any nothing is asked', async () => {
    const tokenOf = ({ authorization }: Asked) => Buffer.from(authorization?.slice(6) ?? '', 'base64').toString()
    answer = (request) => (tokenOf(request).endsWith('b') ? json(201, { sid: SM }) : json(401, { code: 20003 }))
    expect(await api().send(order(text('Hi')))).toMatchObject({ how: 'accepted' })
    expect(asked.map(tokenOf)).toEqual(ACCOUNT.signingSecrets.map((token) => `${AC}:${token}`))
    const mute = twilio.api({ TWILIO_API_URL: origin() }, { ...ACCOUNT, accessToken: null })
    expect(await mute.send(order(text('Hi')))).toMatchObject({ how: 'refused', error: { action: 'configuration' } })
    expect(asked).toHaveLength(2)
  })
})

describe('files', () => {
  const ref = (url: string): MediaRef => ({
    kind: 'image',
    source: { url },
    contentType: null,
    sha256: null,
    fileName: null,
  })
  const fetchFrom = (url: string, bytesMax = 100) => api().fetchMedia('+12125550100', ref(url), bytesMax)

  test('come with the account’s token', async () => {
    answer = () => ({ status: 200, headers: { 'content-type': 'image/png', 'content-length': '4' }, body: 'data' })
    const got = await fetchFrom(origin() + MEDIA_PATH)
    if (!got.ok) throw new Error(got.error)
    expect(got.value).toMatchObject({ contentType: 'image/png', bytes: 4, sha256: null })
    expect(await new Response(got.value.body).text()).toBe('data')
    got.value.letGo()
    expect(asked[0]!.authorization).toMatch(/^Basic /)
  })

  test('are followed to where they are kept, without it', async () => {
    answer = ({ line }) =>
      line.endsWith('/ME1')
        ? { status: 307, headers: { location: `${origin()}/kept/1` } }
        : { status: 200, body: 'kept' }
    const got = await fetchFrom(origin() + MEDIA_PATH)
    expect(got.ok && (await new Response(got.value.body).text())).toBe('kept')
    if (got.ok) got.value.letGo()
    expect(asked.map(({ authorization }) => authorization !== null)).toEqual([true, false])
  })

  test.each([
    'https://files.example.com/1',
    'http://127.0.0.1:1/2010-04-01/Accounts/AC1/Media/1',
    'file:///etc/passwd',
    'not an address',
    'https://api.twilio.com.example.com/2010-04-01/Accounts/AC1/Media/1',
  ])('elsewhere are not asked for: %s', async (url) => {
    expect(await fetchFrom(url)).toEqual({ ok: false, error: 'elsewhere' })
    expect(asked).toEqual([])
  })

  test('are not asked for at another place of the API, nor with somebody’s name in the address', async () => {
    const named = origin().replace('//', '//user:word@')
    for (const url of [`${origin()}/_sim/faults`, `${origin()}${MEDIA_PATH}/../../../../../../x`, named + MEDIA_PATH])
      expect(await fetchFrom(url)).toEqual({ ok: false, error: 'elsewhere' })
    expect(asked).toEqual([])
  })

  test('are not followed off https', async () => {
    answer = () => ({ status: 307, headers: { location: 'http://files.example.com/1' } })
    expect(await fetchFrom(origin() + MEDIA_PATH)).toEqual({ ok: false, error: 'elsewhere' })
  })

  test('are not followed round and round', async () => {
    answer = () => ({ status: 307, headers: { location: `${origin()}/again` } })
    expect(await fetchFrom(origin() + MEDIA_PATH)).toEqual({ ok: false, error: 'elsewhere' })
    expect(asked.length).toBeLessThan(5)
  })

  test.each<[string, Answer]>([
    ['gone', { status: 404 }],
    ['refused', { status: 401 }],
    ['away', { status: 503 }],
    ['away', { status: 0, cut: true }],
    ['too_large', { status: 200, headers: { 'content-length': '101' }, body: 'x'.repeat(101) }],
  ])('that cannot be had are %s', async (error, said) => {
    answer = () => said
    expect(await fetchFrom(origin() + MEDIA_PATH)).toEqual({ ok: false, error })
  })
})

test('an account is seen to be there, and a number to be in it', async () => {
  answer = ({ line }) =>
    json(200, { incoming_phone_numbers: line.includes('PageSize') ? [] : [{ phone_number: '+12125550100' }] })
  expect(await api().subscribe(AC)).toMatchObject({ ok: true })
  expect(await api().subscribe('AC2')).toEqual({ ok: false, error: 'another_account' })
  expect(await api().lookUp('+12125550100')).toEqual({ ok: true, value: { displayNumber: '+12125550100' } })
  expect(await api().lookUp('+1212555010')).toEqual({ ok: false, error: 'not_found' })
  expect(await api().lookUp('+12125550100', AC)).toMatchObject({ ok: true })
  expect(await api().lookUp('+12125550100', 'AC2')).toEqual({ ok: false, error: 'another_account' })
  answer = () => json(401, { code: 20003 })
  expect(await api().subscribe(AC)).toEqual({ ok: false, error: '20003' })
})
