import { describe, expect, test } from 'vitest'
import type { AgentDocumentInput } from '../../agents/agent-document.ts'
import { findTemplate } from '../../agents/templates/index.ts'
import { validateDocument } from '../../agents/validate.ts'
import type { BookingDesk } from '../../bookings/desk.ts'
import { answerQuestion } from './answer-question.ts'
import { mentionsMedicine } from './controlled-medicines.ts'
import { endCall } from './end-call.ts'
import { openingHours } from './opening-hours.ts'
import { requestRefill } from './request-refill.ts'
import { takeMessage } from './take-message.ts'
import { FRESH_TOOL_STATE, type TaskOrder, type Tool, type ToolRoom, type ToolState } from './tool.ts'
import { transfer } from './transfer.ts'

const OPEN = Date.parse('2026-11-23T15:00:00Z')
const CLOSED = Date.parse('2026-11-24T02:00:00Z')

/** None of these tools goes near the diary. */
const NO_DESK = {} as BookingDesk

interface Filing {
  readonly orders: TaskOrder[]
  readonly room: ToolRoom
}

function aRoom(
  fields: Partial<ToolRoom> & {
    slug?: string
    change?: (document: AgentDocumentInput) => AgentDocumentInput
    works?: boolean
  } = {},
): Filing {
  const { slug = 'family-practice', change = (document) => document, works = true, ...own } = fields
  const template = findTemplate(slug)
  const read = validateDocument(template && change(template.document))
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  const orders: TaskOrder[] = []
  const room: ToolRoom = {
    document: read.value,
    language: 'en-US',
    nowMs: OPEN,
    timeZone: 'America/New_York',
    desk: NO_DESK,
    caller: { phone: '+12125550142', name: null },
    async fileTask(order) {
      if (works) orders.push(order)
      return works
    },
    ...own,
  }
  return { orders, room }
}

const run = (tool: Tool, room: ToolRoom, args: object, state: ToolState = FRESH_TOOL_STATE) =>
  tool.run(
    room,
    args as Record<string, unknown>,
    state,
    `call_1:${tool.intent(args as Record<string, unknown>, state)}`,
  )

const REFILL = {
  name: 'Rosa Delgado',
  dob: '1980-03-05',
  medication: 'lisinopril 10 mg',
  pharmacy: 'Corner Pharmacy',
  phone: '+12125550142',
}

describe('a refill request', () => {
  test('goes to the care team with a time to answer by, and promises what the document promises', async () => {
    const { room, orders } = aRoom()
    const done = await run(requestRefill, room, { fields: REFILL })
    expect(done).toMatchObject({
      ok: true,
      value: { requested: true },
      outcome: 'refill_requested',
      state: { tasks: 1, callerName: 'Rosa Delgado' },
    })
    expect(done.value['promise']).toContain('two business days')
    expect(orders).toEqual([
      {
        kind: 'refill',
        queue: 'refills',
        priority: 'normal',
        details: REFILL,
        intentKey: 'call_1:refill:1',
        dueAtMs: OPEN + 48 * 3_600_000,
      },
    ])
  })

  test.each(['oxycodone', 'my Adderall XR 20', 'oxycodon', 'xanex', 'Gabapentin 300', 'the controlled one'])(
    'for %s is left to the staff, and nothing is promised',
    async (medication) => {
      const { room, orders } = aRoom()
      const done = await run(requestRefill, room, { fields: { ...REFILL, medication } })
      expect(done).toMatchObject({ ok: false, value: { code: 'not_taken' }, outcome: 'message_taken' })
      expect(JSON.stringify(done)).not.toContain('business days')
      expect(orders).toMatchObject([{ kind: 'message', queue: 'refills' }])
    },
  )

  test('is not mistaken for a controlled one by the name of the pharmacy', async () => {
    const { room } = aRoom()
    expect((await run(requestRefill, room, { fields: { ...REFILL, pharmacy: 'Norco Pharmacy' } })).ok).toBe(true)
    expect(mentionsMedicine('metformin', ['controlled'])).toBe(false)
    expect(mentionsMedicine('hydrochlorothiazide', ['controlled'])).toBe(false)
  })

  test('lacking something says what, and files nothing', async () => {
    const { room, orders } = aRoom()
    const { pharmacy: _, ...rest } = REFILL
    expect(await run(requestRefill, room, { fields: rest })).toEqual({
      ok: false,
      value: { code: 'missing_field', field: 'pharmacy' },
    })
    expect(await run(requestRefill, room, { fields: 'all of it' })).toMatchObject({ ok: false })
    expect(orders).toEqual([])
  })

  test('is never claimed while storage is in trouble', async () => {
    const { room } = aRoom({ works: false })
    expect(await run(requestRefill, room, { fields: REFILL })).toEqual({ ok: false, value: { code: 'unavailable' } })
  })
})

describe('a message', () => {
  test('is left once its fields are there; the number it calls from need not be said', async () => {
    const { room, orders } = aRoom({ slug: 'salon' })
    expect(await run(takeMessage, room, { fields: { name: 'Ann' } })).toEqual({
      ok: false,
      value: { code: 'missing_field', field: 'message' },
    })
    const done = await run(takeMessage, room, { fields: { name: 'Ann', message: 'I left my umbrella' }, urgent: true })
    expect(done).toMatchObject({
      ok: true,
      value: { taken: true },
      outcome: 'message_taken',
      state: { tasks: 1, callerName: 'Ann' },
    })
    expect(orders).toMatchObject([
      { kind: 'message', queue: 'front-desk', priority: 'urgent', intentKey: 'call_1:message:1' },
    ])
  })

  test('and the one after it are two messages; the same one again is one', () => {
    expect(takeMessage.intent({}, FRESH_TOOL_STATE)).toBe(takeMessage.intent({}, FRESH_TOOL_STATE))
    expect(takeMessage.intent({}, { ...FRESH_TOOL_STATE, tasks: 1 })).not.toBe(takeMessage.intent({}, FRESH_TOOL_STATE))
  })

  test('needs a number from a caller who hides theirs', async () => {
    const { room } = aRoom({ slug: 'salon', caller: { phone: null, name: null } })
    const done = await run(takeMessage, room, { fields: { name: 'Ann', message: 'Hello' } })
    expect(done.value).toEqual({ code: 'missing_field', field: 'phone' })
  })
})

