import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { aLine } from './line.ts'
import { aCall, attributeOf } from './played-call.ts'

afterEach(() => void vi.restoreAllMocks())

const count = async (sql: string): Promise<number> => (await env.DB.prepare(sql).first<{ n: number }>())?.n ?? -1

test('an object that hibernates between any two turns goes on as if it had not', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('refused')
  const said = [
    "Hi, this is Ann Lee, I'd like to book a cleaning any time next week",
    'the first one',
    'yes please',
    'what are your opening hours',
  ]
  const replies: string[] = []
  for (const words of said) {
    replies.push(await socket.say(words))
    await evictDurableObject(call.object())
  }
  expect(replies[2]).toMatch(/booked/i)
  expect(replies[3]).toMatch(/open|closed/i)
  expect(await count("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")).toBe(1)
})

test('an object that lost everything it remembered writes the call down from what it kept', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('refused')
  await socket.say('what are your opening hours')
  await evictDurableObject(call.object(), { webSockets: 'close' })
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '9' }))
  const ended = "SELECT count(*) AS n FROM calls WHERE status = 'completed' AND ended_at_ms IS NOT NULL"
  await vi.waitUntil(async () => (await count(ended)) === 1, { timeout: 90_000 })
  expect(await count('SELECT count(*) AS n FROM transcripts')).toBe(1)
})

test('what was said as the object went with its socket is said again, however long it was away', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('refused')
  await socket.say("Hi, this is Ann Lee, I'd like to book a cleaning any time next week")
  await socket.say('the first one')
  expect(await socket.say('yes please')).toMatch(/booked/i)
  await evictDurableObject(call.object(), { webSockets: 'close' })

  const realNow = Date.now.bind(Date)
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + 30_000)
  const lost = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64105' })
  const resumed = await call.connect(await (await call.post(attributeOf(twiml, 'Connect', 'action'), lost)).text())
  if (!resumed) throw new Error('refused')
  expect(await resumed.say('Hello? Are you still there?')).toMatch(/booked/i)
  expect(await count("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")).toBe(1)
})
