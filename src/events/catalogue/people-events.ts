import { Count, Id, Time, Word, entry, maybe, oneOf, listOf } from './entry.ts'

const PERSON_ID = 'per_01k5m3x8q2v7w9y0z1a2b3c4d5'

const optShape = {
  person_id: maybe(Id),
  suppression_id: maybe(Id),
  call_id: maybe(Id),
  channel: maybe(Word),
  reason: maybe(Word),
  source: maybe(Word),
  /** From what, where it is not everything. */
  scope: maybe(oneOf(['marketing', 'voice', 'sms', 'whatsapp'])),
  at: maybe(Time),
}

const consentShape = {
  consent_id: maybe(Id),
  person_id: maybe(Id),
  call_id: maybe(Id),
  level: maybe(oneOf(['express', 'written'])),
  purposes: maybe(listOf(Word, 20)),
  source: maybe(Word),
  at: maybe(Time),
}

const requestShape = {
  request_id: Id,
  types: maybe(listOf(Word, 20)),
  status: maybe(Word),
  received_at: maybe(Time),
  due_at: maybe(Time),
  completed_at: maybe(Time),
  /** What part of the time to answer it has passed: 50, 80 or 100. */
  percent: maybe(Count),
}

const REQUEST_ID = 'prq_01k5m3x8q2v7w9y0z1a2b3c4d5'

export const peopleEvents = {
  'person.opted_out': entry('A person must not be contacted any more.', optShape, {
    person_id: PERSON_ID,
    reason: 'asked_on_call',
    source: 'call',
  }),
  'person.opted_in': entry('A person may be contacted again.', optShape, { person_id: PERSON_ID, source: 'message' }),
  'person.merged': entry(
    'Two persons turned out to be one; the merged id stays an alias of the other.',
    { person_id: Id, merged_person_id: Id },
    { person_id: PERSON_ID, merged_person_id: 'per_01k5m3x8q2v7w9y0z1a2b3c4d6' },
  ),
  'person.erased': entry(
    'Everything kept about a person is gone. Delete your copies.',
    { person_id: Id, erasure_id: maybe(Id), at: maybe(Time) },
    { person_id: PERSON_ID, at: '2026-03-02T15:04:05.000Z' },
  ),
  'consent.recorded': entry('A consent was recorded.', consentShape, {
    person_id: PERSON_ID,
    level: 'express',
    purposes: ['reminders'],
    source: 'call',
  }),
  'consent.revoked': entry('A consent was taken back.', consentShape, { person_id: PERSON_ID, source: 'message' }),
  'privacy.request.created': entry('Someone used a privacy right.', requestShape, {
    request_id: REQUEST_ID,
    types: ['delete'],
    status: 'received',
    due_at: '2026-04-16T15:04:05.000Z',
  }),
  'privacy.request.due': entry('A privacy request nears its deadline.', requestShape, {
    request_id: REQUEST_ID,
    status: 'with_business',
    due_at: '2026-04-16T15:04:05.000Z',
    percent: 50,
  }),
  'privacy.request.completed': entry('A privacy request was answered.', requestShape, {
    request_id: REQUEST_ID,
    status: 'completed',
    completed_at: '2026-03-04T10:00:00.000Z',
  }),
}
