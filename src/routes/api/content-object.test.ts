import { describe, expect, test } from 'vitest'
import { CONTENT_TYPES, type Content, type Outgoing } from '../../messages/message.ts'
import { contentObject, ContentObject } from './content-object.ts'

const file = { kind: 'image', contentType: 'image/jpeg', sha256: null, fileName: 'tooth.jpg' } as const
const party = { phone: null, userId: 'US.1' }
const url = 'https://example.com/a.jpg'

const EVERY: readonly (Content | Outgoing)[] = [
  { type: 'text', text: 'Hello' },
  { type: 'media', media: [{ ...file, source: { url: 'https://api.example.com/private' } }], text: '' },
  { type: 'media', kind: 'document', source: { url }, text: 'The way', fileName: 'way.pdf' },
  { type: 'choice', via: 'button', id: 'yes', title: 'Yes' },
  { type: 'form', values: { fullName: 'Ann' }, raw: '{"fullName":"Ann"}' },
  { type: 'location', latitude: 1, longitude: 2, name: null, address: null },
  { type: 'contacts', contacts: [{ name: 'Ann', phones: ['+12125550142'], emails: [] }] },
  { type: 'reaction', emoji: null, to: 'wamid.1' },
  { type: 'order', items: [{ product: 'p1', quantity: 2 }], text: '' },
  { type: 'call_permission', granted: true, permanent: false, expiresAtMs: 1_796_000_000_000 },
  { type: 'edit', of: 'wamid.1', content: { type: 'edit', of: 'wamid.1', content: { type: 'text', text: 'No' } } },
  { type: 'revoke', of: 'wamid.1' },
  { type: 'identity_changed', change: { was: party, is: party } },
  { type: 'unsupported', what: 'poll', code: 131_051 },
  { type: 'unknown', what: 'hologram' },
  { type: 'buttons', text: 'Ten or two?', buttons: [{ id: '1', title: 'Ten' }] },
  { type: 'list', text: 'When?', button: 'Times', rows: [{ id: '1', title: 'Ten' }] },
  { type: 'template', name: 'reminder', language: 'en_US', parameters: [], text: '' },
]

test('every kind of message is among these', () => {
  expect(new Set(EVERY.map(({ type }) => type))).toEqual(new Set(CONTENT_TYPES))
})

describe('what a message says is written as the rest of the API is', () => {
  test.each(EVERY.map((content) => [content.type, content] as const))('%s', (_, content) => {
    const written = contentObject(content)
    // Nothing more than what is documented: what the schema leaves of it is all of it.
    expect(ContentObject.parse(written)).toEqual(written)
    // What a form's fields are called is not for us to say.
    const names = JSON.stringify({ ...written, values: null, raw: null }).match(/"(\w+)":/g) ?? []
    for (const name of names) expect(name).toMatch(/^"[a-z0-9_]+":$/)
  })
})

test('a time is RFC 3339', () => {
  expect(contentObject(EVERY.find(({ type }) => type === 'call_permission')!)).toMatchObject({
    expires_at: '2026-11-30T00:53:20.000Z',
  })
})

test('where a platform keeps a file that came in is nobody’s business', () => {
  const [inbound, outbound] = EVERY.filter(({ type }) => type === 'media').map(contentObject)
  expect(inbound).toMatchObject({ files: [{ content_type: 'image/jpeg', file_name: 'tooth.jpg', url: null }] })
  expect(outbound).toMatchObject({ files: [{ kind: 'document', file_name: 'way.pdf', url }] })
})
