import * as z from 'zod'
import { GraphRefusal } from './graph-refusal.ts'

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length
const Text = z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() })
const Source = { id: z.string().min(1).optional(), link: z.url({ protocol: /^https?$/ }).optional() }
const Caption = { ...Source, caption: z.string().max(1024).optional() }
const hasSource = (media: { id?: string | undefined; link?: string | undefined }): boolean =>
  (media.id === undefined) !== (media.link === undefined)
const ONE_SOURCE = 'needs either id or link'

const Header = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.looseObject({ type: z.enum(['image', 'video', 'document']) }),
])
const Footer = z.strictObject({ text: z.string().min(1).max(60) })
const bodyOf = (charsMax: number) => z.strictObject({ text: z.string().min(1).max(charsMax) })

const ReplyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: z.string().min(1).max(256), title: z.string().trim().min(1).max(20) }),
})
const Buttons = z.strictObject({
  type: z.literal('button'),
  header: Header.optional(),
  body: bodyOf(1024),
  footer: Footer.optional(),
  action: z.strictObject({
    buttons: z
      .array(ReplyButton)
      .min(1)
      .max(3)
      .refine((buttons) => unique(buttons.map(({ reply }) => reply.id)), 'ids of buttons must differ')
      .refine((buttons) => unique(buttons.map(({ reply }) => reply.title)), 'titles of buttons must differ'),
  }),
})

const Row = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().trim().min(1).max(24),
  description: z.string().max(72).optional(),
})
const Section = z.strictObject({ title: z.string().min(1).max(24).optional(), rows: z.array(Row).min(1).max(10) })
const List = z.strictObject({
  type: z.literal('list'),
  header: Header.optional(),
  body: bodyOf(4096),
  footer: Footer.optional(),
  action: z.strictObject({
    button: z.string().trim().min(1).max(20),
    sections: z
      .array(Section)
      .min(1)
      .max(10)
      .refine((all) => all.reduce((sum, { rows }) => sum + rows.length, 0) <= 10, 'has more than 10 rows in total')
      .refine((all) => unique(all.flatMap(({ rows }) => rows.map(({ id }) => id))), 'ids of rows must differ')
      .refine((all) => all.length === 1 || all.every(({ title }) => title !== undefined), 'sections need titles'),
  }),
})
const OtherInteractive = z.looseObject({
  type: z.enum(['flow', 'cta_url', 'call_permission_request', 'location_request_message', 'request_contact_info']),
  action: z.looseObject({}),
})
const Interactive = z.discriminatedUnion('type', [Buttons, List, OtherInteractive])

const Parameter = z.looseObject({ type: z.string(), text: z.string().max(1024).optional() })
const Component = z.looseObject({
  type: z.enum(['header', 'body', 'button', 'footer']),
  parameters: z.array(Parameter).optional(),
})
const Template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.strictObject({ code: z.string().min(2).max(15), policy: z.literal('deterministic').optional() }),
  components: z.array(Component).optional(),
})

/** What each type of message must have under its own name. */
const BODIES = {
  text: Text,
  image: z.strictObject(Caption).refine(hasSource, ONE_SOURCE),
  video: z.strictObject(Caption).refine(hasSource, ONE_SOURCE),
  audio: z.strictObject({ ...Source, voice: z.boolean().optional() }).refine(hasSource, ONE_SOURCE),
  document: z.strictObject({ ...Caption, filename: z.string().max(240).optional() }).refine(hasSource, ONE_SOURCE),
  sticker: z.strictObject(Source).refine(hasSource, ONE_SOURCE),
  location: z.strictObject({
    latitude: z.union([z.number(), z.string()]),
    longitude: z.union([z.number(), z.string()]),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  reaction: z.strictObject({ message_id: z.string().startsWith('wamid.'), emoji: z.string() }),
  contacts: z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })).min(1),
  interactive: Interactive,
  template: Template,
} as const
export type SentType = keyof typeof BODIES

const Head = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().default('text'),
  context: z.strictObject({ message_id: z.string().startsWith('wamid.') }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
})
const HEAD_KEYS = new Set(Object.keys(Head.shape))

/** A message that Meta would take, as far as its form goes. */
export interface SendRequest {
  readonly to: string | null
  readonly recipient: string | null
  readonly type: SentType
  /** What stands under the type's name. */
  readonly body: Readonly<Record<string, unknown>>
  readonly answers: string | null
  readonly callbackData: string | null
}

const isSentType = (type: string): type is SentType => Object.hasOwn(BODIES, type)

/** @throws GraphRefusal for what Meta does not take: 100 for the form, 131008 for what is missing, 131009 for what is out of bounds, 131051 for a type it does not know. */
export function readSendRequest(document: Readonly<Record<string, unknown>>): SendRequest {
  const head = read(Head, document, '')
  const { type, to = null, recipient = null } = head
  if (!isSentType(type)) throw new GraphRefusal(131051, `Message type ${type} is not supported`)
  if (to === null && recipient === null) throw new GraphRefusal(131008, 'Required parameter to is missing')
  const stray = Object.keys(document).find((key) => !HEAD_KEYS.has(key) && key !== type)
  if (stray !== undefined) throw new GraphRefusal(100, `Unexpected key "${stray}" on param "message"`)
  if (document[type] === undefined)
    throw new GraphRefusal(131008, `Parameter "${type}" is mandatory for type "${type}"`)
  const body = read<unknown>(BODIES[type], document[type], type)
  return {
    to,
    recipient,
    type,
    body: Array.isArray(body) ? { contacts: body } : { ...(body as object) },
    answers: head.context?.message_id ?? null,
    callbackData: head.biz_opaque_callback_data ?? null,
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = [at, ...(issue?.path ?? []).map(String)].filter(Boolean).join('.')
  throw new GraphRefusal(codeOf(issue), `Param ${path} is not valid: ${issue?.message ?? 'it cannot be read'}`)
}

function codeOf(issue: z.core.$ZodIssue | undefined): 100 | 131009 {
  return issue?.code === 'unrecognized_keys' || issue?.code === 'invalid_type' ? 100 : 131009
}
