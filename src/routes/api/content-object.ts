import * as z from 'zod'
import { MEDIA_KINDS, type Content, type IdentityChange, type MediaRef, type Outgoing } from '../../messages/message.ts'
import { timeOrNull, Time } from './shape.ts'

const Party = z.object({ phone: z.string().nullable(), user_id: z.string().nullable() })

const FileObject = z
  .object({
    kind: z.enum(MEDIA_KINDS),
    content_type: z.string().nullable(),
    file_name: z.string().nullable(),
    url: z.string().nullable().describe('Of what you sent. What came in is fetched as one of `media`.'),
  })
  .meta({ id: 'ContentFile' })

const Option = z.object({ id: z.string(), title: z.string(), description: z.string().optional() })

/** What is said by itself; an edit says one of them anew. */
const SAID = [
  z.object({ type: z.literal('text'), text: z.string() }).meta({ id: 'TextContent' }),
  z
    .object({
      type: z.literal('media'),
      files: z.array(FileObject),
      text: z.string().describe('The caption, or empty.'),
    })
    .meta({ id: 'MediaContent' }),
  z
    .object({
      type: z.literal('choice'),
      via: z.enum(['button', 'list', 'template']),
      id: z.string(),
      title: z.string(),
    })
    .meta({ id: 'ChoiceContent' }),
  z
    .object({
      type: z.literal('form'),
      values: z.record(z.string(), z.unknown()).nullable().describe('By the names that the form gives its fields.'),
      raw: z.string().describe('As it came.'),
    })
    .meta({ id: 'FormContent' }),
  z
    .object({
      type: z.literal('location'),
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().nullable(),
      address: z.string().nullable(),
    })
    .meta({ id: 'LocationContent' }),
  z
    .object({
      type: z.literal('contacts'),
      contacts: z.array(
        z.object({ name: z.string(), phones: z.array(z.string()), emails: z.array(z.string()) }).meta({ id: 'Card' }),
      ),
    })
    .meta({ id: 'ContactsContent' }),
  z
    .object({
      type: z.literal('reaction'),
      emoji: z.string().nullable().describe('Null when it was taken back.'),
      to: z.string().describe('The platform’s id of a message.'),
    })
    .meta({ id: 'ReactionContent' }),
  z
    .object({
      type: z.literal('order'),
      items: z.array(z.object({ product: z.string(), quantity: z.number() })),
      text: z.string(),
    })
    .meta({ id: 'OrderContent' }),
  z
    .object({
      type: z.literal('call_permission'),
      granted: z.boolean(),
      permanent: z.boolean(),
      expires_at: Time.nullable().describe('Null for good, or when it is not said.'),
    })
    .meta({ id: 'CallPermissionContent' }),
  z
    .object({ type: z.literal('revoke'), of: z.string().describe('The platform’s id of a message.') })
    .meta({ id: 'RevokeContent' }),
  z
    .object({ type: z.literal('identity_changed'), change: z.object({ was: Party, is: Party }).nullable() })
    .meta({ id: 'IdentityChangedContent' }),
  z
    .object({
      type: z.literal('unsupported'),
      what: z.string().describe('The platform’s own word for it.'),
      code: z.number().nullable(),
    })
    .meta({ id: 'UnsupportedContent' }),
  z
    .object({ type: z.literal('unknown'), what: z.string().describe('The platform’s own word for it.') })
    .meta({ id: 'UnknownContent' }),
  z.object({ type: z.literal('buttons'), text: z.string(), buttons: z.array(Option) }).meta({ id: 'ButtonsContent' }),
  z
    .object({
      type: z.literal('list'),
      text: z.string(),
      button: z.string().describe('What opens it.'),
      rows: z.array(Option),
    })
    .meta({ id: 'ListContent' }),
  z
    .object({
      type: z.literal('template'),
      name: z.string(),
      language: z.string(),
      parameters: z.array(z.string()),
      text: z.string().describe('What they read, as far as you said.'),
    })
    .meta({ id: 'TemplateContent' }),
] as const

/** What a message says, by its `type`. */
export const ContentObject = z.union([
  ...SAID,
  z
    .object({
      type: z.literal('edit'),
      of: z.string().describe('The platform’s id of a message.'),
      content: z.union(SAID).describe('What it says now.'),
    })
    .meta({ id: 'EditContent' }),
])

type Any = Content | Outgoing
type Said = Exclude<Any, { readonly type: 'edit' }>

/** What a message says, as the API writes it. */
export function contentObject(content: Any) {
  if (content.type !== 'edit') return saidObject(content)
  return { type: content.type, of: content.of, content: saidObject(lastSaid(content.content)) }
}

const lastSaid = (content: Content): Said => (content.type === 'edit' ? lastSaid(content.content) : content)

function saidObject(content: Said) {
  switch (content.type) {
    case 'media':
      return { type: content.type, files: filesOf(content), text: content.text }
    case 'call_permission':
      return {
        type: content.type,
        granted: content.granted,
        permanent: content.permanent,
        expires_at: timeOrNull(content.expiresAtMs),
      }
    case 'identity_changed':
      return { type: content.type, change: content.change && changeObject(content.change) }
    default:
      return content
  }
}

function filesOf(content: Extract<Said, { readonly type: 'media' }>) {
  if ('media' in content) return content.media.map((file) => fileObject(file, null))
  const { kind, source, fileName = null } = content
  return [fileObject({ kind, fileName, contentType: null }, 'url' in source ? source.url : null)]
}

const fileObject = (
  { kind, contentType, fileName }: Pick<MediaRef, 'kind' | 'contentType' | 'fileName'>,
  url: string | null,
) => ({ kind, content_type: contentType, file_name: fileName, url })

const partyObject = ({ phone, userId }: IdentityChange['is']) => ({ phone, user_id: userId })

const changeObject = ({ was, is }: IdentityChange) => ({ was: partyObject(was), is: partyObject(is) })
