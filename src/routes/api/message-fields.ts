import * as z from 'zod'
import { CHANNELS, MEDIA_KINDS, type Outgoing, type Recipient } from '../../messages/message.ts'
import type { ToWrite } from '../../messages/write-to.ts'
import { readPhone } from '../../kernel/read-phone.ts'
import { Id } from './shape.ts'

const WHATSAPP_CHARS_MAX = 4_096
const SMS_CHARS_MAX = 1_600
const CAPTION_CHARS_MAX = 1_024

/** A business-scoped user id: a country, a dot, and what follows; a portfolio's has `ENT` between. */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/

/** Whoever is written to: a number in any human spelling, or a WhatsApp user id. */
const To = z
  .string()
  .trim()
  .min(1)
  .max(140)
  .transform((text, context): Recipient => {
    if (USER_ID.test(text)) return { phone: null, userId: text }
    const phone = readPhone(text)
    if (phone !== null) return { phone, userId: null }
    const message = 'Neither a phone number nor a WhatsApp user id can be read here.'
    context.addIssue({ code: 'custom', message, params: { code: 'not_a_recipient' }, input: text })
    return z.NEVER
  })
  .meta({
    examples: ['+1 212 555 0142'],
    description:
      'A phone number in any human spelling (one without its country is of the United States), or a WhatsApp user id.',
  })

const Template = z.strictObject({
  name: z.string().min(1).max(512).describe('As the platform calls it; with Twilio its ContentSid.'),
  language: z.string().min(2).max(20).default('en_US'),
  parameters: z.array(z.string().max(1_024)).max(30).default([]),
  text: z.string().max(WHATSAPP_CHARS_MAX).default('').describe('What they will read, for your own records.'),
})

const Media = z.strictObject({
  kind: z.enum(MEDIA_KINDS),
  url: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .describe('An address that anybody may fetch.'),
  text: z.string().max(CAPTION_CHARS_MAX).default('').describe('The caption.'),
  file_name: z.string().min(1).max(240).optional(),
})

type Fields = {
  readonly to?: unknown
  readonly thread_id?: unknown
  readonly channel: string
  readonly text?: string | undefined
  readonly template?: unknown
  readonly media?: unknown
}

/** What is wrong with the fields together. */
function check(context: z.core.ParsePayload<Fields>): void {
  const { to, thread_id: threadId, channel, text, template, media } = context.value
  const wrong = (path: string, code: string, message: string): void => {
    context.issues.push({ code: 'custom', path: [path], message, params: { code }, input: context.value })
  }
  if ((to === undefined) === (threadId === undefined)) wrong('to', 'one_of', 'Give either `to` or `thread_id`.')
  if (text === undefined && template === undefined && media === undefined)
    wrong('text', 'required', 'Give at least one of text, template and media.')
  if (text !== undefined && media !== undefined)
    wrong('media', 'one_of', 'The text of a file is its caption, `media.text`.')
  if (channel === 'sms' && (text?.length ?? 0) > SMS_CHARS_MAX)
    wrong('text', 'too_long', `An SMS has at most ${SMS_CHARS_MAX} characters.`)
  const isById = typeof to === 'object' && to !== null && 'userId' in to && to.userId !== null
  if (channel === 'sms' && isById) wrong('to', 'not_a_phone_number', 'An SMS goes to a phone number.')
}

/** What is asked of `POST /v1/messages`. */
export const NewMessage = z
  .strictObject({
    to: To.optional(),
    thread_id: Id.optional().describe('Instead of `to`: answers them as they last wrote on the channel.'),
    channel: z.enum(CHANNELS),
    from: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('A number of yours to send by, or Meta’s id of it. By default the one last used with them.'),
    text: z.string().min(1).max(WHATSAPP_CHARS_MAX).optional(),
    template: Template.optional().describe('With a text beside it: goes in its place outside WhatsApp’s window.'),
    media: Media.optional(),
    purpose: z.enum(['service', 'marketing']).default('service').describe('Advertising is held back by more.'),
    author: z
      .enum(['api', 'staff'])
      .default('api')
      .describe('`staff`: a person of yours writes. The agent is silent in this thread from then on.'),
  })
  .check(check)

type Asked = z.output<typeof NewMessage>

/** The message that the fields ask for. */
export function toWriteOf({ to, thread_id: threadId, template, ...asked }: Asked): ToWrite {
  const fixed = template && { type: 'template' as const, ...template }
  const free = freeOf(asked)
  const content = free ?? fixed
  const recipient = to ?? (threadId === undefined ? undefined : { threadId })
  if (content === undefined || recipient === undefined) throw new Error('checked before')
  return {
    to: recipient,
    channel: asked.channel,
    from: asked.from === undefined ? null : (readPhone(asked.from) ?? asked.from),
    content,
    ...(free !== undefined && fixed !== undefined && { fallback: fixed }),
    author: asked.author,
    purpose: asked.purpose,
  }
}

function freeOf({ text, media }: Pick<Asked, 'text' | 'media'>): Outgoing | undefined {
  if (media === undefined) return text === undefined ? undefined : { type: 'text', text }
  const { kind, url, text: caption, file_name: fileName } = media
  return { type: 'media', kind, source: { url }, text: caption, ...(fileName !== undefined && { fileName }) }
}
