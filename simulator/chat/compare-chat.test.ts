import { expect, test } from 'vitest'
import type { Received } from '../receiver.ts'
import type { ChatAftermath } from './chat-aftermath.ts'
import { compareChat } from './compare-chat.ts'
import type { ChatRecord } from './hold-chat.ts'
import { readChatOptions } from './options.ts'
import { ChatExpectation } from './scenario.ts'

const RECORD: ChatRecord = {
  channel: 'whatsapp',
  from: '+12125550142',
  to: '106555010010110',
  messages: [
    { from: 'person', text: 'Hello', at_ms: 0 },
    { from: 'business', text: 'Hello to you', at_ms: 900 },
  ],
  written: ['wamid.1'],
  failure: null,
  reply_ms: [900],
  duration_ms: 1000,
}

const received = (type: string): Received => ({
  id: `evt_${type}`,
  type,
  timestamp: '2026-11-22T05:00:00Z',
  data: {},
  verified: true,
  attempt: 1,
  status: 204,
  received_at: '2026-11-22T05:00:00Z',
})

const AFTERMATH: ChatAftermath = {
  threadId: 'thr_1',
  thread: { answered_by: 'agent' },
  booking: { status: 'confirmed' },
  stored: [1],
  events: [received('booking.confirmed')],
  member: null,
}

const differing = (
  wanted: object,
  { record = {}, aftermath = {} }: { record?: Partial<ChatRecord>; aftermath?: Partial<ChatAftermath> } = {},
): readonly string[] =>
  compareChat({ ...RECORD, ...record }, { ...AFTERMATH, ...aftermath }, ChatExpectation.parse(wanted)).map(
    ({ what }) => what,
  )

test('a chat that came to what it was to come to differs in nothing', () => {
  const wanted = {
    outcome: 'booked',
    booking: 'confirmed',
    events: ['booking.confirmed'],
    answered_by: 'agent',
    shown: { max: 1 },
  }
  expect(differing(wanted)).toEqual([])
})

test.each([
  ['another outcome', { outcome: 'opted_out' }, {}, 'outcome'],
  ['no booking where one was expected', { booking: 'confirmed' }, { aftermath: { booking: null } }, 'booking'],
  ['an event that never came', { events: ['message.read'] }, {}, 'event'],
  ['the agent where people were to answer', { answered_by: 'staff' }, {}, 'answered'],
  ['a member that stands otherwise', { member: 'confirmed' }, { aftermath: { member: 'reached' } }, 'member'],
  ['more on the phone than was to be', { shown: { max: 0 } }, {}, 'shown'],
  ['a message that was kept twice', {}, { aftermath: { stored: [2] } }, 'stored'],
  ['a message that was not kept', {}, { aftermath: { stored: [0] } }, 'stored'],
  ['a thread that is nowhere', {}, { aftermath: { threadId: null } }, 'thread'],
  ['a talk that went another way', {}, { record: { failure: 'step 1 (hear): expected "x"' } }, 'talk'],
] as const)('%s is told', (_, wanted, changes, what) => {
  expect(differing(wanted, changes)).toEqual([what])
})

test('what the command does not know is said in one line', () => {
  expect(readChatOptions(['stop', '--channel', 'sms', '--json'])).toMatchObject({
    scenario: 'stop',
    channel: 'sms',
    json: true,
  })
  expect(() => readChatOptions(['stop', '--channel', 'fax'])).toThrow('--channel must be whatsapp or sms, not "fax".')
  expect(() => readChatOptions(['stop', 'start'])).toThrow('One scenario at a time, please.')
  expect(() => readChatOptions(['--loud'])).toThrow(/--loud/)
})
