import { expect, test } from 'vitest'
import { named } from './catalogue/entry.ts'
import { EVENT_TYPES, entryOf } from './catalogue.ts'
import { isEventPattern, wants } from './event-filter.ts'

/** As contract.md lists them. It may grow; nothing here may go. */
const PROMISED = `call.started call.answered call.completed call.failed recording.ready transcript.ready voicemail.received
  voicemail.transcribed
  message.received message.sent message.delivered message.read message.failed
  booking.requested booking.confirmed booking.rescheduled booking.cancelled
  refill.requested refill.completed refill.declined task.created task.completed
  person.opted_out person.opted_in person.merged person.erased consent.recorded consent.revoked
  campaign.started campaign.completed privacy.request.created privacy.request.due privacy.request.completed
  policy.updated integration.broken integration.recovered endpoint.disabled`

test('every promised event is in the catalogue', () => {
  expect(EVENT_TYPES).toEqual(expect.arrayContaining(PROMISED.split(/\s+/)))
})

test.each(EVENT_TYPES)(
  '%s is described, named as Standard Webhooks asks, and its example is what its schema says',
  (type) => {
    const { description, shape, example } = entryOf(type)
    expect(type).toMatch(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/)
    expect(description).toMatch(/^[A-Z].*\.$/)
    expect(named(shape, example)).toEqual(example)
  },
)

test('what a shape does not name is left out, and what it names must be what it says', () => {
  const { shape } = entryOf('call.completed')
  const whole = { call_id: 'call_1', status: 'completed', outcome: null, duration_seconds: 3 }
  expect(named(shape, { ...whole, from: '+12125550142' })).toEqual(whole)
  const refused = [
    { call_id: '+1 212 555 0142' },
    { ...whole, status: 'Ann Lee called' },
    { ...whole, duration_seconds: -1 },
    { ...whole, started_at: 'yesterday' },
    { status: 'completed' },
  ]
  for (const data of refused) expect(() => named(shape, data)).toThrow(TypeError)
})

test('an endpoint takes everything, a family, or single types', () => {
  expect(wants(['*'], 'call.started')).toBe(true)
  expect(wants(['call.*'], 'call.started')).toBe(true)
  expect(wants(['privacy.request.*'], 'privacy.request.due')).toBe(true)
  expect(wants(['booking.confirmed'], 'booking.confirmed')).toBe(true)
  expect(wants(['call.*', 'booking.confirmed'], 'booking.cancelled')).toBe(false)
  expect(wants(['c*', 'call', 'calls.*'], 'call.started')).toBe(false)
})

test('a pattern that no event can match is recognised as such', () => {
  expect(['*', 'call.*', 'privacy.*', 'task.created'].every(isEventPattern)).toBe(true)
  expect(['', 'call', 'call.ended', 'calls.*', '.*', '**'].some(isEventPattern)).toBe(false)
})
