import { createServer, type Server } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute, ForeignCall, newSid, someWav, startForeignApi, type ForeignApi } from './foreign-carrier.ts'
import { eventually, startGateway, type Gateway } from './gateway.ts'

const ACCOUNT = { accountSid: newSid('AC'), authToken: newSid('') }
const DAY_MS = 86_400_000

let gateway: Gateway
let carrier: ForeignApi
let receiver: Server
const received: { id: string; type: string; data: Record<string, unknown> }[] = []
let secret = ''

beforeAll(async () => {
  carrier = await startForeignApi(ACCOUNT.accountSid, ACCOUNT.authToken)
  gateway = await startGateway({
    simulator: false,
    env: { TWILIO_ACCOUNT_SID: ACCOUNT.accountSid, TWILIO_AUTH_TOKEN: ACCOUNT.authToken, TWILIO_API_URL: carrier.url },
  })
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = request.headers as Record<string, string>
      const event = new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers) as {
        type: string
        data: Record<string, unknown>
      }
      received.push({ id: headers['webhook-id'] ?? '', ...event })
      response.writeHead(200).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const made = await gateway.api('/v1/webhook_endpoints', {
    method: 'POST',
    body: { url: `http://127.0.0.1:${port}/in`, events: ['*'] },
  })
  expect(made.status).toBe(201)
  secret = ((await made.json()) as { secret: string }).secret
})

afterAll(async () => {
  await gateway?.stop()
  await carrier?.close()
  receiver?.close()
})

const aCall = (from = '+12125550142'): ForeignCall =>
  new ForeignCall(gateway.demo.url, ACCOUNT, from, gateway.tenant('bright-smile').phoneNumber)

