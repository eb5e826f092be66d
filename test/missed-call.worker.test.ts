import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { inRegion } from '../src/context.ts'
import { suppress } from '../src/consent/suppress.ts'
import { aLine, type AnsweredLine } from './line.ts'
import { aCall, type PlayedCall } from './played-call.ts'
import { migrateOtherRegions } from './migrate.ts'
import { texting, textsSent } from './texts-sent.ts'

beforeEach(migrateOtherRegions)

const SOON = { timeout: 90_000, interval: 50 }

const rowOf = (call: PlayedCall) =>
  env.DB.prepare('SELECT outcome, person_id, reported_at_ms FROM calls WHERE carrier_call_id = ?')
    .bind(call.callSid)
    .first<{ outcome: string | null; person_id: string | null; reported_at_ms: number | null }>()

/** Everything the call owes is done, and so is what its person's thread has to send. */
async function settled(call: PlayedCall): Promise<string | null> {
  const personId = await vi.waitUntil(async () => {
    await runDurableObjectAlarm(call.object())
    const row = await rowOf(call)
    return typeof row?.outcome === 'string' ? { id: row.person_id } : null
  }, SOON)
  for (let nth = 0; nth < 5; nth += 1) {
    await runDurableObjectAlarm(call.object())
    if (personId.id !== null) await runDurableObjectAlarm(inRegion(env, 'global').objects.thread(personId.id))
  }
  return personId.id
}

/** Rings and hangs up while the greeting plays. */
async function ringsOff({ phoneNumber }: AnsweredLine, from?: string): Promise<PlayedCall> {
  const call = aCall(phoneNumber, from)
  await call.connect(await call.ring())
  await vi.waitUntil(async () => (await rowOf(call)) !== null, SOON)
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '2' }))
  return call
}

test('a caller who rings off before a word gets one text that says who writes and that an AI answers', async () => {
  const sent = textsSent()
  const line = await aLine({ change: texting })
  const personId = await settled(await ringsOff(line))
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ From: line.phoneNumber, To: '+12125550142' })
  expect(sent[0]!['Body']).toMatch(/^Bright Smile.*: Sorry we missed you\..*AI assistant.*STOP/)
  const told = 'SELECT author, direction, status FROM messages WHERE person_id = ?'
  expect(await env.DB.prepare(told).bind(personId).first()).toEqual({
    author: 'system',
    direction: 'outbound',
    status: 'sent',
  })
})

test('who rings ten times gets one text', async () => {
  const sent = textsSent()
  const line = await aLine({ change: texting })
  for (let nth = 0; nth < 3; nth += 1) await settled(await ringsOff(line))
  const atOnce = await Promise.all(Array.from({ length: 3 }, () => ringsOff(line, '+12125550143')))
  for (const call of atOnce) await settled(call)
  expect(sent.map(({ To }) => To)).toEqual(['+12125550142', '+12125550143'])
})

test('nobody is written to whose agent’s document does not say so', async () => {
  const sent = textsSent()
  await settled(await ringsOff(await aLine()))
  expect(sent).toEqual([])
})

test('a caller who said something is not one who was missed', async () => {
  const sent = textsSent()
  const { phoneNumber } = await aLine({ change: texting })
  const call = aCall(phoneNumber)
  const socket = await call.connect(await call.ring())
  await socket!.say('What are your hours?')
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '20' }))
  await settled(call)
  expect(sent).toEqual([])
})

test.each([
  ['hides their number', 'anonymous'],
  ['rings from a number that takes no texts', '+18005550142'],
  ['rings from abroad', '+447400123456'],
])('a caller who %s is not written to', async (_, from) => {
  const sent = textsSent()
  await settled(await ringsOff(await aLine({ change: texting }), from))
  expect(sent).toEqual([])
})

test('a caller whose number the carriers do not vouch for is not written to: it may be anybody’s', async () => {
  const sent = textsSent()
  const { phoneNumber } = await aLine({ change: texting })
  const call = aCall(phoneNumber)
  const forged = { CallStatus: 'ringing', StirVerstat: 'TN-Validation-Failed-A' }
  await call.connect(await (await call.post('/hooks/voice/twilio', call.params(forged))).text())
  await vi.waitUntil(async () => (await rowOf(call)) !== null, SOON)
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '2' }))
  await settled(call)
  expect(sent).toEqual([])
})

test('who asked to be left alone is left alone', async () => {
  const sent = textsSent()
  const line = await aLine({ change: texting })
  await suppress({ ...line.ctx, nowMs: Date.now() }, { phone: '+12125550142', reason: 'asked', source: 'api' })
  await settled(await ringsOff(line))
  expect(sent).toEqual([])
})
