import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { clinic } from '../../../test/builders/businesses.ts'
import { MONDAY_NINE_MS } from '../../../test/builders/tool-room.ts'
import { FRESH_TOOL_STATE, type ToolRoom } from '../../dialogue/tools/tool.ts'
import { resourcesNamed, sandboxDesk } from '../../agents/evals/sandbox-desk.ts'
import { asksFor, lastQuestion } from './asks-for.ts'

const document = AgentDocument.parse(clinic)
const room: ToolRoom = {
  document,
  language: 'en-US',
  nowMs: MONDAY_NINE_MS,
  timeZone: document.hours.tz,
  desk: sandboxDesk(document, resourcesNamed(document), MONDAY_NINE_MS),
  fileTask: async () => true,
  caller: { phone: null, name: null },
}
const scene = { room, tools: FRESH_TOOL_STATE, nth: 1, turn: 4 }
const kindOf = (reply: string): string | null => asksFor(reply, [], scene)?.kind ?? null

describe('a yes and a no are offered', () => {
  test.each([
    "So that's a cleaning, Tuesday at 10, for Ann. Shall I book that?",
    'Thursday at 2 PM is free. Shall I do that?',
    'Your visit is on Monday. Shall I cancel it?',
    'Is that right?',
    'Would you like that one?',
    'Shall I take a message so that someone can get back to you?',
  ])('under: %s', (reply) => expect(kindOf(reply)).toBe('yes_no'))

  test.each([
    'Is there anything else I can help you with?',
    'Would you like someone to call you back, or shall I take a message?',
    'What name shall I put it under?',
    'You are booked. Goodbye!',
    'How many people?',
  ])('and not under: %s', (reply) => expect(kindOf(reply)).toBeNull())

  test('with the number of their question, so that they answer no other', () => {
    expect(asksFor('Shall I book that?', [], scene)?.choices.map(({ id }) => id)).toEqual(['y:1.4', 'n:1.4'])
  })
})

test('services are offered where several are named and one is asked for', () => {
  expect(kindOf('What would you like to book, and when? I can book a cleaning, a check-up or a crown.')).toBe(
    'services',
  )
  expect(kindOf('We offer cleaning, check-up and crown. Is there anything else I can help you with?')).toBeNull()
})

test('the last question is found, and nothing that is none', () => {
  expect(lastQuestion('Fine. Which would you like? Say 1 or 2.')).toBe('Which would you like?')
  expect(lastQuestion('Nothing is asked here.')).toBeNull()
  expect(lastQuestion('See example.com/?a=b for more.')).toBeNull()
})
