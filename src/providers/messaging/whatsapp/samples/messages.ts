import type { Content } from '../../../../messages/message.ts'
import { sampleOfSaid, type DeliverySample, type Said } from './delivery-sample.ts'

const SHA_BASE64 = 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI='
const SHA_HEX = '49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942'
const FILE = { sha256: SHA_BASE64, id: '1003383421387256' }
const NOT_SUPPORTED = { code: 131051, title: 'Message type unknown', message: 'Message type unknown' }
const ANSWERS = { repliesTo: 'wamid.Q1' }
const media = (
  kind: 'image' | 'audio' | 'voice' | 'video' | 'document' | 'sticker',
  type: string,
  text = '',
): Content => ({
  type: 'media',
  media: [{ kind, source: { id: FILE.id }, contentType: type, sha256: SHA_HEX, fileName: null }],
  text,
})
const PLACE = { latitude: 40.741, longitude: -73.989 }

const SAID: readonly Said[] = [
  [
    'text',
    { type: 'text', text: { body: 'Do you have time on Friday?' } },
    { type: 'text', text: 'Do you have time on Friday?' },
  ],
  [
    'emoji, accents and a slash',
    { type: 'text', text: { body: 'J’ai mangé 😊 a/b @x' } },
    { type: 'text', text: 'J’ai mangé 😊 a/b @x' },
  ],
  ['half an emoji', { type: 'text', text: { body: 'cut \ud83d' } }, { type: 'text', text: 'cut �' }],
  ['text that does not say so', { text: { body: 'hi' } }, { type: 'text', text: 'hi' }],
  [
    'a forwarded text in a group',
    { type: 'text', context: { forwarded: true }, group_id: 'G1', text: { body: 'look' } },
    { type: 'text', text: 'look' },
    { groupId: 'G1' },
  ],
  [
    'a question about a product',
    {
      type: 'text',
      context: { from: '1', id: 'wamid.Q1', referred_product: { catalog_id: '1' } },
      text: { body: 'This?' },
    },
    { type: 'text', text: 'This?' },
    ANSWERS,
  ],
  [
    'text from an advertisement',
    { type: 'text', referral: { source_type: 'ad', source_id: '7', ctwa_clid: 'x' }, text: { body: 'Hello' } },
    { type: 'text', text: 'Hello' },
    { fromAd: true },
  ],
  [
    'image',
    {
      type: 'image',
      image: { ...FILE, caption: 'My tooth', mime_type: 'image/jpeg', url: 'https://lookaside.fbsbx.com/a' },
    },
    media('image', 'image/jpeg', 'My tooth'),
  ],
  [
    'an image whose hash is hexadecimal, with an address and no id',
    {
      type: 'image',
      image: { mime_type: 'image/png', sha256: SHA_HEX.toUpperCase(), url: 'https://lookaside.fbsbx.com/a' },
    },
    {
      type: 'media',
      media: [
        {
          kind: 'image',
          source: { url: 'https://lookaside.fbsbx.com/a' },
          contentType: 'image/png',
          sha256: SHA_HEX,
          fileName: null,
        },
      ],
      text: '',
    },
  ],
  ['image that is nowhere', { type: 'image', image: { caption: 'lost' } }, { type: 'unknown', what: 'image' }],
  ['audio', { type: 'audio', audio: { ...FILE, mime_type: 'audio/mpeg', voice: false } }, media('audio', 'audio/mpeg')],
  [
    'voice note',
    { type: 'audio', audio: { ...FILE, mime_type: 'audio/ogg; codecs=opus', voice: true } },
    media('voice', 'audio/ogg; codecs=opus'),
  ],
  [
    'voicemail, by the id of a call',
    { id: 'wacid.A1', type: 'audio', audio: { ...FILE, mime_type: 'audio/ogg; codecs=opus', voice: true } },
    media('voice', 'audio/ogg; codecs=opus'),
    { providerMessageId: 'wacid.A1' },
  ],
  [
    'video',
    { type: 'video', video: { ...FILE, mime_type: 'video/mp4', caption: 'Here' } },
    media('video', 'video/mp4', 'Here'),
  ],
  [
    'document',
    { type: 'document', document: { ...FILE, mime_type: 'application/pdf', filename: 'x-ray.pdf' } },
    {
      type: 'media',
      media: [
        {
          kind: 'document',
          source: { id: FILE.id },
          contentType: 'application/pdf',
          sha256: SHA_HEX,
          fileName: 'x-ray.pdf',
        },
      ],
      text: '',
    },
  ],
  [
    'sticker',
    { type: 'sticker', sticker: { ...FILE, mime_type: 'image/webp', animated: false } },
    media('sticker', 'image/webp'),
  ],
  [
    'where somebody is',
    { type: 'location', location: PLACE },
    { type: 'location', ...PLACE, name: null, address: null },
  ],
  [
    'a place',
    {
      type: 'location',
      location: { ...PLACE, name: 'Bright Smile', address: '1 Example Ave', url: 'https://example.com' },
    },
    { type: 'location', ...PLACE, name: 'Bright Smile', address: '1 Example Ave' },
  ],
  [
    'a place that is none',
    { type: 'location', location: { latitude: 'north', longitude: 1 } },
    { type: 'unknown', what: 'location' },
  ],
  [
    'address cards',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Bea Ray' },
          phones: [{ phone: '+1 212-555-0143', type: 'CELL' }],
          emails: [{ email: 'bea@example.com' }],
        },
        { name: { first_name: 'Cy', last_name: 'Ott' }, phones: [{ wa_id: '12125550144' }] },
        { vcard: 'BEGIN:VCARD\r\nFN:Di Fox\r\nitem1.TEL;TYPE=CELL:+12125550145\r\nEMAIL:di@example.com\r\nEND:VCARD' },
      ],
    },
    {
      type: 'contacts',
      contacts: [
        { name: 'Bea Ray', phones: ['+1 212-555-0143'], emails: ['bea@example.com'] },
        { name: 'Cy Ott', phones: ['12125550144'], emails: [] },
        { name: 'Di Fox', phones: ['+12125550145'], emails: ['di@example.com'] },
      ],
    },
  ],
  [
    'order',
    {
      type: 'order',
      order: {
        catalog_id: '1',
        text: 'please',
        product_items: [{ product_retailer_id: 'BRUSH', quantity: 3 }, { product_retailer_id: 'FLOSS' }, {}],
      },
    },
    {
      type: 'order',
      items: [
        { product: 'BRUSH', quantity: 3 },
        { product: 'FLOSS', quantity: 1 },
      ],
      text: 'please',
    },
  ],
  [
    'what Meta cannot say',
    { type: 'unsupported', errors: [NOT_SUPPORTED] },
    { type: 'unsupported', what: 'unsupported', code: 131051 },
  ],
  [
    'what Meta cannot say, by name',
    { type: 'unsupported', unsupported: { type: 'poll' }, errors: [NOT_SUPPORTED] },
    { type: 'unsupported', what: 'poll', code: 131051 },
  ],
  [
    'what Meta cannot say, misspelt',
    { type: 'unsupported', unsupported: { type: 'a pool!' } },
    { type: 'unsupported', what: 'other', code: null },
  ],
  [
    'what Meta itself calls unknown',
    { type: 'unknown', errors: [NOT_SUPPORTED] },
    { type: 'unsupported', what: 'unknown', code: 131051 },
  ],
  ['a kind of tomorrow', { type: 'hologram', hologram: { id: '1' } }, { type: 'unknown', what: 'hologram' }],
  ['a kind that is a trap', { type: 'constructor' }, { type: 'unknown', what: 'constructor' }],
  [
    'edited text',
    {
      type: 'edit',
      edit: {
        original_message_id: 'wamid.O1',
        message: { context: { id: 'M0' }, type: 'text', text: { body: 'Saturday' } },
      },
    },
    { type: 'edit', of: 'wamid.O1', content: { type: 'text', text: 'Saturday' } },
  ],
  [
    'edited caption',
    {
      type: 'edit',
      edit: {
        original_message_id: 'wamid.O1',
        message: { type: 'image', image: { ...FILE, caption: 'New', mime_type: 'image/jpeg' } },
      },
    },
    { type: 'edit', of: 'wamid.O1', content: media('image', 'image/jpeg', 'New') },
  ],
  [
    'an edit of an edit',
    { type: 'edit', edit: { original_message_id: 'wamid.O1', message: { type: 'edit', edit: {} } } },
    { type: 'unknown', what: 'edit' },
  ],
  ['taken back', { type: 'revoke', revoke: { original_message_id: 'wamid.O1' } }, { type: 'revoke', of: 'wamid.O1' }],
  [
    'without a time',
    { timestamp: undefined, type: 'text', text: { body: 'hi' } },
    { type: 'text', text: 'hi' },
    { sentAtMs: 1_763_900_000_000 },
  ],
  [
    'with a time that is a number',
    { timestamp: 1763800001, type: 'text', text: { body: 'hi' } },
    { type: 'text', text: 'hi' },
    { sentAtMs: 1_763_800_001_000 },
  ],
]

/** A delivery for every kind of message of section 6 of the protocol that a person begins. */
export const messageSamples: readonly DeliverySample[] = SAID.map(sampleOfSaid)
