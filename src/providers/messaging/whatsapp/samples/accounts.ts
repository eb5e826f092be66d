import type { MessagingEvent } from '../../contract.ts'
import {
  ACCOUNT,
  ANN,
  ANNS_CONTACT,
  changeOf,
  deliveryOf,
  LINE,
  READ_AT_MS,
  SAID_AT_MS,
  type DeliverySample,
} from './delivery-sample.ts'

type Json = Readonly<Record<string, unknown>>

const preference = (given: Json): string =>
  deliveryOf([
    changeOf(
      {
        contacts: [ANNS_CONTACT],
        user_preferences: [
          { wa_id: '12125550142', category: 'marketing_messages', timestamp: SAID_AT_MS / 1000, ...given },
        ],
      },
      'user_preferences',
    ),
  ])
const wished = (marketing: 'stop' | 'resume'): MessagingEvent => ({
  type: 'preference',
  line: LINE,
  change: { person: { phone: ANN.phone, userId: ANN.userId }, marketing, atMs: SAID_AT_MS },
  key: '*',
})
const ignored = (what: string, line = LINE): MessagingEvent => ({ type: 'ignored', line, what })

const preferenceSamples: readonly DeliverySample[] = [
  { title: 'no promotions', body: preference({ value: 'stop' }), lines: [LINE], events: [wished('stop')] },
  { title: 'promotions again', body: preference({ value: 'resume' }), lines: [LINE], events: [wished('resume')] },
  {
    title: 'promotions, by a link',
    body: preference({ value: 'signup', signup_id: '1' }),
    lines: [LINE],
    events: [wished('resume')],
  },
  {
    title: 'a wish of tomorrow',
    body: preference({ value: 'perhaps' }),
    lines: [LINE],
    events: [ignored('user_preferences.other')],
  },
]

const echo = (given: Json) =>
  changeOf(
    {
      message_echoes: [
        {
          from: '12125550110',
          to: '12125550142',
          to_user_id: ANN.userId,
          id: 'wamid.E1',
          timestamp: String(SAID_AT_MS / 1000),
          ...given,
        },
      ],
    },
    'smb_message_echoes',
  )
const echoed = (content: Extract<MessagingEvent, { type: 'echo' }>['message']['content']): MessagingEvent => ({
  type: 'echo',
  line: LINE,
  to: { phone: ANN.phone, userId: ANN.userId },
  message: {
    channel: 'whatsapp',
    providerMessageId: 'wamid.E1',
    line: LINE,
    sentAtMs: SAID_AT_MS,
    content,
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
  },
})
const one = (title: string, change: Json, event: MessagingEvent): DeliverySample => ({
  title,
  body: deliveryOf([change]),
  lines: [event.line],
  events: [event],
})

const otherSamples: readonly DeliverySample[] = [
  one(
    'what staff wrote',
    echo({ type: 'text', text: { body: 'See you!' } }),
    echoed({ type: 'text', text: 'See you!' }),
  ),
  one(
    'what staff took back',
    echo({ type: 'revoke', revoke: { original_message_id: 'wamid.O1' } }),
    echoed({ type: 'revoke', of: 'wamid.O1' }),
  ),
  one(
    'old talks',
    changeOf(
      {
        history: [
          {
            metadata: { phase: 0, chunk_order: 1, progress: 10 },
            threads: [{ id: '1', messages: [{ id: 'wamid.H1', type: 'text' }] }],
          },
        ],
      },
      'history',
    ),
    ignored('history'),
  ),
  one(
    'files of old talks',
    changeOf({ messages: [{ id: 'wamid.H1', type: 'image', image: { id: '1' } }] }, 'history'),
    ignored('history'),
  ),
  one(
    'old talks that nobody may have',
    changeOf({ history: [{ errors: [{ code: 2593109 }] }] }, 'history'),
    ignored('history.declined'),
  ),
  one(
    'an address book',
    changeOf({ state_sync: [{ type: 'contact', action: 'add' }] }, 'smb_app_state_sync'),
    ignored('field.smb_app_state_sync'),
  ),
  one('a call', changeOf({ calls: [{ id: 'wacid.C1', event: 'connect' }] }, 'calls'), ignored('calls.connect')),
  one(
    'a call that is over, with why',
    changeOf({ calls: [{ id: 'wacid.C1', event: 'terminate' }], errors: [{ code: 138021 }] }, 'calls'),
    ignored('calls.terminate'),
  ),
  one(
    'a group',
    changeOf({ groups: [{ type: 'group_create' }] }, 'group_lifecycle_update'),
    ignored('field.group_lifecycle_update'),
  ),
  one(
    'somebody else has the talk',
    changeOf({ messages: [{ id: 'wamid.A1', type: 'text', text: { body: 'hi' } }] }, 'standby'),
    ignored('field.standby'),
  ),
  one('a field of tomorrow', { field: 'Field of tomorrow', value: {} }, ignored('field.other', ACCOUNT)),
  one('nothing', changeOf({}), ignored('messages.empty')),
  one(
    'what a partner is told of a business’s account',
    { field: 'account_update', value: { event: 'PARTNER_REMOVED', waba_info: { waba_id: '980198427658004' } } },
    {
      type: 'notice',
      line: '980198427658004',
      notice: {
        field: 'account_update',
        event: 'partner_removed',
        weight: 'act',
        subject: null,
        key: '*',
        atMs: READ_AT_MS,
      },
    },
  ),
  one(
    'an error of the app',
    changeOf({ errors: [{ code: 0, title: 'We were unable to authenticate the app user' }] }),
    {
      type: 'notice',
      line: LINE,
      notice: {
        field: 'messages',
        event: 'error_0',
        weight: 'act',
        subject: null,
        key: '*',
        atMs: READ_AT_MS - (READ_AT_MS % 86_400_000),
      },
    },
  ),
  { title: 'no entry', body: '{"object":"whatsapp_business_account","entry":[]}', lines: [], events: [] },
  {
    title: 'old talks that nobody may have, as Meta documents it',
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: LINE },
      history: [{ errors: [{ code: 2593109 }] }],
    }),
    lines: [LINE],
    events: [ignored('history.declined')],
  },
  {
    title: 'a change without its entry',
    body: JSON.stringify(changeOf({ calls: [{ event: 'connect' }] }, 'calls')),
    lines: [LINE],
    events: [ignored('calls.connect')],
  },
]

/** Sections 9 to 11 of the protocol: what is no message, no status and no notice. */
export const accountSamples: readonly DeliverySample[] = [...preferenceSamples, ...otherSamples]
