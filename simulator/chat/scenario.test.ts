import { expect, test } from 'vitest'
import { chatOutcome } from './chat-outcome.ts'
import { allChatScenarios, changesMeta, readChatScenario } from './scenario.ts'

test('every scenario can be read, is named after its file, and says what is to come of it', () => {
  const scenarios = allChatScenarios()
  expect(scenarios.length).toBeGreaterThanOrEqual(13)
  for (const { name, expect: expected } of scenarios)
    expect(expected.events.length + (expected.outcome ? 1 : 0), name).toBeGreaterThan(0)
})

test('a scenario that cannot be meant is refused with what is wrong', () => {
  const scenario = { name: 'x', description: 'x', to: 'bright-smile' }
  expect(() => readChatScenario({ ...scenario, steps: [{ hear: '/(/' }] }, 'x.yaml')).toThrow(/x\.yaml.*steps/s)
  expect(() => readChatScenario({ ...scenario, steps: [] })).toThrow(/steps/)
})

test('what is done to Meta is known before it is done', () => {
  const altering = allChatScenarios().filter(changesMeta)
  expect(altering.map(({ name }) => name)).toEqual(['duplicate-storm', 'graph-down'])
})

test('a chat came to the weightiest thing that was told of it', () => {
  const told = (...types: string[]) => chatOutcome(types.map((type) => ({ type })))
  expect(told('message.sent', 'booking.confirmed')).toBe('booked')
  expect(told('booking.confirmed', 'booking.rescheduled')).toBe('rescheduled')
  expect(told('task.created', 'person.opted_out')).toBe('opted_out')
  expect(told('message.received')).toBeNull()
})
