import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import twilioLibrary from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { twilio } from '../src/providers/telephony/twilio/index.ts'
import type { CallOrder } from '../src/providers/telephony/contract.ts'

const AC = 'AC00000000000000000000000000000001'
const CA = `CA${'1'.repeat(32)}`
const TOKEN = 'a'.repeat(32)
const ORDER: CallOrder = {
  from: '+12125550100',
  to: '+12125550142',
  answeredUrl: 'https://gw.example/answered?call=ref#rc=2',
  fallbackUrl: 'https://gw.example/fallback?call=ref',
  statusUrl: 'https://gw.example/status?call=ref',
  judgedUrl: 'https://gw.example/machine?call=ref',
  ringSeconds: 30,
  secondsMax: 720,
}

interface Asked {
  readonly line: string
  readonly form: readonly (readonly [string, string])[]
}

interface Answer {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The connection breaks off before a word of the answer. */
  readonly breaks?: true
}

/** The far end of the wire: answers as the test says, and remembers what it was asked. */
let server: Server
let asked: Asked[] = []
let answer: Answer = { status: 500 }

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const line = `${request.method} ${request.url?.replace(`/2010-04-01/Accounts/${AC}`, '')}`
  asked.push({ line, form: sorted([...new URLSearchParams(Buffer.concat(chunks).toString())]) })
  if (answer.breaks) return void response.destroy()
  response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
}

const sorted = (form: readonly (readonly [string, string])[]) =>
  form.toSorted(([a, x], [b, y]) => `${a}=${x}`.localeCompare(`${b}=${y}`))

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
})

const api = () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return twilio.api({ TWILIO_API_URL: origin }, { accountSid: AC, tokens: [TOKEN] })
}
const json = (status: number, value: unknown, headers = {}): Answer => ({
  status,
  body: JSON.stringify(value),
  headers,
})

/** What Twilio's own library sends for the same call. */
async function asTheLibraryAsks(order: CallOrder) {
  const forms: Record<string, string | number | string[]>[] = []
  const httpClient = {
    async request({ data }: { data?: Record<string, string | number | string[]> }) {
      forms.push(data ?? {})
      return { statusCode: 201, body: JSON.stringify({ sid: CA }), headers: {} }
    },
  }
  const library = twilioLibrary(AC, TOKEN, { httpClient: httpClient as never })
  await library.calls.create({
    to: order.to,
    from: order.from,
    url: order.answeredUrl,
    method: 'POST',
    fallbackUrl: order.fallbackUrl,
    fallbackMethod: 'POST',
    statusCallback: order.statusUrl,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    timeout: order.ringSeconds,
    timeLimit: order.secondsMax,
    machineDetection: 'DetectMessageEnd',
    asyncAmd: 'true',
    asyncAmdStatusCallback: order.judgedUrl,
    asyncAmdStatusCallbackMethod: 'POST',
  })
  const pairs = Object.entries(forms[0] ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  )
  return sorted(pairs)
}

describe('a call is asked for', () => {
  test('as Twilio’s own library asks for it, name by name', async () => {
    answer = json(201, { sid: CA, status: 'queued' })
    expect(await api().placeCall(ORDER)).toEqual({ how: 'accepted', carrierCallId: CA })
    expect(asked).toEqual([{ line: 'POST /Calls.json', form: await asTheLibraryAsks(ORDER) }])
  })

  test.each([
    [400, 21211, 'number'],
    [400, 21214, 'number'],
    [400, 21215, 'config'],
    [400, 21219, 'config'],
    [400, 13227, 'config'],
    [400, 13225, 'number'],
    [401, 20003, 'config'],
    [403, 20005, 'config'],
    [400, 21262, 'our_bug'],
    [400, 20001, 'our_bug'],
  ] as const)('and HTTP %i with code %i is a refusal that says what to do: %s', async (status, code, action) => {
    answer = json(status, { code, message: 'about +1 212 555 0142' })
    const placed = await api().placeCall(ORDER)
    expect(placed).toEqual({ how: 'refused', error: { code: String(code), action, retryAfterMs: null } })
  })

  test('and too many of them are asked for again when Twilio says', async () => {
    answer = json(429, { code: 20429 }, { 'retry-after': '7' })
    expect(await api().placeCall(ORDER)).toMatchObject({ error: { action: 'retry', retryAfterMs: 7_000 } })
  })

  test.each<[string, Answer]>([
    ['a server error', json(500, { code: 20500 })],
    ['a gateway that gave up waiting', { status: 504 }],
    ['a line that broke', { status: 0, breaks: true }],
    ['an answer that was cut off', { status: 201, body: '{"sid": "CA1' }],
    ['an answer without a name of the call', json(201, { status: 'queued' })],
  ])('and after %s nobody knows whether it rings', async (_, given) => {
    answer = given
    expect(await api().placeCall(ORDER)).toEqual({ how: 'unknown' })
    expect(asked).toHaveLength(1)
  })
})

describe('calls that were made are found', () => {
  const at = (text: string) => Date.parse(text)
  const entry = (nth: number, more = {}) => ({
    sid: `CA${String(nth).padStart(32, '0')}`,
    direction: 'outbound-api',
    status: 'queued',
    date_created: 'Tue, 24 Nov 2026 17:00:05 +0000',
    start_time: null,
    ...more,
  })
  const sought = { from: ORDER.from, to: ORDER.to, sinceMs: at('2026-11-24T17:00:00Z') }

  test('by both numbers, those that wait in Twilio’s queue among them, and no older ones or legs of others', async () => {
    const calls = [
      entry(1),
      entry(2, { date_created: 'Tue, 24 Nov 2026 16:59:59 +0000' }),
      entry(3, { direction: 'outbound-dial' }),
      entry(4, { direction: 'inbound' }),
    ]
    answer = json(200, { calls })
    const found = await api().findCalls(sought)
    const createdAtMs = at('2026-11-24T17:00:05Z')
    expect(found).toEqual({ ok: true, value: [{ carrierCallId: entry(1).sid, createdAtMs }] })
    expect(asked[0]?.line).toBe('GET /Calls.json?To=%2B12125550142&From=%2B12125550100&PageSize=50')
  })

  test('not, where Twilio cannot be asked: that is not the same as none', async () => {
    answer = { status: 503 }
    expect(await api().findCalls(sought)).toMatchObject({ ok: false, error: { reason: 'unreachable' } })
  })
})

test('a call that rings is let go; one that was picked up, or is over, is left as it is', async () => {
  answer = json(200, { sid: CA, status: 'canceled' })
  expect(await api().cancelCall(CA)).toEqual({ ok: true, value: 'let_go' })
  expect(asked).toEqual([{ line: `POST /Calls/${CA}.json`, form: [['Status', 'canceled']] }])
  answer = json(400, { code: 21220 })
  expect(await api().cancelCall(CA)).toEqual({ ok: true, value: 'left_alone' })
  answer = json(500, {})
  expect((await api().cancelCall(CA)).ok).toBe(false)
})
