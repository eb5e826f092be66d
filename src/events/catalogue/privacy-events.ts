import { Id, Time, Word, entry, listOf, maybe } from './entry.ts'

export const privacyEvents = {
  'privacy.mail.waiting': entry(
    'A mail about you or a person of yours needs somebody to read it: a child, legal process, a breach, or words that we could not read.',
    { mail_id: Id, labels: listOf(Word, 30), reason: Word, ticket_id: maybe(Id), received_at: maybe(Time) },
    {
      mail_id: 'mail_01k5m3x8q2v7w9y0z1a2b3c4d5',
      labels: ['child'],
      reason: 'child',
      received_at: '2026-03-02T15:04:05.000Z',
    },
  ),
}
