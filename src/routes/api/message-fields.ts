import * as z from 'zod'
import { CHANNELS, MEDIA_KINDS, type Outgoing } from '../../messages/message.ts'
import { checkUrl, URL_PROBLEMS } from '../../events/check-url.ts'
import { WHEN_CLOSED } from '../../messages/wanted-message.ts'
import type { ToWrite } from '../../messages/write-to.ts'
import { readPhone } from '../../kernel/read-phone.ts'
import { PurposeField } from './purpose-field.ts'
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

/** The platform fetches it: it must be there for everybody. */
const PublicUrl = z
  .string()
  .max(2_000)
  .check(({ value, issues }) => {
    const url = checkUrl(value, { loopbackAllowed: false, publicUrl: '' })
    if (!url.ok)
      issues.push({ code: 'custom', message: URL_PROBLEMS[url.error], params: { code: url.error }, input: value })
  })
  .meta({
    examples: ['https://example.com/way-to-us.jpg'],
    format: 'uri',
    description: 'An https address on the public internet, port 443, that anybody may fetch: the platform does.',
  })

const Media = z.strictObject({
  kind: z.enum(MEDIA_KINDS),
  url: PublicUrl,
  text: z.string().max(CAPTION_CHARS_MAX).default('').describe('The caption.'),
  file_name: z.string().min(1).max(240).optional(),
})

/** All of them as they came, right or wrong: what is wrong with them together is told beside what is wrong with each. */
type Fields = Readonly<Partial<Record<'to' | 'thread_id' | 'channel' | 'text' | 'template' | 'media', unknown>>>

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isById = (to: unknown): boolean => isObject(to) && 'userId' in to && to.userId !== null

/** Nothing that can be seen: white space, and what only shapes the text beside it. */
const isBlank = (text: unknown): boolean => typeof text === 'string' && text !== '' && /^[\s\p{Cf}]*$/u.test(text)

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
    ({ channel, text }) => channel === 'sms' && typeof text === 'string' && text.length > SMS_CHARS_MAX,
  ],
  ['text', 'blank', 'A text has more than spaces.', ({ text }) => isBlank(text)],
  ['to', 'not_a_phone_number', 'An SMS goes to a phone number.', ({ channel, to }) => channel === 'sms' && isById(to)],
]

function check(fields: Fields, context: z.core.$RefinementCtx): void {
  for (const [path, code, message, isWrong] of TOGETHER)
    if (isWrong(fields)) context.addIssue({ code: 'custom', path: [path], message, params: { code }, input: fields })
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
    purpose: PurposeField.default('service'),
    when_closed: z
      .enum(WHEN_CLOSED)
      .default('refuse')
      .describe(
        'Where only the hour or a cap says no: `refuse` it, with when it may be asked again, or `wait` for that.',
      ),
    author: z
      .enum(['api', 'staff'])
      .default('api')
      .describe('`staff`: a person of yours writes. The agent is silent in this thread from then on.'),
  })
  // Also where single fields are wrong or missing, so that all there is to say is said at once.
  .superRefine(check, { when: ({ value }) => isObject(value) })

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
    whenClosed: asked.when_closed,
  }
}

function freeOf({ text, media }: Pick<Asked, 'text' | 'media'>): Outgoing | undefined {
  if (media === undefined) return text === undefined ? undefined : { type: 'text', text }
  const { kind, url, text: caption, file_name: fileName } = media
  return { type: 'media', kind, source: { url }, text: caption, ...(fileName !== undefined && { fileName }) }
}
