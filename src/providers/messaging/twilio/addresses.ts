import { asRungToday, isE164 } from '../../../kernel/phone.ts'
import type { Channel, Recipient } from '../../../messages/message.ts'

const WHATSAPP = 'whatsapp:'
/** The longest id we take: Meta's are 128 characters after the country. */
const USER_ID_CHARS_MAX = 160

/** One side of a message: which channel it is on, and by what it is known there. */
export interface Address extends Recipient {
  readonly channel: Channel
}

/**
 * An address as Twilio writes it: `+12125550142`, `whatsapp:+12125550142`, `whatsapp:US.1349…`.
 *
 * What is no number is an id only on WhatsApp; of a short code or an alphanumeric sender nobody can be told.
 */
export function addressOf(text: string | null): Address | null {
  if (text === null || text.length > USER_ID_CHARS_MAX) return null
  const isWhatsapp = text.startsWith(WHATSAPP)
  const channel = isWhatsapp ? 'whatsapp' : 'sms'
  const name = (isWhatsapp ? text.slice(WHATSAPP.length) : text).trim()
  const phone = numberIn(name)
  if (phone !== null) return { channel, phone, userId: null }
  const isId = isWhatsapp && /^[\x21-\x7e]+$/.test(name)
  return { channel, phone: null, userId: isId ? name : null }
}

/** Some channels leave the plus out, and an unescaped plus in a form has become a space. */
function numberIn(name: string): string | null {
  const number = /^\d{7,15}$/.test(name) ? `+${name}` : name
  return isE164(number) ? asRungToday(number) : null
}

/** Where a message is sent, or null when the channel has no way to reach them. */
export function wireAddress(channel: Channel, { phone, userId }: Recipient): string | null {
  if (channel === 'sms') return phone
  const name = phone ?? userId
  return name === null ? null : WHATSAPP + name
}