describe('a caller who wants a person', () => {
  test('is put through while the business is open', async () => {
    const { room, orders } = aRoom()
    const done = await run(transfer, room, { reason: 'asked for a person' })
    expect(done).toMatchObject({
      ok: true,
      value: { transferring: true },
      outcome: 'transferred',
      ending: { how: 'transfer', to: { number: '+12125550191' } },
    })
    expect(JSON.stringify(done.value)).not.toContain('+1212')
    expect(orders).toEqual([])
  })

  test('is called back when it is closed, and told when it opens', async () => {
    const { room, orders } = aRoom({ nowMs: CLOSED, caller: { phone: '+12125550142', name: 'Ann' } })
    const done = await run(transfer, room, { reason: 'a bill' })
    expect(done).toMatchObject({ ok: true, value: { callback: true }, outcome: 'callback_task' })
    expect(done.value['say']).toContain('8 AM')
    expect(done.ending).toBeUndefined()
    expect(orders).toMatchObject([
      { kind: 'callback', queue: 'front-desk', priority: 'high', details: { reason: 'a bill', name: 'Ann' } },
    ])
  })

  test('goes by the first entry that is meant for the wish and the hour', async () => {
    const routing: AgentDocumentInput['routing'] = [
      { intent: 'billing', to: { kind: 'task', queue: 'billing' } },
      { intent: 'human', when: 'closed', to: { kind: 'phone', number: '+12125550177' } },
      { intent: 'human', to: { kind: 'task', queue: 'desk' } },
    ]
    const change = (document: AgentDocumentInput) => ({ ...document, routing })
    const billing = aRoom({ change })
    await run(transfer, billing.room, { reason: 'Billing question' })
    expect(billing.orders[0]?.queue).toBe('billing')
    const night = aRoom({ change, nowMs: CLOSED })
    expect((await run(transfer, night.room, {})).ending).toMatchObject({ to: { number: '+12125550177' } })
    const byDay = aRoom({ change })
    await run(transfer, byDay.room, {})
    expect(byDay.orders[0]?.queue).toBe('desk')
  })

  test('without a number to call back is told so, and nothing is promised', async () => {
    const { room, orders } = aRoom({ nowMs: CLOSED, caller: { phone: null, name: null } })
    const done = await run(transfer, room, {})
    expect(done).toMatchObject({ ok: false, value: { code: 'unavailable' } })
    expect(orders).toEqual([])
  })

  test('and asks to be called back is told why that cannot be, and not that nobody is there', async () => {
    const { room } = aRoom({ caller: { phone: null, name: null } })
    const { value } = await run(transfer, room, { callback: true })
    expect(value['say']).toBe("I can't see your number. You can leave a message with a number to call you back on.")
  })

  test('hears the language of the call', async () => {
    const told = async (fields: Partial<ToolRoom>, args = {}) =>
      String((await run(transfer, aRoom({ ...fields, language: 'es-US' }).room, args)).value['say'])
    expect(await told({})).toMatch(/^Claro que sí\. .*le comunico/)
    expect(await told({ nowMs: CLOSED })).toMatch(/cerrado.*le llame.* Abrimos el martes, 24 de noviembre a las 8:00/)
    expect(await told({}, { callback: true })).toMatch(/^Le pedí .* que le llame/)
    expect(await told({ nowMs: CLOSED, caller: { phone: null, name: null } })).toMatch(/nadie.*No veo su número/)
    expect(await told({ nowMs: CLOSED, inWriting: true })).toMatch(/cerrado.*le escriba/)
    expect(await told({ inWriting: true })).toMatch(/alguien le escribirá/)
  })

  test('is promised no call while storage is in trouble', async () => {
    const { room } = aRoom({ nowMs: CLOSED, works: false })
    expect(await run(transfer, room, {})).toEqual({ ok: false, value: { code: 'unavailable' } })
  })
})

describe('what is only asked', () => {
  test('is answered from the hours and the answers of the business', async () => {
    const { room } = aRoom({ slug: 'dental-clinic' })
    expect((await run(openingHours, room, { when: 'on Saturday' })).value).toEqual({
      say: 'On Saturday, November 28 we are open 9 AM to 1 PM.',
      open_now: true,
    })
    expect((await run(openingHours, room, { when: 42 })).ok).toBe(true)
    const found = await run(answerQuestion, room, { question: 'where can I park?' })
    expect(found).toMatchObject({
      ok: true,
      outcome: 'question_answered',
      value: { answer: expect.stringContaining('parking') },
    })
    expect((await run(answerQuestion, room, { question: 'what is the capital of France' })).value).toEqual({
      code: 'unknown',
    })
  })

  test('changes nothing, so it has no intent to be done once', () => {
    for (const tool of [openingHours, answerQuestion, endCall]) expect(tool.intent({}, FRESH_TOOL_STATE)).toBeNull()
  })
})

test('a conversation is ended for a reason, and an unknown one is a goodbye', async () => {
  const { room } = aRoom()
  expect((await run(endCall, room, { reason: 'silence' })).ending).toEqual({ how: 'silence' })
  expect((await run(endCall, room, { reason: 'bored' })).ending).toEqual({ how: 'goodbye' })
})
