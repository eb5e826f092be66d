import { describe, expect, test } from 'vitest'
import type { Model } from '../../providers/llm/contract.ts'
import { embedded } from '../../providers/llm/embedded/index.ts'
import type { AgentDocument } from '../agent-document.ts'
import type { AgentEval } from '../eval-script.ts'
import { findTemplate, templates } from '../templates/index.ts'
import type { Template } from '../templates/template.ts'
import { validateDocument } from '../validate.ts'
import { patternOf } from './expectation.ts'
import { runEval } from './run-eval.ts'
import { resourcesNamed, sandboxDesk } from './sandbox-desk.ts'

const MONDAY = Date.parse('2026-11-23T15:00:00Z')

function documentOf(template: Template | undefined): AgentDocument {
  const read = validateDocument(template?.document)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

function play(document: AgentDocument, script: AgentEval, model: Model | null = embedded.open({})) {
  if (model === null) throw new Error('no model')
  return runEval({ document, model, resources: resourcesNamed(document), nowMs: MONDAY }, script)
}

const CLINIC = documentOf(findTemplate('dental-clinic'))
const script = (turns: AgentEval['turns'], fields: Partial<AgentEval> = {}): AgentEval => ({
  name: 'x',
  channel: 'voice',
  turns,
  ...fields,
})
const say = (text: string, ...expectations: string[]) => ({ say: text, expect: expectations })

describe.each(templates)('the template $slug', (template) => {
  const document = documentOf(template)
  test.each(document.tests)('keeps its promise: $name', async (one) => {
    const report = await play(document, one)
    expect(report, JSON.stringify(report, null, 2)).toMatchObject({ passed: true })
  })

  test('has at least six of them', () => expect(document.tests.length).toBeGreaterThanOrEqual(6))
})

describe('a script', () => {
  test('that expects what is not said fails with what was missing', async () => {
    const report = await play(CLINIC, script([say('where are you located', 'Maple Street', 'Mars')]))
    expect(report).toMatchObject({ passed: false, turns: [{ missing: ['Mars'] }] })
    expect(report.error).toBeUndefined()
  })

  test('that expects another end fails with the end it had', async () => {
    const report = await play(CLINIC, script([say('where are you located')], { outcome: 'booked' }))
    expect(report).toMatchObject({
      passed: false,
      outcome: 'question_answered',
      error: 'What came of it is question_answered, not booked.',
    })
  })

  test('that expects tools in another order fails', async () => {
    const turns = [say('what are your hours'), say('where do I park')]
    expect((await play(CLINIC, script(turns, { toolsCalled: ['opening_hours', 'answer_question'] }))).passed).toBe(true)
    expect((await play(CLINIC, script(turns, { toolsCalled: ['answer_question', 'opening_hours'] }))).passed).toBe(
      false,
    )
  })

  test('that goes on after the conversation has ended fails', async () => {
    const report = await play(CLINIC, script([say('stop calling me'), say('hello?')]))
    expect(report).toMatchObject({ passed: false, error: 'The conversation ended before the script did.' })
  })

  test('may be silent and may press keys', async () => {
    const report = await play(CLINIC, script([{ expect: [] }, { dtmf: '1', expect: [] }]))
    expect(report.turns.map((turn) => turn.say)).toEqual([null, '1'])
    expect(report.turns.every(({ reply }) => reply.length > 0)).toBe(true)
  })

  test('runs at its own time, or at the time it is run', async () => {
    const turns = [say('are you open right now?')]
    const now = await play(CLINIC, script(turns))
    const night = await play(CLINIC, script(turns, { at: '2026-11-24T02:00:00Z' }))
    expect(now.turns[0]?.reply).toContain('open now')
    expect(night.turns[0]?.reply).toContain('closed right now')
  })

  test('with a model that fails is answered all the same', async () => {
    const failing: Model = {
      // oxlint-disable-next-line require-yield -- it fails before it says anything
      async *respond() {
        throw new Error('out of order')
      },
    }
    const report = await play(CLINIC, script([say('book a cleaning')]), failing)
    expect(report.turns[0]?.reply).toMatch(/trouble/)
  })

  test('run twice comes to the same', async () => {
    for (const one of CLINIC.tests) expect(await play(CLINIC, one)).toEqual(await play(CLINIC, one))
  })
})

describe('the sandbox', () => {
  const resources = resourcesNamed(CLINIC)
  const query = { serviceSlug: 'whitening', windows: null, resourceName: null, count: 1, spreadHours: 0 }

  async function booked() {
    const desk = sandboxDesk(CLINIC, resources, MONDAY)
    const found = await desk.findSlots(query)
    const slot = found.ok ? found.value[0] : undefined
    if (slot === undefined) throw new Error('nothing is free')
    const order = { slot, name: 'Ann', phone: null, fields: {}, intentKey: 'a' }
    return { desk, slot, order, first: await desk.book(order) }
  }

  test('gives a time away once, and the same wish the same booking', async () => {
    const { desk, order, first } = await booked()
    expect(first).toMatchObject({
      ok: true,
      value: { status: 'confirmed', serviceName: 'Whitening', resourceName: 'Jordan' },
    })
    expect(await desk.book(order)).toEqual(first)
    expect(await desk.book({ ...order, intentKey: 'b' })).toEqual({ ok: false, error: { code: 'slot_taken' } })
    expect(await desk.upcoming()).toMatchObject({ ok: true, value: [{ status: 'confirmed' }] })
  })

  test('frees the time of a booking that is moved or cancelled', async () => {
    const { desk, slot, order, first } = await booked()
    if (!first.ok) throw new Error('not booked')
    const later = { ...slot, startsAtMs: slot.startsAtMs + 4 * 3_600_000, endsAtMs: slot.endsAtMs + 4 * 3_600_000 }
    expect(await desk.reschedule(first.value.bookingId, later, 'm')).toMatchObject({
      ok: true,
      value: { startsAtMs: later.startsAtMs },
    })
    const second = await desk.book({ ...order, intentKey: 'c' })
    expect(second.ok).toBe(true)
    expect(await desk.cancel(first.value.bookingId, 'k')).toMatchObject({ ok: true, value: { status: 'cancelled' } })
    expect(await desk.book({ ...order, slot: later, intentKey: 'd' })).toMatchObject({ ok: true })
    expect(await desk.reschedule(first.value.bookingId, later, 'e')).toEqual({
      ok: false,
      error: { code: 'not_found' },
    })
  })

  test('knows no service and nobody that the document does not', async () => {
    const { desk, slot } = await booked()
    expect(await desk.findSlots({ ...query, serviceSlug: 'surgery' })).toEqual({
      ok: false,
      error: { code: 'unknown_service' },
    })
    expect(await desk.findSlots({ ...query, resourceName: 'Bob' })).toEqual({
      ok: false,
      error: { code: 'unknown_resource' },
    })
    const outside = { ...slot, startsAtMs: Date.parse('2026-11-29T15:00:00Z') }
    expect(await desk.hold(outside)).toEqual({ ok: false, error: { code: 'outside_hours' } })
  })
})

test('an expectation is words in any case, or a pattern', () => {
  expect(patternOf('10 am')?.test('Tuesday at 10  AM.')).toBe(true)
  expect(patternOf('$5 (five)')?.test('It is $5 (five) today')).toBe(true)
  expect(patternOf('/^see|bye$/')?.test('Good BYE')).toBe(true)
  expect(patternOf('/(/')).toBeNull()
})