const json = async <T>(path: string): Promise<T> => {
  const response = await gateway.api(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as T
}

interface CallObject {
  readonly id: string
  readonly status: string
  readonly outcome: string | null
  readonly duration_seconds: number | null
  readonly carrier_call_id: string
  readonly recording: { readonly status: string; readonly expires_at: string | null }
}

const findCall = (callSid: string): Promise<CallObject> =>
  eventually('the call to be listed', async () => {
    const { data } = await json<{ data: CallObject[] }>('/v1/calls?limit=50')
    return data.find(({ carrier_call_id }) => carrier_call_id === callSid)
  })

test('a foreign carrier delivers a call, and it becomes a booking, a transcript, a sealed recording and signed events', async () => {
  const call = aCall()
  const twiml = await call.ring()
  expect(twiml.indexOf('<Say')).toBeLessThan(twiml.indexOf('<Recording'))
  expect(twiml.indexOf('<Recording')).toBeLessThan(twiml.indexOf('<Connect'))
  expect(twiml).toMatch(/<Say[^>]*>[^<]*\bAI\b[^<]*record/i)

  expect(await call.connect(attribute(twiml, 'ConversationRelay', 'url'))).toBe(101)
  const offer = await call.say("Hi, I'd like to book a cleaning, any time next week please")
  expect(offer).toMatch(/\d/)
  let reply = await call.say('The first one please')
  for (
    let nth = 0;
    nth < 4 && !/(you('re| are) (all )?(booked|set)|is booked|have booked|'ve booked)/i.test(reply);
    nth += 1
  ) {
    reply = await call.say(/name/i.test(reply) ? 'Ann Lee' : 'Yes please')
  }
  const [booking] = (await json<{ data: { status: string; starts_at: string }[] }>('/v1/bookings')).data
  expect(booking?.status).toBe('confirmed')
  const goodbye = await call.say("No that's all, thank you, bye")
  expect(goodbye).toMatch(/bye|day|see you/i)
  const end = await eventually('the relay to be ended', () => call.frames.find(({ type }) => type === 'end'))
  call.close()

  const action = await call.post(
    attribute(twiml, 'Connect', 'action'),
    call.params({
      CallStatus: 'in-progress',
      SessionStatus: 'ended',
      SessionDuration: '41',
      HandoffData: String(end['handoffData']),
    }),
  )
  expect(await action.text()).toContain('<Hangup')
  const recordingSid = newSid('RE')
  const audio = someWav(3)
  carrier.recordings.set(recordingSid, audio)
  const done = call.params({
    CallStatus: 'completed',
    CallDuration: '42',
    Duration: '1',
    SequenceNumber: '0',
    Timestamp: 'Sat, 21 Nov 2026 08:44:34 +0000',
  })
  expect((await call.post('/hooks/voice/twilio/status', done)).status).toBe(200)
  const recorded = {
    CallSid: call.callSid,
    AccountSid: ACCOUNT.accountSid,
    RecordingSid: recordingSid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.accountSid}/Recordings/${recordingSid}`,
    RecordingStatus: 'completed',
    RecordingDuration: '3',
    RecordingChannels: '2',
    RecordingSource: 'StartCallRecordingTwiML',
  }
  for (const _ of [1, 2])
    expect((await call.post(attribute(twiml, 'Recording', 'recordingStatusCallback'), recorded)).status).toBe(200)

  const listed = await findCall(call.callSid)
  const settled = await eventually('the call to be settled', async () => {
    const object = await json<CallObject>(`/v1/calls/${listed.id}`)
    return object.recording.status === 'stored' && object.outcome !== null ? object : null
  })
  expect(settled).toMatchObject({ status: 'completed', outcome: 'booked', duration_seconds: 42 })
  const { turns } = await json<{ turns: { speaker: string; text: string }[] }>(`/v1/calls/${listed.id}/transcript`)
  expect(turns.map(({ text }) => text).join(' ')).toContain('Ann Lee')
  expect(await json(`/v1/calls/${listed.id}/summary`)).toMatchObject({ generated_by: 'rules' })

  const whole = await gateway.api(`/v1/calls/${listed.id}/recording`)
  expect(Buffer.from(await whole.arrayBuffer()).equals(audio)).toBe(true)
  const part = await gateway.api(`/v1/calls/${listed.id}/recording`, { headers: { range: 'bytes=70000-70099' } })
  expect(part.status).toBe(206)
  expect(Buffer.from(await part.arrayBuffer()).equals(audio.subarray(70_000, 70_100))).toBe(true)
  const link = await json<{ url: string; expires_at: string }>(`/v1/calls/${listed.id}/recording?link=1`)
  expect(Buffer.from(await (await fetch(link.url)).arrayBuffer()).equals(audio)).toBe(true)
  await eventually('the carrier to have been told to delete', () =>
    carrier.recordings.has(recordingSid) ? null : true,
  )

  const types = await eventually('the events of the call', () => {
    const mine = received.filter(({ data }) => data['call_id'] === listed.id).map(({ type }) => type)
    return mine.includes('call.completed') ? mine : null
  })
  expect(types).toEqual(
    expect.arrayContaining(['call.started', 'call.answered', 'transcript.ready', 'recording.ready', 'call.completed']),
  )
  expect(received.map(({ type }) => type)).toContain('booking.confirmed')
  expect(new Set(received.map(({ id }) => id)).size).toBe(received.length)

  const expiresAtMs = Date.parse(settled.recording.expires_at ?? '')
  const sweep = (atMs: number): Promise<Response> =>
    fetch(
      `${gateway.demo.url}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('*/10 * * * *')}&time=${atMs}&format=json`,
    )
  expect((await sweep(expiresAtMs - DAY_MS)).ok).toBe(true)
  expect((await gateway.api(`/v1/calls/${listed.id}/recording`)).status).toBe(200)
  expect((await sweep(expiresAtMs)).ok).toBe(true)
  expect((await gateway.api(`/v1/calls/${listed.id}/recording`)).status).toBe(404)
  expect((await json<CallObject>(`/v1/calls/${listed.id}`)).recording.status).toBe('deleted')
})

test('a webhook that nobody signed, or that was signed for somebody else, is refused and changes nothing', async () => {
  const call = aCall('+12125550143')
  expect(
    (await call.post('/hooks/voice/twilio', call.params({ CallStatus: 'ringing' }), 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='))
      .status,
  ).toBe(403)
  const unsigned = await fetch(`${gateway.demo.url}/hooks/voice/twilio`, {
    method: 'POST',
    body: new URLSearchParams(call.params()),
  })
  expect(unsigned.status).toBe(403)
  expect(await unsigned.text()).toBe('')
})

test('a socket token is good once, and a refused upgrade does not spend it', async () => {
  const call = aCall('+12125550144')
  const url = attribute(await call.ring(), 'ConversationRelay', 'url')
  expect(attribute(await call.ring(), 'ConversationRelay', 'url')).toBe(url)
  expect(await call.connect(url, { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })).toBe(403)
  expect(await call.connect(`${url.slice(0, -2)}xx`)).toBe(403)
  expect(await call.connect(url)).toBe(101)
  expect(await call.connect(url)).toBe(403)
  call.close()
})

test('a caller whose socket died is connected again, is not greeted twice, and is not booked twice', async () => {
  const call = aCall('+12125550145')
  const twiml = await call.ring()
  await call.connect(attribute(twiml, 'ConversationRelay', 'url'))
  await call.say('I would like to book a cleaning next week')
  call.drop()
  const lost = call.params({
    CallStatus: 'in-progress',
    SessionStatus: 'failed',
    ErrorCode: '64105',
    ErrorMessage: 'Websocket ended',
  })
  const again = await (await call.post(attribute(twiml, 'Connect', 'action'), lost)).text()
  expect(again).not.toContain('welcomeGreeting=')
  expect(again).not.toContain('<Say')
  expect(
    await call.connect(attribute(again, 'ConversationRelay', 'url'), { setup: { callStatus: 'IN_PROGRESS' } }),
  ).toBe(101)
  expect(await call.say('The first one')).toMatch(/\w/)
  call.close()
})

test('a number that nobody owns is acknowledged and dropped', async () => {
  const call = new ForeignCall(gateway.demo.url, ACCOUNT, '+12125550146', '+12125550199')
  expect(await call.ring()).toContain('<Reject')
})
