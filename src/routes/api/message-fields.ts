import * as z from 'zod'
import { CHANNELS, MEDIA_KINDS, type Outgoing } from '../../messages/message.ts'
import type { ToWrite } from '../../messages/write-to.ts'
import { readPhone } from '../../kernel/read-phone.ts'
import { RecipientField } from './recipient-field.ts'
import { Id } from './shape.ts'

const WHATSAPP_CHARS_MAX = 4_096
const SMS_CHARS_MAX = 1_600
const CAPTION_CHARS_MAX = 1_024

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

const isById = (to: unknown): boolean => typeof to === 'object' && to !== null && 'userId' in to && to.userId !== null

/** What may be wrong with the fields together: where, a code, what to say, and when. */
const TOGETHER: readonly (readonly [
  path: string,
  code: string,
  message: string,
  isWrong: (fields: Fields) => boolean,
])[] = [
  [
    'to',
    'one_of',
    'Give either `to` or `thread_id`.',
    ({ to, thread_id: id }) => (to === undefined) === (id === undefined),
  ],
  [
    'text',
    'required',
    'Give at least one of text, template and media.',
    ({ text, template, media }) => [text, template, media].every((each) => each === undefined),
  ],
  [
    'media',
    'one_of',
    'The text of a file is its caption, `media.text`.',
    ({ text, media }) => text !== undefined && media !== undefined,
  ],
  [
    'text',
    'too_long',
    `An SMS has at most ${SMS_CHARS_MAX} characters.`,
    ({ channel, text = '' }) => channel === 'sms' && text.length > SMS_CHARS_MAX,
  ],
  ['to', 'not_a_phone_number', 'An SMS goes to a phone number.', ({ channel, to }) => channel === 'sms' && isById(to)],
]

function check(context: z.core.ParsePayload<Fields>): void {
  for (const [path, code, message, isWrong] of TOGETHER)
    if (isWrong(context.value))
      context.issues.push({ code: 'custom', path: [path], message, params: { code }, input: context.value })
}

/** What is asked of `POST /v1/messages`. */
export const NewMessage = z
  .strictObject({
    to: RecipientField.optional(),
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
