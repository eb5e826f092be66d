import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { aDialStand, CALLED, type DialStand } from '../../../test/builders/dial-stand.ts'
import { eventsOf } from '../../../test/builders/outbox-stand.ts'
import { aCall, attributeOf, type PlayedCall } from '../../../test/played-call.ts'
import type { CallOrder } from '../../providers/telephony/contract.ts'

/** A call of ours at a carrier that speaks of it by hand. */
interface OurCall {
  readonly stand: DialStand
  readonly id: string
  readonly order: CallOrder
  readonly call: PlayedCall
  tell(status: string, more?: Readonly<Record<string, string>>): Promise<Response>
  answer(more?: Readonly<Record<string, string>>): Promise<string>
  /** The carrier has no recording of it. */
  nothingRecorded(twiml: string): Promise<Response>
}

async function aCallOfOurs(): Promise<OurCall> {
  const stand = await aDialStand()
  const call = aCall(CALLED, stand.line.phoneNumber)
  stand.carrier.answers({ how: 'accepted', carrierCallId: call.callSid })
  const dialled = await stand.dial()
  if (!dialled.ok) throw new Error(dialled.error.code)
  await stand.work()
  const [order] = stand.carrier.asked
  if (order === undefined) throw new Error('not asked for')
  const form = (more: Readonly<Record<string, string>>) => call.params({ Direction: 'outbound-api', ...more })
  return {
    stand,
    id: dialled.value.id,
    order,
    call,
    tell: (status, more = {}) => call.post(order.statusUrl, form({ CallStatus: status, ...more })),
    answer: async (more = {}) =>
      (await call.post(order.answeredUrl, form({ CallStatus: 'in-progress', ...more }))).text(),
    nothingRecorded: (twiml) =>
      call.post(
        attributeOf(twiml, 'Recording', 'recordingStatusCallback'),
        call.params({ RecordingSid: `RE${'1'.repeat(32)}`, RecordingStatus: 'absent' }),
      ),
  }
}

const rowOf = (id: string) =>
  env.DB.prepare('SELECT * FROM calls WHERE id = ?').bind(id).first<Record<string, string | number | null>>()

const ended = (id: string) =>
  vi.waitUntil(
    async () => {
      const row = await rowOf(id)
      return row?.['reported_at_ms'] === null ? null : row
    },
    { timeout: 90_000, interval: 20 },
  )

describe('a call of ours that is picked up', () => {
  let ours: OurCall
  beforeEach(async () => {
    ours = await aCallOfOurs()
  })

  test('says first that an AI calls and for whom, and how that is stopped; then it talks', async () => {
    await ours.tell('initiated', { SequenceNumber: '0' })
    await ours.tell('ringing', { SequenceNumber: '1' })
    const twiml = await ours.answer()
    expect(twiml).toMatch(/<Response><Say[^>]*>Hello, this is an AI assistant calling for [^<]+<\/Say>/)
    expect(attributeOf(twiml, 'ConversationRelay', 'welcomeGreeting')).toContain('press 9')
    const socket = await ours.call.connect(twiml)
    expect(socket).not.toBeNull()
    const reply = await socket!.say('Yes, what are your opening hours?')
    expect(reply.length).toBeGreaterThan(0)
    socket!.close()
    await ours.tell('completed', { SequenceNumber: '3', CallDuration: '12' })
    await ours.nothingRecorded(twiml)
    expect(await ended(ours.id)).toMatchObject({
      direction: 'outbound',
      status: 'completed',
      carrier_call_id: ours.call.callSid,
      duration_seconds: 12,
      person_id: ours.stand.pins.personId,
    })
    const told = await eventsOf(ours.stand.pins.tenantId)
    const ofCall = told.filter(({ type }) => type.startsWith('call.'))
    expect(ofCall.map(({ type }) => type)).toEqual(['call.started', 'call.answered', 'call.completed'])
    expect(new Set(ofCall.map(({ data }) => data['direction']))).toEqual(new Set(['outbound']))
  })

  test('and hung up while it is said who calls waits for no recording, which was never begun', async () => {
    await ours.answer()
    await ours.tell('completed', { SequenceNumber: '3', CallDuration: '2' })
    // Nobody says that there is none: the carrier would be asked in 20 seconds, and again a minute later.
    const row = await vi.waitUntil(
      async () => {
        const found = await rowOf(ours.id)
        return found?.['reported_at_ms'] === null ? null : found
      },
      { timeout: 90_000, interval: 20 },
    )
    expect(row).toMatchObject({ status: 'completed', recording_status: 'absent' })
  })

  test('knows what the carrier takes whoever picked up for, and remembers it', async () => {
    const twiml = await ours.answer()
    const judged = await ours.call.post(ours.order.judgedUrl, ours.call.params({ AnsweredBy: 'machine_end_beep' }))
    expect(judged.status).toBe(200)
    await ours.tell('completed', { CallDuration: '9' })
    await ours.nothingRecorded(twiml)
    expect(await ended(ours.id)).toMatchObject({ answered_by: 'beep' })
  })

  test('is the same one, however often and in whichever order that is said', async () => {
    await ours.tell('in-progress', { SequenceNumber: '2' })
    const once = await ours.answer()
    expect(attributeOf(await ours.answer(), 'ConversationRelay', 'url')).toBe(
      attributeOf(once, 'ConversationRelay', 'url'),
    )
    await ours.tell('ringing', { SequenceNumber: '1' })
    await ours.tell('completed', { CallDuration: '3' })
    await ours.nothingRecorded(once)
    expect(await ours.answer()).toContain('<Hangup/>')
    expect(await ended(ours.id)).toMatchObject({ status: 'completed' })
  })
})

