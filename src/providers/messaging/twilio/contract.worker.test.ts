import { describeMessagingApi } from '../../../../test/suites/messaging-api.ts'
import { describeDeliveries } from '../../../../test/suites/messaging.ts'
import { toBase64, utf8 } from '../../../kernel/bytes.ts'
import { decodeForm } from '../../../kernel/form-fields.ts'
import { signedFields } from '../../../kernel/form-signature.ts'
import { hmac } from '../../../kernel/hmac.ts'
import type { Content, InboundMessage } from '../../../messages/message.ts'
import type { MessagingEvent } from '../contract.ts'
import { twilio } from './index.ts'

const AC = 'AC00000000000000000000000000000001'
const SM = 'SM00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const HOOK = 'https://gateway.example/hooks/messages/twilio'
const US = '+12125550100'
const THEM = '+12125550142'
const READ_AT_MS = Date.UTC(2026, 10, 22, 15)

const formOf = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ AccountSid: AC, MessageSid: SM, ...fields }).toString()
const messageOf = (content: Content, said: Partial<InboundMessage> = {}): MessagingEvent => ({
  type: 'message',
  line: US,
  message: {
    channel: 'sms',
    providerMessageId: SM,
    sender: { phone: THEM, userId: null, name: null, username: null },
    line: US,
    sentAtMs: READ_AT_MS,
    content,
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
    ...said,
  },
})
const INBOUND = { From: THEM, To: US, NumMedia: '0' }
const photo = `https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages/${SM}/Media/ME1`

describeDeliveries('Twilio', {
  messaging: twilio,
  secrets: {
    TWILIO_ACCOUNT_SID: AC,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_AUTH_TOKEN_SECONDARY: 'fedcba9876543210fedcba9876543210',
  },
  readAtMs: READ_AT_MS,
  async sign(body, secret) {
    const signature = toBase64(await hmac('SHA-1', secret, utf8(HOOK + signedFields(decodeForm(body)))))
    return { url: HOOK, method: 'POST', headers: new Headers({ 'x-twilio-signature': signature }), body: utf8(body) }
  },
  samples: [
    {
      title: 'a text message',
      body: formOf({ ...INBOUND, Body: 'Do you have time on Friday? 😊' }),
      lines: [US],
      events: [messageOf({ type: 'text', text: 'Do you have time on Friday? 😊' })],
    },
    {
      title: 'a stop that Twilio has answered',
      body: formOf({ ...INBOUND, Body: 'stop', OptOutType: 'STOP' }),
      lines: [US],
      events: [messageOf({ type: 'text', text: 'stop' }, { keyword: { word: 'stop', answered: true } })],
    },
    {
      title: 'a photo',
      body: formOf({ ...INBOUND, NumMedia: '1', MediaUrl0: photo, MediaContentType0: 'image/jpeg' }),
      lines: [US],
      events: [
        messageOf({
          type: 'media',
          text: '',
          media: [{ kind: 'image', source: { url: photo }, contentType: 'image/jpeg', sha256: null, fileName: null }],
        }),
      ],
    },
    {
      title: 'a message over WhatsApp from somebody without a number',
      body: formOf({
        From: 'whatsapp:US.13491208655302741918',
        To: `whatsapp:${US}`,
        ProfileName: 'Ann Lee',
        Body: 'Hi',
      }),
      lines: [US],
      events: [
        messageOf(
          { type: 'text', text: 'Hi' },
          {
            channel: 'whatsapp',
            sender: { phone: null, userId: 'US.13491208655302741918', name: 'Ann Lee', username: null },
          },
        ),
      ],
    },
    {
      title: 'a message that was blocked by a stop',
      body: formOf({ From: US, To: THEM, MessageStatus: 'undelivered', ErrorCode: '21610' }),
      lines: [US],
      events: [
        {
          type: 'status',
          line: US,
          status: {
            channel: 'sms',
            line: US,
            providerMessageId: SM,
            messageId: null,
            recipient: { phone: THEM, userId: null },
            status: 'blocked',
            word: 'undelivered',
            atMs: READ_AT_MS,
            error: { code: '21610', action: 'suppress', suppress: 'all' },
          },
        },
      ],
    },
    {
      title: 'a status of tomorrow',
      body: formOf({ From: US, To: THEM, MessageStatus: 'framed' }),
      lines: [US],
      events: [{ type: 'ignored', line: US, what: 'status_framed' }],
    },
  ],
})

const no = (status: number, code: number) => ({
  status,
  body: JSON.stringify({ code, message: `The number ${THEM} is not yours`, status }),
})

describeMessagingApi('Twilio', {
  messaging: twilio,
  secrets: (farUrl) => ({ TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_API_URL: farUrl }),
  channel: 'whatsapp',
  line: US,
  accountId: AC,
  authorization: `Basic ${toBase64(utf8(`${AC}:${TOKEN}`))}`,
  accepts: { answer: { status: 201, body: JSON.stringify({ sid: SM, status: 'queued' }) }, providerMessageId: SM },
  refusals: [
    { title: 'unsubscribed', answer: no(400, 21610), error: { code: '21610', action: 'suppress', suppress: 'all' } },
    { title: 'outside the window', answer: no(400, 63016), error: { code: '63016', action: 'needs_template' } },
    { title: 'no number', answer: no(400, 21211), error: { code: '21211', action: 'our_bug' } },
    { title: 'our token', answer: no(401, 20003), error: { code: '20003', action: 'configuration' } },
    { title: 'not now', answer: { status: 503, body: '' }, error: { code: '503', action: 'retry' } },
  ],
  impossible: [
    { title: 'no text', content: { type: 'text', text: ' ' } },
    { title: 'too long a text', content: { type: 'text', text: 'x'.repeat(1601) } },
    {
      title: 'a template of no name',
      content: { type: 'template', name: 'visit_reminder', language: 'en', parameters: [], text: '' },
    },
    { title: 'a file without an address', content: { type: 'media', kind: 'image', source: { id: '1' }, text: '' } },
  ],
  media: (url) => ({
    ref: { kind: 'image', source: { url }, contentType: null, sha256: null, fileName: null },
    before: [],
  }),
})
