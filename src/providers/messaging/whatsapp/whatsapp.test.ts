import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeDeliveries, expectSound } from '../../../../test/suites/messaging.ts'
import { toHex, utf8 } from '../../../kernel/bytes.ts'
import { hmac } from '../../../kernel/hmac.ts'
import type { SignedHook } from '../../hook.ts'
import type { MessagingEvent } from '../contract.ts'
import { whatsapp } from './index.ts'
import { accountSamples } from './samples/accounts.ts'
import { answerSamples } from './samples/answers.ts'
import { ACCOUNT, changeOf, deliveryOf, LINE, READ_AT_MS, SENT } from './samples/delivery-sample.ts'
import { messageSamples } from './samples/messages.ts'
import { noticeSamples } from './samples/notices.ts'
import { senderSamples } from './samples/senders.ts'
import { statusSamples } from './samples/statuses.ts'

const SECRETS = {
  META_APP_SECRET: '0123456789abcdef0123456789abcdef',
  META_APP_SECRET_PREVIOUS: 'fedcba9876543210fedcba9876543210',
  META_ACCESS_TOKEN: 'EAA0123456789',
  WHATSAPP_API_URL: 'https://graph.example.com',
  WHATSAPP_API_VERSION: 'v26.0',
}
const SAMPLES = [messageSamples, answerSamples, senderSamples, statusSamples, noticeSamples, accountSamples].flat()

const hookOf = (body: Uint8Array<ArrayBuffer>, signature: string | null): SignedHook => ({
  url: 'https://gateway.example/hooks/messages/whatsapp',
  method: 'POST',
  headers: new Headers({
    'content-type': 'application/json',
    ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
  }),
  body,
})
const signatureOf = async (text: string, secret: string) => `sha256=${toHex(await hmac('SHA-256', secret, utf8(text)))}`
const read = (body: string) => whatsapp.read(body, READ_AT_MS)
const partsOf = (body: string) => {
  const split = whatsapp.split(hookOf(utf8(body), null))
  if (!split.ok) throw new Error('unreadable')
  return split.value
}

describeDeliveries('WhatsApp', {
  messaging: whatsapp,
  secrets: SECRETS,
  samples: SAMPLES,
  readAtMs: READ_AT_MS,
  sign: async (body, secret) => hookOf(utf8(body), await signatureOf(body, secret)),
})

describe('the signature of Meta', () => {
  const account = { accountId: '', signingSecrets: ['test_app_secret'], accessToken: null }
  const escaped = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","messages":[{"from":"1","id":"wamid.X","timestamp":"1","type":"text","text":{"body":"J\u2019ai mang\u00e9 \ud83d\ude0a a\/b \u0040x"}}]},"field":"messages"}]}]}`
  const ESCAPED = 'sha256=80adf38cfaa05fa0b1e68ea00753f646c49d04f2111e1d60e489a64e82c98b59'

  // Made elsewhere than in this code, so that a mistake of both our signing and our checking cannot pass.
  test.each([
    [
      '{"object":"whatsapp_business_account","entry":[]}',
      'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
    ],
    [
      '{"object": "whatsapp_business_account", "entry": []}',
      '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a',
    ],
    [escaped, ESCAPED.slice(7)],
  ])('holds for %.60s', async (body, digest) => {
    expect(await whatsapp.verify(hookOf(utf8(body), `sha256=${digest}`), account)).toEqual({
      ok: true,
      value: undefined,
    })
  })

  test('is over the bytes, escapes and all, and what they say is read unescaped', () => {
    expect(utf8(escaped).length).toBe(269)
    expect(read(escaped)).toMatchObject([{ message: { content: { text: 'J’ai mangé 😊 a/b @x' } } }])
  })

  test('holds for a body that was unescaped on its way, which is the same body to Meta', async () => {
    const unescaped = escaped.replace(String.raw`J\u2019ai mang\u00e9 \ud83d\ude0a`, 'J’ai mangé 😊')
    expect(await whatsapp.verify(hookOf(utf8(unescaped), ESCAPED), account)).toEqual({ ok: true, value: undefined })
    const other = unescaped.replace('é', 'è')
    expect(await whatsapp.verify(hookOf(utf8(other), ESCAPED), account)).toMatchObject({ ok: false })
  })

  test.each([
    ['without its name', ESCAPED.slice(7)],
    ['in capitals', ESCAPED.toUpperCase()],
    ['in capital digits', `sha256=${ESCAPED.slice(7).toUpperCase()}`],
    ['cut', ESCAPED.slice(0, 70)],
    ['with a digit more', `${ESCAPED}0`],
    ['of the older kind', ESCAPED.replace('sha256', 'sha1')],
    ['twice', `${ESCAPED}, ${ESCAPED}`],
  ])('does not hold %s', async (_, signature) => {
    const refused = { ok: false, error: { reason: 'signature_wrong' } }
    expect(await whatsapp.verify(hookOf(utf8(escaped), signature), account)).toEqual(refused)
  })
})