test.each([
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
])('a call of ours that ends %s is told of as that', async (word, status) => {
  const ours = await aCallOfOurs()
  await ours.tell('ringing')
  await ours.tell(word)
  expect(await ended(ours.id)).toMatchObject({ status, answered_at_ms: null, recording_status: 'absent' })
})

test('the carrier may speak of a call before it has answered for it: that is its name', async () => {
  const stand = await aDialStand()
  const call = aCall(CALLED, stand.line.phoneNumber)
  stand.carrier.answers(async (order) => {
    await call.post(order.statusUrl, call.params({ CallStatus: 'initiated', Direction: 'outbound-api' }))
    return { how: 'unknown' }
  })
  const dialled = await stand.dial()
  if (!dialled.ok) throw new Error(dialled.error.code)
  await stand.work()
  await vi.waitUntil(async () => (await rowOf(dialled.value.id))?.['carrier_call_id'] === call.callSid, {
    timeout: 90_000,
  })
  await stand.workFor(60 * 60_000)
  expect(stand.carrier.asked).toHaveLength(1)
})

test('a call that was made twice is talked in once: the other is hung up', async () => {
  const ours = await aCallOfOurs()
  await ours.answer()
  const other = aCall(CALLED, ours.stand.line.phoneNumber)
  const twiml = await (await other.post(ours.order.answeredUrl, other.params({ CallStatus: 'in-progress' }))).text()
  expect(twiml).toContain('<Hangup/>')
  expect(twiml).not.toContain('<Connect')
})

test('where its first answer cannot be carried out it begins again, and where nobody knows it any more it is hung up', async () => {
  const ours = await aCallOfOurs()
  const failed = (call: PlayedCall, address: string) =>
    call.post(address, call.params({ CallStatus: 'in-progress', ErrorCode: '11200' }))
  expect(await (await failed(ours.call, ours.order.fallbackUrl)).text()).toContain('this is an AI assistant')
  const gone = ours.stand.line.ctx.objects.liveCall(`twilio:${ours.call.params()['AccountSid']}:${ours.id}`)
  // What the object is doing just now would write the call down once more.
  await vi.waitFor(
    async () => {
      await runInDurableObject(gone, async (_, { storage }) => {
        storage.kv.put('call', 'over')
        await storage.deleteAlarm()
      })
      await evictDurableObject(gone)
      expect(await runInDurableObject(gone, async (_, { storage }) => storage.kv.get('call'))).toBe('over')
    },
    { timeout: 90_000 },
  )
  // Whom we call may be another business of ours: nobody of theirs is put on the line.
  expect(await (await failed(ours.call, ours.order.fallbackUrl)).text()).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>',
  )
})

test('a call of another account is none of ours, however well it knows its address', async () => {
  const ours = await aCallOfOurs()
  const params = { ...ours.call.params({ CallStatus: 'completed' }), AccountSid: `AC${'9'.repeat(32)}` }
  expect((await ours.call.post(ours.order.statusUrl, params)).status).toBe(403)
  expect(await rowOf(ours.id)).toMatchObject({ status: 'ringing' })
})
