import { expect, test } from 'vitest'
import { EVENT_TYPES, entryOf } from './catalogue.ts'
import { isEventPattern, wants } from './event-filter.ts'

/** As contract.md lists them. It may grow; nothing here may go. */
const PROMISED = `call.started call.answered call.completed call.failed recording.ready transcript.ready voicemail.received
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
    const { description, data, example } = entryOf(type)
    expect(type).toMatch(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/)
    expect(description).toMatch(/^[A-Z].*\.$/)
    expect(data.parse(example)).toEqual(example)
  },
)

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