describe('a delivery', () => {
  const said = (line: string, id: string) => ({
    field: 'messages',
    value: {
      metadata: { phone_number_id: line },
      messages: [{ ...SENT, id, type: 'text', text: { body: `to ${line} 😊` } }],
    },
  })

  test('about one line is passed on as it came', () => {
    const body = `  ${deliveryOf([said('1001', 'wamid.1'), said('1001', 'wamid.2')])}  `
    expect(partsOf(body)).toEqual([{ line: '1001', body }])
  })

  test('about several lines and accounts is split, and each part tells what is its own, in its order', () => {
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        { id: 'A', changes: [said('1001', 'wamid.1'), said('1002', 'wamid.2'), said('1001', 'wamid.3')] },
        {
          id: 'B',
          time: 1763800000,
          changes: [said('1002', 'wamid.4'), { field: 'account_update', value: { event: 'ACCOUNT_DELETED' } }],
        },
        { changes: [{ field: 'flows', value: {} }] },
        'not an entry',
      ],
    })
    const parts = partsOf(body)
    expect(parts.map(({ line }) => line)).toEqual(['1001', '1002', 'B'])
    const ids = parts.map((part) =>
      read(part.body).map((event) => (event.type === 'message' ? event.message.providerMessageId : event.type)),
    )
    expect(ids).toEqual([['wamid.1', 'wamid.3'], ['wamid.2', 'wamid.4'], ['notice']])
    expect(read(parts[2]?.body ?? '')).toMatchObject([{ line: 'B', notice: { atMs: 1_763_800_000_000 } }])
  })

  test('of a thousand updates for forty lines loses none and mixes none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 39 }), fc.nat({ max: 5 })), { maxLength: 1000 }), (updates) => {
        const entry = updates.map(([line, account], index) => ({
          id: `A${account}`,
          changes: [said(`L${line}`, `wamid.${index}`)],
        }))
        const parts = partsOf(JSON.stringify({ object: 'whatsapp_business_account', entry }))
        const read1 = parts.flatMap((part) =>
          whatsapp.read(part.body, READ_AT_MS).map((event) => [part.line, event] as const),
        )
        expect(read1.every(([line, event]) => event.line === line)).toBe(true)
        expect(read1.length).toBe(updates.length)
        expect(new Set(parts.map(({ line }) => line)).size).toBe(parts.length)
      }),
      { numRuns: 20 },
    )
  })

  test('names the account it is about, until the signature holds a claim', () => {
    expect(whatsapp.claimedAccount(hookOf(utf8(deliveryOf([said('1001', 'wamid.1')])), null))).toBe(ACCOUNT)
    expect(whatsapp.claimedAccount(hookOf(utf8('{"entry":[]}'), null))).toBeNull()
    expect(whatsapp.claimedAccount(hookOf(utf8('[]'), null))).toBeNull()
  })

  test('delivered twice has the same keys, and another has others', () => {
    const keysOf = (body: string) =>
      read(body).flatMap((event) =>
        event.type === 'notice' ? event.notice.key : event.type === 'preference' ? event.key : [],
      )
    const told = [...noticeSamples, ...accountSamples]
    const keys = told.map(({ body }) => keysOf(body))
    expect(told.map(({ body }) => keysOf(body))).toEqual(keys)
    const all = keys.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((key) => key.includes('12125550142') || key.includes('US.'))).toEqual([])
  })

  test('with its members in another order has the same key', () => {
    const one = deliveryOf([{ field: 'account_update', value: { event: 'X', info: { a: 1, b: 2 } } }], { time: 1 })
    const other = deliveryOf([{ value: { info: { b: 2, a: 1 }, event: 'X' }, field: 'account_update' }], { time: 1 })
    expect(read(one)).toEqual(read(other))
  })
})

