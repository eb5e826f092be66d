import { freshNumber } from '../caller/place-call.ts'
import type { WhatsAppCloud } from '../whatsapp/cloud.ts'
import type { OwnLine } from '../whatsapp/own-line.ts'
import { contactOf } from '../whatsapp/update.ts'
import { userWithName, userWithNumber, type WhatsAppUser } from '../whatsapp/whatsapp-user.ts'
import { pdf, photo, voiceNote, type SentFile } from './attachments.ts'
import type { Handheld, Seen } from './handheld.ts'
import type { Attachment } from './scenario.ts'
import type { ShownMessage } from './shown-message.ts'

type Json = Readonly<Record<string, unknown>>

export interface WhatsAppPerson {
  /** E.164. */
  readonly phone: string
  readonly name: string
  /** The business sees this name instead of the number. */
  readonly username: string | null
}

/** A phone with WhatsApp, open at a line. */
export function whatsAppPhone(
  cloud: WhatsAppCloud,
  line: OwnLine,
  { phone, name, username }: WhatsAppPerson,
  onSeen: (message: Seen) => void,
): Handheld {
  let user = username === null ? userWithNumber(phone, name) : userWithName(username, name)
  const open = (): (() => void) => cloud.listen(user, (message) => onSeen({ ...message, from: 'business' }))
  cloud.users.add(user)
  let close = open()
  const write = (message: Json): string => cloud.write(line, user, message)
  return {
    say: (text) => write({ type: 'text', text: { body: text } }),
    tap: ({ id, title, description, kind }, of) => write(tapped({ id, title, description, kind }, of, line)),
    send: (what, caption, last) => write(attached(cloud, line, { what, caption, last })),
    promotions: (value) => tellPreference(cloud, line, user, value),
    changeNumber() {
      const next = userWithNumber(freshNumber(), name)
      const before = user
      write({ type: 'system', system: systemOf(before, next) })
      if (before.waId !== null) cloud.users.forgetNumber(before.waId)
      close()
      user = next
      cloud.users.add(user)
      close = open()
    },
    age(hours) {
      const pair = cloud.users.pair(line, user)
      pair.wroteAtMs = (pair.wroteAtMs ?? Date.now()) - hours * 3_600_000
    },
    close: () => close(),
  }
}

function tapped(
  { id, title, description, kind }: Parameters<Handheld['tap']>[0],
  of: ShownMessage,
  line: OwnLine,
): Json {
  const context = { from: line.displayNumber.replaceAll(/\D/g, ''), id: of.id }
  if (kind === 'quick_reply') return { context, type: 'button', button: { payload: id, text: title } }
  const reply =
    kind === 'button'
      ? { type: 'button_reply', button_reply: { id, title } }
      : { type: 'list_reply', list_reply: { id, title, ...(description !== null && { description }) } }
  return { context, type: 'interactive', interactive: reply }
}

interface Sending {
  readonly what: Attachment
  readonly caption: string
  readonly last: ShownMessage | null
}

function attached(cloud: WhatsAppCloud, line: OwnLine, { what, caption, last }: Sending): Json {
  const upload = ({ mimeType, bytes }: SentFile): Json => {
    const stored = cloud.media.put(line.id, mimeType, bytes)
    const url = cloud.media.addressOf(stored, cloud.options.apiUrl(), Date.now())
    const sha256 = Buffer.from(stored.sha256, 'hex').toString('base64')
    return { mime_type: mimeType, sha256, id: stored.id, url }
  }
  const words = caption === '' ? {} : { caption }
  switch (what) {
    case 'photo':
      return { type: 'image', image: { ...words, ...upload(photo()) } }
    case 'voice-note':
      return { type: 'audio', audio: { ...upload(voiceNote()), voice: true } }
    case 'document':
      return { type: 'document', document: { ...words, filename: pdf().fileName, ...upload(pdf()) } }
    case 'location':
      return { type: 'location', location: { latitude: 40.7128, longitude: -74.006, name: 'Town hall' } }
    case 'contact-card':
      return {
        type: 'contacts',
        contacts: [{ name: { first_name: 'Sam', formatted_name: 'Sam Doe' }, phones: [{ phone: '+1 212-555-0188' }] }],
      }
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: last?.id ?? 'wamid.none', emoji: '👍' } }
  }
}

const systemOf = (before: WhatsAppUser, next: WhatsAppUser): Json => ({
  type: 'user_changed_number',
  body: `User A changed from ${before.waId ?? ''} to ${next.waId ?? ''}`,
  wa_id: next.waId,
  user_id: next.userId,
  previous_user_id: before.userId,
})

function tellPreference(cloud: WhatsAppCloud, line: OwnLine, user: WhatsAppUser, value: 'stop' | 'resume'): void {
  cloud.users.pair(line, user).stopsMarketing = value === 'stop'
  const preference = {
    ...(user.waId !== null && { wa_id: user.waId }),
    user_id: user.userId,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(Date.now() / 1000),
  }
  if (cloud.subscribed.has(line.accountId))
    cloud.deliveries.tell([{ line, kind: 'user_preferences', entry: preference, contact: contactOf(user) }])
}
