import { env, exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { contextOf } from '../../context.ts'
import { mediaBlobKey } from '../../messages/media-place.ts'
import { takeMedia } from '../../messages/take-media.ts'
import { messageMedia } from '../../records/message-media/table.ts'
import { messages } from '../../records/messages/table.ts'
import { personKey } from '../../vault/person-keys.ts'

const SMS = { to: '+1 (212) 555-0142', channel: 'sms', text: 'Your visit is tomorrow at ten.' }
const WHATSAPP = { ...SMS, channel: 'whatsapp' }
const TEMPLATE = { name: 'visit_reminder', language: 'en_US', parameters: ['ten'], text: 'Your visit is at ten.' }
const LINE = '10054321'

async function aBusiness(): Promise<TestTenant> {
  const tenant = await aTenant()
  const claimed = await ask(tenant.key, '/channels', {
    body: { kind: 'whatsapp', phone_number_id: LINE, account_id: '20098765' },
  })
  expect(claimed.status).toBe(201)
  return tenant
}

const statusOf = async (key: string, id: string): Promise<string> => (await ask(key, `/messages/${id}`)).json.status

describe('a test key', () => {
  test('sends what reaches nobody, and sees every step of it', async () => {
    const { testKey } = await aTenant()
    const { status, json } = await ask(testKey, '/messages', { body: SMS })
    expect({ status, json }).toMatchObject({
      status: 202,
      json: { object: 'message', channel: 'sms', livemode: false },
    })
    await expect.poll(() => statusOf(testKey, json.id), { timeout: 90_000 }).toBe('sent')
    const whole = (await ask(testKey, `/messages/${json.id}`)).json
    expect(whole).toMatchObject({ text: SMS.text, segments: 1, direction: 'outbound', author: 'api', media: [] })
    expect(whole.history).toEqual([expect.objectContaining({ word: 'accepted', code: null })])
    const told = (await ask(testKey, '/events?limit=10')).json.data.map(({ type }: { type: string }) => type)
    expect(told).toContain('message.sent')
  })
})

describe('outside the window of WhatsApp', () => {
  test('a text is refused at once, and a template is not', async () => {
    const { key } = await aBusiness()
    const refused = await ask(key, '/messages', { body: WHATSAPP })
    expect(refused).toMatchObject({ status: 409, json: { code: 'window_closed', rule_ids: ['R-24'] } })
    const { text: _, ...without } = WHATSAPP
    expect(await ask(key, '/messages', { body: { ...without, template: TEMPLATE } })).toMatchObject({ status: 202 })
    expect(await ask(key, '/messages', { body: { ...WHATSAPP, template: TEMPLATE } })).toMatchObject({ status: 202 })
    expect((await ask(key, '/messages?channel=whatsapp')).json.data).toHaveLength(2)
  })

  test('a number that is written to for the first time need not be known, nor spelt in one way', async () => {
    const { testKey } = await aTenant()
    const one = (await ask(testKey, '/messages', { body: SMS })).json
    const other = (await ask(testKey, '/messages', { body: { ...SMS, to: '001 212 555 0142' } })).json
    const [first, second] = await Promise.all([one.id, other.id].map((id) => ask(testKey, `/messages/${id}`)))
    expect(first!.json.thread_id).toBe(second!.json.thread_id)
    expect((await ask(testKey, `/messages?thread_id=${first!.json.thread_id}`)).json.data).toHaveLength(2)
  })
})

describe('somebody who is not to be contacted', () => {
  test('is not written to, on any channel, nor made known by the attempt', async () => {
    const { key } = await aBusiness()
    await ask(key, '/suppressions', { body: { phone: '+12125550142', reason: 'asked_by_mail' } })
    for (const body of [SMS, WHATSAPP, { ...WHATSAPP, template: TEMPLATE }]) {
      const number = await ask(key, '/numbers')
      if (body.channel === 'sms' && number.json.data.length === 0)
        await ask(key, '/numbers', { body: { phone_number: '+12125550100' } })
      expect(await ask(key, '/messages', { body })).toMatchObject({
        status: 403,
        json: { code: 'suppressed', rule_ids: ['R-8'] },
      })
    }
    expect(await env.DB.prepare('SELECT count(*) AS n FROM people').first()).toEqual({ n: 0 })
  })

  test('is nobody else by their WhatsApp id', async () => {
    const { testKey } = await aTenant()
    const body = { whatsapp_user_id: 'US.13491208655302741918', reason: 'asked' }
    expect(await ask(testKey, '/suppressions', { body })).toMatchObject({
      status: 201,
      json: { scope: 'all', ended_at: null },
    })
    const message = { to: 'US.13491208655302741918', channel: 'whatsapp', template: TEMPLATE }
    expect(await ask(testKey, '/messages', { body: message })).toMatchObject({
      status: 403,
      json: { code: 'suppressed' },
    })
    const other = { ...message, to: 'US.13491208655302741919' }
    expect(await ask(testKey, '/messages', { body: other })).toMatchObject({ status: 202 })
  })
})

test('an agent for health care writes nothing free on WhatsApp', async () => {
  const { key } = await aBusiness()
  const agent = (await ask(key, '/agents', { body: { template: 'family-practice' } })).json
  expect((await ask(key, `/agents/${agent.id}/publish`, { body: {} })).status).toBeLessThan(300)
  expect(await ask(key, '/messages', { body: WHATSAPP })).toMatchObject({
    status: 403,
    json: { code: 'channel_not_allowed', rule_ids: ['R-46'] },
  })
  const { text: _, ...without } = WHATSAPP
  expect(await ask(key, '/messages', { body: { ...without, template: TEMPLATE } })).toMatchObject({ status: 202 })

  const { key: other } = await aTenant()
  const same = (await ask(other, '/agents', { body: { template: 'family-practice' } })).json
  await ask(other, `/agents/${same.id}/publish`, { body: {} })
  expect((await ask(other, '/messages', { body: WHATSAPP })).json.code).toBe('channel_not_allowed')
})

test('asked twice with one key it is one message', async () => {
  const { testKey } = await aTenant()
  const headers = { 'idempotency-key': 'once' }
  const first = await ask(testKey, '/messages', { body: SMS, headers })
  const again = await ask(testKey, '/messages', { body: SMS, headers })
  expect(again.json.id).toBe(first.json.id)
  expect((await ask(testKey, '/messages')).json.data).toHaveLength(1)
})

test.each([
  ['nobody to send it to', { channel: 'sms', text: 'x' }, '/to'],
  ['nobody who can be read', { ...SMS, to: 'my sister' }, '/to'],
  ['nothing to send', { to: SMS.to, channel: 'sms' }, '/text'],
  ['an SMS to an id', { ...SMS, to: 'US.13491208655302741918' }, '/to'],
  ['a very long SMS', { ...SMS, text: 'x'.repeat(1_601) }, '/text'],
  ['a file beside a text', { ...WHATSAPP, media: { kind: 'image', url: 'https://example.com/a.jpg' } }, '/media'],
  [
    'a file that is not there for everybody',
    { to: SMS.to, channel: 'whatsapp', media: { kind: 'image', url: 'http://example.com/a' } },
    '/media/url',
  ],
  [
    'a file at a private address',
    { to: SMS.to, channel: 'whatsapp', media: { kind: 'image', url: 'https://10.0.0.7/a.jpg' } },
    '/media/url',
  ],
  ['a text of nothing but spaces', { ...SMS, text: ' \n\u200b ' }, '/text'],
  ['an SMS template that is no content SID', { to: SMS.to, channel: 'sms', template: TEMPLATE }, '/template/name'],
  ['a number that is not ours', { ...SMS, from: '+12125550199' }, '/from'],
])('%s is told by its field', async (_, body, pointer) => {
  const { testKey } = await aTenant()
  const { status, json } = await ask(testKey, '/messages', { body })
  expect(status).toBe(422)
  expect(json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
})

test('a message without anything is told all that it lacks', async () => {
  const { testKey } = await aTenant()
  const { status, json } = await ask(testKey, '/messages', { body: {} })
  expect(status).toBe(422)
  const pointers = json.errors.map(({ pointer }: { pointer: string }) => pointer)
  expect(pointers.toSorted()).toEqual(['/channel', '/text', '/to'])
})

test('an address that no platform can fetch is told by its rule', async () => {
  const { testKey } = await aTenant()
  const media = { kind: 'image', url: 'https://192.168.1.1/a.jpg' }
  const { json } = await ask(testKey, '/messages', { body: { to: SMS.to, channel: 'whatsapp', media } })
  expect(json.errors).toEqual([
    { pointer: '/media/url', code: 'address', detail: 'This address is not on the public internet.' },
  ])
})

test('a business does not write to a number of its own', async () => {
  const { testKey } = await aTenant()
  expect((await ask(testKey, '/numbers', { body: { phone_number: '+12125550100' } })).status).toBe(201)
  expect(await ask(testKey, '/messages', { body: { ...SMS, to: '+1 212 555 0100' } })).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/to', code: 'own_number' }] },
  })
})

