import { expect, test } from 'vitest'
import { aBox, type Answering } from '../../../../test/box.ts'
import { describeMessagingApi } from '../../../../test/suites/messaging-api.ts'
import type { Outgoing } from '../../../messages/message.ts'
import type { SendOrder } from '../contract.ts'
import { whatsapp } from './index.ts'

const LINE = '106540352242922'
const ACCOUNT = '102290129340398'
const TOKEN = 'EAA0123456789'
const secretsAt = (farUrl: string) => ({
  PLATFORM: 'local',
  META_APP_SECRET: '0123456789abcdef0123456789abcdef',
  META_ACCESS_TOKEN: TOKEN,
  WHATSAPP_API_URL: farUrl,
})

/** Meta's answer to what it does not do. Its sentence quotes somebody's number, and must not get anywhere. */
const no = (code: number, status = 400, headers = {}): Answering => ({
  status,
  headers,
  body: JSON.stringify({
    error: { message: '(#1) not to +12125550142', type: 'OAuthException', code, fbtrace_id: 'A1' },
  }),
})
const yes: Answering = {
  status: 200,
  body: JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+12125550142', wa_id: '12125550142', user_id: 'US.13491208655302741918' }],
    messages: [{ id: 'wamid.S1', message_status: 'accepted' }],
  }),
}
const DAY_MS = 86_400_000
const long = (chars: number) => 'x'.repeat(chars)
const text = (chars: number): Outgoing => ({ type: 'text', text: long(chars) })
const buttons = (count: number, title = 'Yes', id = 'yes'): Outgoing => ({
  type: 'buttons',
  text: 'Well?',
  buttons: Array.from({ length: count }, (_, index) => ({ id: `${id}${index}`, title: `${title}${index}` })),
})
const list = (count: number, row: { readonly title?: string; readonly description?: string } = {}): Outgoing => ({
  type: 'list',
  text: 'When?',
  button: 'Choose',
  rows: Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `at ${index}`, ...row })),
})
const template = (name: string, language: string, parameters: readonly string[]): Outgoing => ({
  type: 'template',
  name,
  language,
  parameters,
  text: '',
})

describeMessagingApi('WhatsApp', {
  messaging: whatsapp,
  secrets: secretsAt,
  channel: 'whatsapp',
  line: LINE,
  accountId: ACCOUNT,
  authorization: `Bearer ${TOKEN}`,
  accepts: { answer: yes, providerMessageId: 'wamid.S1' },
  refusals: [
    { title: 'later', answer: no(131000, 500), error: { code: '131000', action: 'retry' } },
    {
      title: 'later, and when',
      answer: no(130429, 429, { 'retry-after': '30' }),
      error: { code: '130429', action: 'retry', retryAfterMs: 30_000 },
    },
    {
      title: 'too much to one person',
      answer: no(131056),
      error: { code: '131056', action: 'retry', retryAfterMs: 4000, backoffFactor: 4 },
    },
    { title: 'not today', answer: no(131049), error: { code: '131049', action: 'wait_long', retryAfterMs: DAY_MS } },
    { title: 'only with a template', answer: no(131047), error: { code: '131047', action: 'needs_template' } },
    {
      title: 'no promotions',
      answer: no(131050),
      error: { code: '131050', action: 'suppress', suppress: 'marketing' },
    },
    {
      title: 'not on WhatsApp',
      answer: no(131026),
      error: { code: '131026', action: 'suppress', suppress: 'channel' },
    },
    { title: 'our token', answer: no(190, 401), error: { code: '190', action: 'configuration' } },
    { title: 'a permission', answer: no(210, 403), error: { code: '210', action: 'configuration' } },
    { title: 'our parameters', answer: no(132000), error: { code: '132000', action: 'our_bug' } },
    { title: 'no BSUID here', answer: no(131062), error: { code: '131062', action: 'our_bug' } },
    { title: 'a code of tomorrow', answer: no(987_654), error: { code: '987654', action: 'our_bug' } },
    {
      title: 'a code of tomorrow, from a server in trouble',
      answer: no(987_654, 500),
      error: { code: '987654', action: 'retry' },
    },
    {
      title: 'a server that is away',
      answer: { status: 503, body: '<html>' },
      error: { code: 'http_503', action: 'retry' },
    },
    { title: 'no word at all', answer: { status: 403 }, error: { code: 'http_403', action: 'configuration' } },
  ],
  impossible: [
    { title: 'no text', content: text(0) },
    { title: 'too long a text', content: text(4097) },
    { title: 'no buttons', content: buttons(0) },
    { title: 'four buttons', content: buttons(4) },
    { title: 'a button that is a sentence', content: buttons(1, 'I would like to come on') },
    { title: 'a button with a novel behind it', content: buttons(1, 'Yes', long(256)) },
    {
      title: 'the same button twice',
      content: {
        type: 'buttons',
        text: 'Well?',
        buttons: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
    },
    {
      title: 'buttons below a page',
      content: { type: 'buttons', text: long(1025), buttons: [{ id: 'a', title: 'A' }] },
    },
    { title: 'no rows', content: list(0) },
    { title: 'eleven rows', content: list(11) },
    { title: 'a row that is a sentence', content: list(1, { title: long(25) }) },
    { title: 'a row that is a paragraph', content: list(1, { description: long(73) }) },
    { title: 'a template of no name', content: template('Visit Reminder', 'en_US', []) },
    { title: 'a template in no language', content: template('visit_reminder', 'English', []) },
    { title: 'a template with nothing in it', content: template('visit_reminder', 'en_US', ['Ann', '']) },
    { title: 'words below a sticker', content: { type: 'media', kind: 'sticker', source: { id: '1' }, text: 'ha' } },
    {
      title: 'a file of our disk',
      content: { type: 'media', kind: 'image', source: { url: 'file:///etc/passwd' }, text: '' },
    },
  ],
  media: (url) => ({
    ref: { kind: 'image', source: { id: '1003383421387256' }, contentType: null, sha256: null, fileName: null },
    before: [
      {
        status: 200,
        body: JSON.stringify({ messaging_product: 'whatsapp', url, mime_type: 'image/jpeg', id: '1003383421387256' }),
      },
    ],
  }),
})

/** What is sent for `order`, as Meta gets it. */
async function sentFor(order: Partial<SendOrder>): Promise<unknown> {
  const box = aBox()
  await box.answers(yes)
  const account = whatsapp.account(secretsAt(box.url))
  if (account === null) throw new Error('no account')
  const sent = await whatsapp.api(secretsAt(box.url), account).send({
    messageId: 'msg_1',
    line: LINE,
    to: { phone: '+12125550142', userId: null },
    channel: 'whatsapp',
    content: { type: 'text', text: 'Hi' },
    statusUrl: '',
    ...order,
  })
  expect(sent).toEqual({
    how: 'accepted',
    providerMessageId: 'wamid.S1',
    recipient: { phone: '+12125550142', userId: 'US.13491208655302741918' },
  })
  const [asked] = await box.received()
  expect(asked).toMatchObject({ method: 'POST', path: `/v26.0/${LINE}/messages` })
  return JSON.parse(asked?.body ?? '')
}

const ENVELOPE = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+12125550142',
  biz_opaque_callback_data: 'msg_1',
}

