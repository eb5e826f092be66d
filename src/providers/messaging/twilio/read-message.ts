import { valueOf, type Fields } from '../../../kernel/form-fields.ts'
import type { Content, InboundMessage, MediaKind, MediaRef, Sender } from '../../../messages/message.ts'
import { addressOf, type Address } from './addresses.ts'

/** Twilio takes ten files with a message. */
const MEDIA_MAX = 10
const WORD = /^[a-z_]{1,40}$/

const KEYWORDS = new Map<string, 'stop' | 'start' | 'help'>([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
])

/**
 * The message in an inbound webhook, or null when it has no id or no sender.
 *
 * The form has no time in it: it was sent when it was told of. What is a keyword by `OptOutType` has been answered by
 * Twilio; any other is ours to find.
 */
export function messageOf(fields: Fields, line: string, nowMs: number): InboundMessage | null {
  const from = addressOf(valueOf(fields, 'From'))
  const id = valueOf(fields, 'MessageSid') ?? valueOf(fields, 'SmsSid') ?? valueOf(fields, 'SmsMessageSid')
  if (from === null || id === null) return null
  const word = KEYWORDS.get(valueOf(fields, 'OptOutType')?.toUpperCase() ?? '')
  return {
    channel: from.channel,
    providerMessageId: id,
    sender: senderOf(fields, from),
    line,
    sentAtMs: nowMs,
    content: contentOf(fields, from.channel === 'whatsapp'),
    repliesTo: valueOf(fields, 'OriginalRepliedMessageSid'),
    fromAd: AD_FIELDS.some((name) => valueOf(fields, name) !== null),
    groupId: null,
    keyword: word === undefined ? null : { word, answered: true },
  }
}

const AD_FIELDS = ['ReferralSourceId', 'ReferralSourceUrl', 'ReferralCtwaClid'] as const

/** Every combination comes: a number in `From`, an id in `From`, both, and `WaId` that is either. */
function senderOf(fields: Fields, from: Address): Sender {
  const isWhatsapp = from.channel === 'whatsapp'
  const others = isWhatsapp ? [valueOf(fields, 'ExternalUserId'), prefixed(valueOf(fields, 'WaId'))] : []
  const known = [from, ...others.flatMap((text) => addressOf(text) ?? [])]
  return {
    phone: known.find(({ phone }) => phone !== null)?.phone ?? null,
    userId: known.find(({ userId }) => userId !== null)?.userId ?? null,
    name: valueOf(fields, 'ProfileName'),
    username: valueOf(fields, 'Username')?.replace(/^@/, '') || null,
  }
}

const prefixed = (name: string | null): string | null => (name === null ? null : `whatsapp:${name}`)

function contentOf(fields: Fields, isWhatsapp: boolean): Content {
  const text = valueOf(fields, 'Body') ?? ''
  return (
    permissionOf(fields, text) ??
    choiceOf(fields, text) ??
    formOf(fields) ??
    placeOf(fields) ??
    reactionOf(fields, text) ??
    mediaOf(fields, text, isWhatsapp) ??
    plainOf(fields, text)
  )
}

/** Whether we may ring them over WhatsApp. */
function permissionOf(fields: Fields, text: string): Content | null {
  const payload = valueOf(fields, 'ButtonPayload')
  if (text !== 'VOICE_CALL_REQUEST' || payload === null) return null
  const granted = /accept|allow|grant|always/i.test(payload) && !/not|reject|decline|deny|disallow/i.test(payload)
  return {
    type: 'call_permission',
    granted,
    permanent: granted && /always|permanent/i.test(payload),
    expiresAtMs: null,
  }
}

function choiceOf(fields: Fields, text: string): Content | null {
  const row = valueOf(fields, 'ListId')
  if (row !== null) return { type: 'choice', via: 'list', id: row, title: valueOf(fields, 'ListTitle') ?? text }
  const title = valueOf(fields, 'ButtonText') ?? text
  const id = valueOf(fields, 'ButtonPayload') ?? valueOf(fields, 'ButtonText')
  if (id === null) return null
  const via = valueOf(fields, 'MessageType') === 'button' ? 'template' : 'button'
  return { type: 'choice', via, id, title }
}

/** A form that was filled in comes as JSON in a field of its own. */
function formOf(fields: Fields): Content | null {
  const raw = valueOf(fields, 'FlowData') ?? valueOf(fields, 'InteractiveData')
  if (raw === null) return null
  try {
    const values: unknown = JSON.parse(raw)
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values)
    return { type: 'form', values: isObject ? { ...values } : null, raw }
  } catch {
    return { type: 'form', values: null, raw }
  }
}

function placeOf(fields: Fields): Content | null {
  const [latitude, longitude] = [numberIn(fields, 'Latitude'), numberIn(fields, 'Longitude')]
  if (latitude === null || longitude === null) return null
  const [name, address] = [valueOf(fields, 'Label'), valueOf(fields, 'Address')]
  return { type: 'location', latitude, longitude, name, address }
}

function numberIn(fields: Fields, name: string): number | null {
  const text = valueOf(fields, name) ?? ''
  return /^-?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : null
}

function reactionOf(fields: Fields, text: string): Content | null {
  const to = valueOf(fields, 'OriginalRepliedMessageSid')
  if (valueOf(fields, 'MessageType') !== 'reaction' || to === null) return null
  return { type: 'reaction', emoji: text === '' ? null : text, to }
}

function mediaOf(fields: Fields, text: string, isWhatsapp: boolean): Content | null {
  const media: MediaRef[] = []
  for (let nth = 0; nth < MEDIA_MAX; nth += 1) {
    const url = valueOf(fields, `MediaUrl${nth}`)
    if (url === null) continue
    const contentType = valueOf(fields, `MediaContentType${nth}`)
    media.push({ kind: kindOf(contentType, isWhatsapp), source: { url }, contentType, sha256: null, fileName: null })
  }
  return media.length === 0 ? null : { type: 'media', media, text }
}

/** Twilio tells voice notes and stickers only by what they are made of. */
function kindOf(contentType: string | null, isWhatsapp: boolean): MediaKind {
  const type = contentType?.toLowerCase() ?? ''
  if (isWhatsapp && type.startsWith('audio/ogg')) return 'voice'
  if (isWhatsapp && type.startsWith('image/webp')) return 'sticker'
  const family = /^(image|audio|video)\//.exec(type)?.[1]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

function plainOf(fields: Fields, text: string): Content {
  const type = valueOf(fields, 'MessageType')?.toLowerCase() ?? 'text'
  if (text !== '' || type === 'text') return { type: 'text', text }
  const what = WORD.test(type) ? type : 'other'
  return what === 'unsupported' ? { type: 'unsupported', what, code: null } : { type: 'unknown', what }
}