test('advertising is refused while nobody’s consent is on record', async () => {
  const { testKey } = await aTenant()
  const { status, json } = await ask(testKey, '/messages', { body: { ...SMS, purpose: 'marketing' } })
  expect({ status, json }).toMatchObject({ status: 403, json: { code: 'no_consent', rule_ids: ['R-2'] } })
  expect((await ask(testKey, '/messages')).json.data).toEqual([])
  expect((await ask(testKey, '/messages', { body: { ...SMS, purpose: 'service' } })).status).toBe(202)
})

test('without a number of one’s own nothing is sent', async () => {
  const { key } = await aTenant()
  expect(await ask(key, '/messages', { body: SMS })).toMatchObject({
    status: 422,
    json: { errors: [{ code: 'no_line' }] },
  })
})

test('another business’s message is nobody’s', async () => {
  const [mine, other] = [await aTenant(), await aTenant()]
  const { json } = await ask(mine.testKey, '/messages', { body: SMS })
  for (const key of [other.testKey, mine.key]) {
    expect((await ask(key, `/messages/${json.id}`)).status).toBe(404)
    expect((await ask(key, '/messages')).json.data).toEqual([])
  }
})

describe('a file that somebody sent', () => {
  const BYTES = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251)

  async function aFile(contentType: string): Promise<{ key: string; path: string }> {
    const { key, id: tenantId } = await aTenant()
    const actor = { type: 'system', name: 'test' } as const
    const ctx = contextOf(env, { tenantId, region: 'global', livemode: true, actor }, Date.now())
    const [messageId, mediaId, personId] = ['msg_1', 'med_1', 'per_1']
    const own = await personKey(ctx.vault, ctx.blobs, tenantId, personId)
    const stream = {
      body: new Blob([BYTES]).stream(),
      contentType,
      bytes: BYTES.length,
      sha256: null,
      letGo: () => undefined,
    }
    const taken = await takeMedia(ctx, own, { id: mediaId, saidSha256: null }, stream)
    if (!taken.ok) throw new Error(taken.error)
    const times = { createdAtMs: ctx.nowMs, expiresAtMs: ctx.nowMs + 86_400_000 }
    const blobKey = mediaBlobKey(tenantId, mediaId)
    const file = { id: mediaId, tenantId, messageId, personId, kind: 'image', status: 'stored', blobKey } as const
    await ctx.db.insert(messageMedia).values({ ...file, ...taken.value, ...times })
    await ctx.db.insert(messages).values({
      id: messageId,
      tenantId,
      livemode: true,
      threadId: 'thr_1',
      personId,
      direction: 'inbound',
      channel: 'whatsapp',
      provider: 'whatsapp',
      line: LINE,
      type: 'media',
      author: 'person',
      status: 'received',
      history: [],
      sentAtMs: ctx.nowMs,
      updatedAtMs: ctx.nowMs,
      ...times,
    })
    return { key, path: `/messages/${messageId}/media/${mediaId}` }
  }

  const fetchFile = (key: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
    exports.default.fetch(`http://gateway.test/v1${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } })

  test('is given out as it came, whole and in part', async () => {
    const { key, path } = await aFile('image/jpeg')
    const whole = await fetchFile(key, path)
    expect(whole.headers.get('content-type')).toBe('image/jpeg')
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(BYTES)
    const part = await fetchFile(key, path, { range: 'bytes=70000-70009' })
    expect(part.status).toBe(206)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(BYTES.slice(70_000, 70_010))
    expect((await fetchFile(key, path, { range: 'bytes=900000-' })).status).toBe(416)
    expect((await ask(key, '/messages/msg_1')).json.media).toEqual([
      expect.objectContaining({ id: 'med_1', status: 'stored' }),
    ])
    expect((await fetchFile((await aTenant()).key, path)).status).toBe(404)
  })

  test.each(['text/html', 'image/svg+xml', 'application/pdf'])(
    'of the type %s is no page of ours',
    async (contentType) => {
      const { key, path } = await aFile(contentType)
      const answer = await fetchFile(key, path)
      await answer.arrayBuffer()
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )
})
