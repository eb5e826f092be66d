import type { Channel, Outgoing } from '../../messages/message.ts'
import type { Template } from '../../messages/wanted-message.ts'
import type { CampaignContent, CampaignRow, TemplateWords } from './campaign.ts'
import { fieldsIn, filledIn } from './fields-in.ts'

type Kind = CampaignRow['kind']
type Language = CampaignContent['language']

/** Fields that every person of a campaign has. */
export const GIVEN_FIELDS: ReadonlySet<string> = new Set(['business'])

/** Fields of somebody whose booking it is about, and of a slot that is offered. */
export const TIME_FIELDS = ['date', 'time'] as const
export const BOOKING_FIELDS = [...TIME_FIELDS, 'service', 'with', 'name'] as const

/** What is written where a campaign has no words of its own: when, and never what for. */
const USUAL: Readonly<Record<Language, Readonly<Record<Exclude<Kind, 'message'>, string>>>> = {
  en: {
    reminder: 'you have an appointment on {date} at {time}. Reply C to confirm, M to move it, X if you cannot come.',
    refill: 'a prescription of yours may be due. Reply YES and our team looks at it, or NO.',
    waitlist: 'a time has come free: {date} at {time}. Reply YES to take it. The first who answers has it.',
  },
  es: {
    reminder:
      'tiene una cita el {date} a las {time}. Responda C para confirmar, M para cambiarla, X si no puede venir.',
    refill: 'puede que le toque renovar una receta. Responda SÍ y nuestro equipo lo mira, o NO.',
    waitlist: 'ha quedado libre una hora: {date} a las {time}. Responda SÍ para tomarla. Es de quien responda primero.',
  },
}

const GONE: Readonly<Record<Language, string>> = {
  en: 'the time we offered you has been taken. Thank you for waiting.',
  es: 'la hora que le ofrecimos ya está tomada. Gracias por esperar.',
}

const FRAME = {
  en: { automated: 'Automated message.', stop: 'Reply STOP to opt out.' },
  es: { automated: 'Mensaje automático.', stop: 'Responda STOP para no recibir más.' },
} as const

const SAYS_AUTOMATED = /\b(?:automated|automatic|automático|automática|AI assistant|asistente de IA)\b/iu
const SAYS_STOP = /\bSTOP\b/u

/** Whoever reads it knows who wrote it, that no person did, and how to end it; what the words say already is not said twice. */
export function framed(text: string, business: string, language: Language): string {
  const { automated, stop } = FRAME[language]
  const named = text.toLowerCase().includes(business.toLowerCase()) ? text : `${business}: ${text}`
  return [named, ...(SAYS_AUTOMATED.test(named) ? [] : [automated]), ...(SAYS_STOP.test(named) ? [] : [stop])].join(' ')
}

type Said = Pick<CampaignRow, 'kind'> & { readonly content: CampaignContent }

/** What a campaign writes on a channel, its fields still in it. Null for a message without words. */
export function textFor({ kind, content }: Said, channel: Channel): string | null {
  const own = content[channel]?.text ?? content.sms?.text
  if (own !== undefined) return own
  return kind === 'message' ? null : USUAL[content.language][kind]
}

/** What is said on the phone first. The call finds its own words for a reminder, and says when. */
const spokenFor = ({ kind, content }: Said): string =>
  content.voice?.text ?? (kind === 'reminder' ? '{date} {time}' : '')

/** All the fields that a campaign's words have, on any of its channels, but for those that everybody has. */
export function fieldsOf(said: Said, channels: readonly string[]): readonly string[] {
  const { whatsapp } = said.content
  const written = (['sms', 'whatsapp'] as const).flatMap((channel) =>
    channels.includes(channel) ? [textFor(said, channel) ?? ''] : [],
  )
  const parameters = channels.includes('whatsapp') ? (whatsapp?.template?.parameters ?? []) : []
  const texts = [...written, ...parameters, ...(channels.includes('voice') ? [spokenFor(said)] : [])]
  return [...new Set(texts.flatMap(fieldsIn))].filter((name) => !GIVEN_FIELDS.has(name))
}

/** What one person is written. */
export interface Wording {
  readonly content: Outgoing
  readonly fallback?: Template
}

/** The message to somebody; `isGone` tells them that the slot they were offered is taken. Null where there are no words. */
export function wordingFor(
  said: Said,
  channel: Channel,
  fields: Readonly<Record<string, string>>,
  isGone = false,
): Wording | null {
  const { whatsapp } = said.content
  const body = bodyFor(said, channel, fields, isGone)
  const words = isGone || channel !== 'whatsapp' ? undefined : whatsapp?.template
  if (words === undefined) return body === null ? null : { content: { type: 'text', text: body } }
  const template = templateOf(words, fields, body ?? '')
  const isAlone = whatsapp?.text === undefined || body === null
  return isAlone ? { content: template } : { content: { type: 'text', text: body }, fallback: template }
}

function bodyFor(
  said: Said,
  channel: Channel,
  fields: Readonly<Record<string, string>>,
  isGone: boolean,
): string | null {
  const { language } = said.content
  const text = isGone ? GONE[language] : textFor(said, channel)
  return text === null ? null : framed(filledIn(text, fields), fields['business'] ?? '', language)
}

const templateOf = (
  { name, language, parameters }: TemplateWords,
  fields: Readonly<Record<string, string>>,
  text: string,
): Template => ({
  type: 'template',
  name,
  language,
  parameters: parameters.map((each) => filledIn(each, fields)),
  text,
})