test('text goes as Meta asks for it, and above what it answers', async () => {
  const body = { ...ENVELOPE, type: 'text', text: { preview_url: false, body: 'Hi' } }
  expect(await sentFor({})).toEqual(body)
  expect(await sentFor({ repliesTo: 'wamid.Q1' })).toEqual({ ...body, context: { message_id: 'wamid.Q1' } })
  expect(await sentFor({ repliesTo: null, content: text(4096) })).toMatchObject({ text: { body: long(4096) } })
})

test('who has a number and an id is written to by the number, who has an id by the id', async () => {
  expect(await sentFor({ to: { phone: '+12125550142', userId: 'US.1' } })).toMatchObject({ to: '+12125550142' })
  const { to: _, ...rest } = { ...ENVELOPE, recipient: 'US.1', type: 'text', text: { preview_url: false, body: 'Hi' } }
  expect(await sentFor({ to: { phone: null, userId: 'US.1' } })).toEqual(rest)
})

test('three buttons of twenty characters go, emoji and all', async () => {
  const content: Outgoing = {
    type: 'buttons',
    text: 'Well?',
    buttons: [
      { id: 'yes', title: '😊'.repeat(20) },
      { id: 'no', title: 'No' },
      { id: 'later', title: 'Later' },
    ],
  }
  const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
  expect(await sentFor({ content })).toEqual({
    ...ENVELOPE,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Well?' },
      action: { buttons: [reply('yes', '😊'.repeat(20)), reply('no', 'No'), reply('later', 'Later')] },
    },
  })
})

test('ten rows go in one section', async () => {
  const rows = Array.from({ length: 10 }, (_, index) => ({
    id: `r${index}`,
    title: `at ${index}`,
    description: 'Dr. Fox',
  }))
  expect(await sentFor({ content: { type: 'list', text: 'When?', button: 'Choose', rows } })).toEqual({
    ...ENVELOPE,
    type: 'interactive',
    interactive: { type: 'list', body: { text: 'When?' }, action: { button: 'Choose', sections: [{ rows }] } },
  })
})

test('a template goes with its parameters, in its language', async () => {
  expect(await sentFor({ content: template('visit_reminder', 'en-US', ['Ann', 'Friday']) })).toEqual({
    ...ENVELOPE,
    type: 'template',
    template: {
      name: 'visit_reminder',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ann' },
            { type: 'text', text: 'Friday' },
          ],
        },
      ],
    },
  })
  expect(await sentFor({ content: template('hello', 'es', []) })).toMatchObject({
    template: { name: 'hello', language: { code: 'es' } },
  })
})

