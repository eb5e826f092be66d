import { Id, Time, Word, entry, maybe, oneOf } from './entry.ts'

const messageShape = {
  message_id: Id,
  thread_id: maybe(Id),
  person_id: maybe(Id),
  channel: maybe(oneOf(['sms', 'whatsapp', 'email'])),
  direction: maybe(oneOf(['inbound', 'outbound'])),
  /** Of what came in: `text`, `media`, `reaction`. */
  type: maybe(Word),
  status: maybe(Word),
  reason: maybe(Word),
  at: maybe(Time),
}

const example = (direction: 'inbound' | 'outbound', status: string) => ({
  message_id: 'msg_01k5m3x8q2v7w9y0z1a2b3c4d5',
  thread_id: 'thr_01k5m3x8q2v7w9y0z1a2b3c4d5',
  channel: 'sms' as const,
  direction,
  status,
  at: '2026-03-02T15:04:05.000Z',
})

export const messageEvents = {
  'message.received': entry('Someone wrote to the business.', messageShape, example('inbound', 'received')),
  'message.sent': entry('The provider took a message of the business.', messageShape, example('outbound', 'sent')),
  'message.delayed': entry(
    'A message waits: its platform does not take it before, or it is no lawful hour where they are.',
    messageShape,
    {
      ...example('outbound', 'queued'),
      reason: 'code_131049',
    },
  ),
  'message.delivered': entry('A message reached its recipient.', messageShape, example('outbound', 'delivered')),
  'message.read': entry('A message was read.', messageShape, example('outbound', 'read')),
  'message.failed': entry('A message could not be delivered.', messageShape, {
    ...example('outbound', 'failed'),
    reason: 'unreachable',
  }),
  'channel.notice': entry(
    'A platform said something about the business’s account, number or templates.',
    {
      provider: Word,
      line: maybe(Id),
      field: Word,
      event: Word,
      weight: oneOf(['act', 'note']),
      subject: maybe(Id),
      at: maybe(Time),
    },
    {
      provider: 'whatsapp',
      line: '10054321',
      field: 'message_template_status_update',
      event: 'rejected',
      weight: 'act',
      subject: 'appointment_reminder',
      at: '2026-03-02T15:04:05.000Z',
    },
  ),
}