describe('nothing in a delivery makes reading fail', () => {
  const sound = (events: readonly MessagingEvent[]) => events.forEach((event) => expectSound(event))

  test('with anything in the place of anything', () => {
    const bodies = SAMPLES.map(({ body }) => body)
    const anything = fc.jsonValue({ maxDepth: 3 })
    const strange = fc.oneof(
      anything,
      fc.constantFrom('__proto__', 'constructor', 'toString', '', '\ud800', -0, 1e308, null),
    )
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), strange, (body, at, by) => {
        const mutated = JSON.stringify(replaced(JSON.parse(body), at, by))
        sound(read(mutated))
        for (const part of partsOf(mutated)) sound(read(part.body))
      }),
      { numRuns: 3000 },
    )
  })

  test('deep, wide or long as Meta lets it be, and it is read in time', () => {
    const max = whatsapp.hookBytesMax
    const text = { ...SENT, type: 'text', text: { body: 'a'.repeat(200) } }
    const contact = { wa_id: '12125550142', user_id: 'US.1' }
    const many = (item: unknown) =>
      Array.from({ length: Math.floor(max / (JSON.stringify(item).length + 2)) - 100 }, () => item)
    const bodies: readonly string[] = [
      deliveryOf([changeOf({ messages: many(text) })]),
      deliveryOf([changeOf({ contacts: many(contact).slice(0, 20_000), messages: many(text).slice(0, 4000) })]),
      deliveryOf([changeOf({ statuses: many({ id: 'wamid.1', status: 'read', timestamp: '1763800000' }) })]),
      deliveryOf(many({ field: 'x', value: {} }) as Record<string, unknown>[]),
      JSON.stringify({ entry: many({ id: '1', changes: [{ field: 'x', value: {} }] }) }),
      JSON.stringify({
        entry: many(0)
          .map((_, index) => ({ id: String(index), changes: [{}] }))
          .slice(0, 60_000),
      }),
      deliveryOf([changeOf({ messages: [{ ...text, text: { body: '😊'.repeat(400_000) } }] })]),
      deliveryOf([changeOf({ messages: [{ ...SENT, type: 'contacts', contacts: many({ vcard: 'TEL:1\n' }) }] })]),
      `{"entry":[{"id":"1","changes":[{"field":"account_update","value":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}]}]}`,
      `{"entry":[{"id":"1","changes":[{"field":"x","value":${'['.repeat(200_000)}${']'.repeat(200_000)}},{"value":{"metadata":{"phone_number_id":"2"}}}]}]}`,
    ]
    for (const body of bodies) {
      expect(utf8(body).length).toBeLessThanOrEqual(max)
      const startedAtMs = performance.now()
      for (const part of partsOf(body)) sample(read(part.body)).forEach((event) => expectSound(event))
      // Anything that grows with the square of what came takes minutes.
      expect(performance.now() - startedAtMs).toBeLessThan(20_000)
    }
  }, 120_000)
})

const sample = <T>(items: readonly T[]): readonly T[] =>
  items.length > 50 ? [...items.slice(0, 25), ...items.slice(-25)] : items

/** `root` with the value at one of its places, counted from the start, replaced. */
function replaced(root: unknown, at: number, by: unknown): unknown {
  const places: (readonly [parent: Record<string, unknown>, name: string])[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const name of Object.keys(value)) {
      places.push([value as Record<string, unknown>, name])
      walk((value as Record<string, unknown>)[name])
    }
  }
  walk(root)
  const place = places[at % places.length]
  if (place) place[0][place[1]] = by
  return root
}

test('a line has the same name however it is written', () => {
  const numbered = deliveryOf([changeOf({ metadata: { phone_number_id: Number(LINE) }, statuses: [] })])
  expect(partsOf(numbered).map(({ line }) => line)).toEqual([LINE])
})
