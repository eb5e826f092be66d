import type { StatusReport } from '../../../../messages/message.ts'
import type { MessagingEvent } from '../../contract.ts'
import { ANN, ANNS_CONTACT, changeOf, LINE, SAID_AT_MS, sampleOf, type DeliverySample } from './delivery-sample.ts'

type Json = Readonly<Record<string, unknown>>

const AT = String(SAID_AT_MS / 1000)
const MESSAGE_ID = 'msg_01kamz1q00000000000000000a'
const reported = (told: Partial<StatusReport>): MessagingEvent => ({
  type: 'status',
  line: LINE,
  status: {
    channel: 'whatsapp',
    line: LINE,
    providerMessageId: 'wamid.S1',
    messageId: null,
    recipient: { phone: '+12125550142', userId: null },
    status: 'sent',
    word: 'sent',
    atMs: SAID_AT_MS,
    error: null,
    ...told,
  },
})
const status = (given: Json): Json => ({
  id: 'wamid.S1',
  status: 'sent',
  timestamp: AT,
  recipient_id: '12125550142',
  ...given,
})
const failed = (code: number): Json =>
  status({ status: 'failed', errors: [{ code, title: 'Not sent', error_data: { details: 'No.' } }] })
const DAY_MS = 86_400_000

const TOLD: readonly (readonly [title: string, status: Json, event: MessagingEvent])[] = [
  [
    'sent, with our own id',
    status({
      biz_opaque_callback_data: MESSAGE_ID,
      recipient_user_id: ANN.userId,
      pricing: { billable: true, category: 'service' },
    }),
    reported({ messageId: MESSAGE_ID, recipient: { phone: '+12125550142', userId: ANN.userId } }),
  ],
  ['delivered', status({ status: 'delivered' }), reported({ status: 'delivered', word: 'delivered' })],
  ['read', status({ status: 'read' }), reported({ status: 'read', word: 'read' })],
  ['played', status({ status: 'played' }), reported({ status: 'read', word: 'played' })],
  [
    'read by somebody with no number',
    status({ status: 'read', recipient_id: ANN.userId }),
    reported({ status: 'read', word: 'read', recipient: { phone: null, userId: ANN.userId } }),
  ],
  [
    'read by one of a group',
    status({
      status: 'read',
      recipient_id: 'G1',
      recipient_type: 'group',
      recipient_participant_id: '12125550143',
      recipient_participant_user_id: 'US.123456',
    }),
    reported({ status: 'read', word: 'read', recipient: { phone: '+12125550143', userId: 'US.123456' } }),
  ],
  ['failed without a reason', status({ status: 'failed' }), reported({ status: 'failed', word: 'failed' })],
  [
    'failed for an experiment',
    failed(130472),
    reported({
      status: 'failed',
      word: 'failed',
      error: { code: '130472', action: 'wait_long', retryAfterMs: DAY_MS },
    }),
  ],
  [
    'failed outside the window',
    failed(131047),
    reported({ status: 'failed', word: 'failed', error: { code: '131047', action: 'needs_template' } }),
  ],
  [
    'failed to somebody who is not on WhatsApp',
    failed(131026),
    reported({ status: 'failed', word: 'failed', error: { code: '131026', action: 'suppress', suppress: 'channel' } }),
  ],
  [
    'kept from somebody who wants no promotions',
    failed(131050),
    reported({
      status: 'blocked',
      word: 'failed',
      error: { code: '131050', action: 'suppress', suppress: 'marketing' },
    }),
  ],
  [
    'failed for a reason of tomorrow',
    failed(999_999),
    reported({ status: 'failed', word: 'failed', error: { code: '999999', action: 'our_bug' } }),
  ],
  [
    'a payment',
    { id: 'wamid.S1', type: 'payment', status: 'captured', timestamp: AT },
    { type: 'ignored', line: LINE, what: 'status.payment' },
  ],
  [
    'a call that rings',
    { id: 'wacid.C1', type: 'call', status: 'RINGING', timestamp: AT },
    { type: 'ignored', line: LINE, what: 'status.call' },
  ],
  ['a word of tomorrow', status({ status: 'Framed' }), { type: 'ignored', line: LINE, what: 'status.framed' }],
  ['a status of nothing', { status: 'sent', timestamp: AT }, { type: 'ignored', line: LINE, what: 'status.sent' }],
]

/** One delivery for everything that becomes of a message, section 7 of the protocol. */
export const statusSamples: readonly DeliverySample[] = TOLD.map(([title, told, event]) =>
  sampleOf(
    title,
    changeOf({
      contacts: title === 'delivered' ? undefined : [{ ...ANNS_CONTACT, user_id: undefined }],
      statuses: [told],
    }),
    event,
  ),
)
