import type { Content, InboundMessage, Sender } from '../../../../messages/message.ts'
import type { MessagingEvent } from '../../contract.ts'

/** A delivery in Meta's shape with invented values, and what it tells. */
export interface DeliverySample {
  readonly title: string
  readonly body: string
  readonly lines: readonly string[]
  readonly events: readonly MessagingEvent[]
}

type Json = Readonly<Record<string, unknown>>

export const LINE = '106540352242922'
export const ACCOUNT = '102290129340398'
/** Read at this time: what names no time of its own has this one. */
export const READ_AT_MS = 1_763_900_000_000
export const SAID_AT_MS = 1_763_800_000_000

export const ANN: Sender = {
  phone: '+12125550142',
  userId: 'US.13491208655302741918',
  name: 'Ann Lee',
  username: null,
}
export const ANNS_CONTACT = { profile: { name: 'Ann Lee' }, wa_id: '12125550142', user_id: 'US.13491208655302741918' }
const METADATA = { display_phone_number: '12125550110', phone_number_id: LINE }

/** What Meta posts for changes of one account. */
export const deliveryOf = (changes: readonly Json[], entry: Json = {}): string =>
  JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: ACCOUNT, ...entry, changes }] })

/** A change of a number, of the field `messages` unless another is named. */
export const changeOf = (value: Json, field = 'messages'): Json => ({
  field,
  value: { messaging_product: 'whatsapp', metadata: METADATA, ...value },
})

export const sampleOf = (title: string, change: Json, ...events: readonly MessagingEvent[]): DeliverySample => ({
  title,
  body: deliveryOf([change]),
  lines: [LINE],
  events,
})

/** A message as it comes from Ann, and as it is read. */
export const messageOf = (content: Content, read: Partial<InboundMessage> = {}): MessagingEvent => ({
  type: 'message',
  line: LINE,
  message: {
    channel: 'whatsapp',
    providerMessageId: 'wamid.A1',
    sender: ANN,
    line: LINE,
    sentAtMs: SAID_AT_MS,
    content,
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
    ...read,
  },
})

export const SENT = { from: '12125550142', id: 'wamid.A1', timestamp: String(SAID_AT_MS / 1000) }

/** What a person said in a test: what is posted, what is read of it, and what stands beside it in the value. */
export type Said = readonly [
  title: string,
  message: Readonly<Record<string, unknown>>,
  content: Content,
  read?: Partial<InboundMessage>,
  beside?: Readonly<Record<string, unknown>>,
]

export const sampleOfSaid = ([title, message, content, read, beside]: Said): DeliverySample =>
  sampleOf(
    title,
    changeOf({ contacts: [ANNS_CONTACT], messages: [{ ...SENT, ...message }], ...beside }),
    messageOf(content, read),
  )