test('a file goes by its address or its id, and only a document has a name', async () => {
  const source = { url: 'https://example.com/map.png' }
  expect(
    await sentFor({ content: { type: 'media', kind: 'image', source, text: 'How to find us', fileName: 'map.png' } }),
  ).toEqual({
    ...ENVELOPE,
    type: 'image',
    image: { link: source.url, caption: 'How to find us' },
  })
  expect(
    await sentFor({ content: { type: 'media', kind: 'document', source: { id: '7' }, text: '', fileName: 'map.pdf' } }),
  ).toEqual({
    ...ENVELOPE,
    type: 'document',
    document: { id: '7', filename: 'map.pdf' },
  })
  expect(await sentFor({ content: { type: 'media', kind: 'voice', source: { id: '7' }, text: '' } })).toMatchObject({
    type: 'audio',
    audio: { id: '7' },
  })
})

async function playedWith(...answers: readonly Answering[]) {
  const box = aBox()
  await box.answers(...answers)
  const account = whatsapp.account(secretsAt(box.url))
  if (account === null) throw new Error('no account')
  return { box, api: whatsapp.api(secretsAt(box.url), account) }
}
const done: Answering = { status: 200, body: '{"success":true}' }

test('a message is marked read, and an answer shown as being written', async () => {
  const { box, api } = await playedWith(done)
  expect(await api.markRead(LINE, 'wamid.A1', true)).toBe(true)
  expect(await api.markRead(LINE, 'wamid.A1', false)).toBe(true)
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A1' }
  const asked = (await box.received()).map(({ path, body }) => [path, JSON.parse(body) as unknown])
  expect(asked).toEqual([
    [`/v26.0/${LINE}/messages`, { ...read, typing_indicator: { type: 'text' } }],
    [`/v26.0/${LINE}/messages`, read],
  ])
})

test('an account is subscribed and left, and a number looked up', async () => {
  const { box, api } = await playedWith(done, done, {
    status: 200,
    body: '{"display_phone_number":"+1 212-555-0110","id":"1"}',
  })
  expect(await api.subscribe(ACCOUNT)).toEqual({ ok: true, value: undefined })
  expect(await api.unsubscribe(ACCOUNT)).toEqual({ ok: true, value: undefined })
  expect(await api.lookUp(LINE)).toEqual({ ok: true, value: { displayNumber: '+1 212-555-0110' } })
  expect((await box.received()).map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST /v26.0/${ACCOUNT}/subscribed_apps`,
    `DELETE /v26.0/${ACCOUNT}/subscribed_apps`,
    `GET /v26.0/${LINE}?fields=display_phone_number`,
  ])
})

test('what Meta says of a file is known before it is read: its size, its hash, that it is gone', async () => {
  const ref = {
    kind: 'voice',
    source: { id: '7/..' },
    contentType: null,
    sha256: 'a'.repeat(64),
    fileName: null,
  } as const
  const fileOf = (box: { readonly url: string }, told: object): Answering => ({
    status: 200,
    body: JSON.stringify({ url: `${box.url}/file`, mime_type: 'audio/ogg; codecs=opus', ...told }),
  })
  const { box, api } = await playedWith(done)
  await box.answers(fileOf(box, { sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=', file_size: '5' }), {
    status: 200,
    body: 'bytes',
  })
  const fetched = await api.fetchMedia(LINE, ref, 100)
  expect(fetched).toMatchObject({
    ok: true,
    value: {
      bytes: 5,
      contentType: 'audio/ogg; codecs=opus',
      sha256: '49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942',
    },
  })
  if (fetched.ok) await fetched.value.body.cancel()
  expect((await box.received())[0]?.path).toBe(`/v26.0/7%2F..?phone_number_id=${LINE}`)

  await box.answers(fileOf(box, { file_size: '101' }), { status: 500 })
  expect(await api.fetchMedia(LINE, ref, 100)).toEqual({ ok: false, error: 'too_large' })
  await box.answers(no(100))
  expect(await api.fetchMedia(LINE, ref, 100)).toEqual({ ok: false, error: 'gone' })
  await box.answers(no(190, 401))
  expect(await api.fetchMedia(LINE, ref, 100)).toEqual({ ok: false, error: 'refused' })
  await box.answers(no(131000, 500))
  expect(await api.fetchMedia(LINE, ref, 100)).toEqual({ ok: false, error: 'away' })
  await box.answers({ status: 200, body: '{}' })
  expect(await api.fetchMedia(LINE, ref, 100)).toEqual({ ok: false, error: 'elsewhere' })
})
