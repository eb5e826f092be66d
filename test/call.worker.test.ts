import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { retentionSettings } from '../src/records/retention/table.ts'
import { aLine } from './line.ts'
import { aCall, attributeOf, type PlayedCall, type PlayedSocket } from './played-call.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

const row = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<Record<string, unknown>>()

/** Talks until a booking is read back as made. */
async function book(socket: PlayedSocket, name = 'Ann Lee'): Promise<string> {
  await socket.say("Hi, I'd like to book a cleaning, any time next week")
  let reply = await socket.say('The first one please')
  for (let nth = 0; nth < 4 && !/booked|all set/i.test(reply); nth += 1)
    reply = await socket.say(/name/i.test(reply) ? name : 'Yes please')
  return reply
}

async function connected(call: PlayedCall): Promise<{ socket: PlayedSocket; twiml: string }> {
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  return { socket, twiml }
}

test('the first answer says that this is an AI and records, before it records and before it connects', async () => {
  const { phoneNumber } = await aLine()
  const twiml = await aCall(phoneNumber).ring()
  expect(twiml).toMatch(/<Say[^>]*>[^<]*\bAI\b[^<]*record/i)
  expect(twiml.indexOf('</Say>')).toBeLessThan(twiml.indexOf('<Start>'))
  expect(twiml.indexOf('<Start>')).toBeLessThan(twiml.indexOf('<Connect'))
})

test('a repeated voice webhook gets the same answer, byte for byte', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  expect(await call.ring()).toBe(await call.ring())
})

test('a talk becomes a booking that is read back from its row', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  expect(await book(socket)).toMatch(/booked|all set/i)
  expect(await row("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")).toEqual({ n: 1 })
})

test('nothing is spoken on the socket before the caller has spoken', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  await vi.waitUntil(async () => (await row('SELECT count(*) AS n FROM calls'))?.['n'] === 1, { timeout: 90_000 })
  expect(socket.frames).toEqual([])
})

test('a socket token is redeemed once', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  expect(await call.connect(twiml)).toBeNull()
})

test('after a lost socket the talk goes on in the same object, without a greeting', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const { socket, twiml } = await connected(call)
  await socket.say('I would like to book a cleaning next week')
  socket.close()
  const lost = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64105' })
  const again = await (await call.post(attributeOf(twiml, 'Connect', 'action'), lost)).text()
  expect(again).not.toMatch(/welcomeGreeting|<Say|<Start/)
  const second = await call.connect(again)
  expect(await second?.say('The first one please')).toMatch(/\w/)
  expect(await row('SELECT count(*) AS n FROM calls')).toEqual({ n: 1 })
})

test('nothing that was said lies in the clear, neither in the object nor in the database', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber, '+12125550177')
  const { socket } = await connected(call)
  await book(socket, 'Zebulon Quartermaine')
  const kept = await runInDurableObject(call.object(), (_, state) => JSON.stringify([...state.storage.kv.list()]))
  expect(kept).not.toMatch(/Quartermaine|2125550177/i)
  for (const table of ['calls', 'bookings', 'people', 'events', 'tasks']) {
    const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all()
    expect(JSON.stringify(results), table).not.toMatch(/Quartermaine|2125550177/i)
  }
})

test('an emergency is answered before anything else, and does not end the call', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  expect(await socket.say('my husband has chest pain and he cannot breathe')).toMatch(/911/)
  expect(await socket.say('what are your opening hours')).toMatch(/open|closed/i)
  expect(socket.frames.some(({ type }) => type === 'end')).toBe(false)
})

test('an opt-out is written before it is spoken of', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  expect(await socket.say('Stop calling me and take me off your list')).toMatch(/off|won't/i)
  expect(await row('SELECT count(*) AS n FROM suppressions')).toEqual({ n: 1 })
  expect(await row("SELECT count(*) AS n FROM events WHERE type = 'person.opted_out'")).toEqual({ n: 1 })
})

test('a call that ends writes its last row, its transcript and its events, once', async () => {
  const { phoneNumber } = await aLine({
    change: (document) => ({
      ...document,
      opening: { ...document.opening, recording: { ...document.opening.recording, mode: 'off' } },
    }),
  })
  const call = aCall(phoneNumber)
  const { socket } = await connected(call)
  await book(socket)
  const done = call.params({ CallStatus: 'completed', CallDuration: '42', Duration: '1' })
  for (const _ of [1, 2]) expect((await call.post('/hooks/voice/twilio/status', done)).status).toBe(200)
  await runDurableObjectAlarm(call.object())
  await vi.waitUntil(async () => (await row('SELECT reported_at_ms AS at FROM calls'))?.['at'], { timeout: 90_000 })
  expect(
    await row('SELECT status, outcome, duration_seconds AS seconds, transcript_status AS transcript FROM calls'),
  ).toEqual({
    status: 'completed',
    outcome: 'booked',
    seconds: 42,
    transcript: 'stored',
  })
  const { results } = await env.DB.prepare('SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type').all()
  expect(results).toEqual([
    { type: 'booking.confirmed', n: 1 },
    { type: 'call.answered', n: 1 },
    { type: 'call.completed', n: 1 },
    { type: 'call.started', n: 1 },
    { type: 'transcript.ready', n: 1 },
  ])
})

test('malformed, unknown and huge frames are survived', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  for (let nth = 0; nth < 10; nth += 1) socket.send('not json at all')
  socket.send({ type: 'from_the_future', value: 1 })
  socket.send(JSON.stringify({ type: 'prompt', voicePrompt: 'x'.repeat(1_000_000), last: true }))
  expect(await socket.say('what are your opening hours')).toMatch(/open|closed/i)
})

test('a key that means nothing is answered in words', async () => {
  const { phoneNumber } = await aLine()
  const { socket } = await connected(aCall(phoneNumber))
  expect(await socket.press('7')).toMatch(/\w{3}/)
})

test('a caller in a pinned region is kept in that region', async () => {
  const { phoneNumber, ctx } = await aLine({ region: 'eu' })
  const { socket } = await connected(aCall(phoneNumber))
  await socket.say('what are your opening hours')
  const inEu = await env.DB_EU.prepare('SELECT tenant_id AS tenant FROM calls').first()
  expect(inEu).toEqual({ tenant: ctx.tenantId })
  expect(await row('SELECT count(*) AS n FROM calls')).toEqual({ n: 0 })
})

test('a business that keeps no recordings makes none, and does not say that it does', async () => {
  const { phoneNumber, ctx } = await aLine()
  const setting = { tenantId: ctx.tenantId, category: 'recordings', keepDays: 0, updatedAtMs: ctx.nowMs }
  await ctx.db.insert(retentionSettings).values(setting)
  const twiml = await aCall(phoneNumber).ring()
  expect(twiml).toMatch(/\bAI\b/)
  expect(twiml).not.toMatch(/record/i)
})
