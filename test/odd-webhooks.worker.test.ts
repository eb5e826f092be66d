import { env, exports } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import app from '../src/index.ts'
import { sha256Hex } from '../src/kernel/digest.ts'
import { utf8 } from '../src/kernel/bytes.ts'
import { aLine } from './line.ts'
import { aCall, attributeOf, ORIGIN, sign } from './played-call.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

const HOOK = '/hooks/voice/twilio'
const DOORS = ['', '/status', '/connected', '/recording', '/machine', '/fallback', '/gather', '/voicemail', '/dial']

interface Sent {
  readonly signed: string
  readonly body: string
  readonly type?: string
}

/** Posts `body` with a signature over `signed`: the address, and for a form its fields in order. */
async function post(path: string, { signed, body, type = 'application/x-www-form-urlencoded' }: Sent) {
  const headers = { 'content-type': type, 'X-TWILIO-Signature': await sign(signed) }
  return exports.default.fetch(ORIGIN + path, { method: 'POST', headers, body })
}

const fieldsOf = (params: Readonly<Record<string, string>>): string =>
  Object.keys(params)
    .toSorted()
    .map((name) => name + params[name])
    .join('')

const form = (params: Readonly<Record<string, string>>): string => new URLSearchParams(params).toString()

test('an address may end in a slash and have a query, and both are under the signature', async () => {
  const { phoneNumber } = await aLine()
  const params = aCall(phoneNumber).params({ CallStatus: 'ringing' })
  for (const path of [`${HOOK}/`, `${HOOK}?shop=1&x=%20y`]) {
    const sent = { signed: ORIGIN + path + fieldsOf(params), body: form(params) }
    expect(await (await post(path, sent)).text()).toContain('<Connect')
    expect((await post(HOOK, sent)).status).toBe(403)
  }
})

test('parameters nobody has heard of change nothing, and repeated ones are signed as the carrier signs them', async () => {
  const { phoneNumber } = await aLine()
  const params = aCall(phoneNumber).params({ CallStatus: 'ringing' })
  const first = await post(HOOK, { signed: ORIGIN + HOOK + fieldsOf(params), body: form(params) })
  const more = { ...params, NewThing: 'é & <b>', Twice: 'aTwiceb' }
  const body = `${form({ ...params, NewThing: 'é & <b>' })}&Twice=b&Twice=a&Twice=b`
  const second = await post(HOOK, { signed: ORIGIN + HOOK + fieldsOf(more), body })
  expect(second.status).toBe(200)
  expect(await second.text()).toBe(await first.text())
})

test('a webhook in JSON is covered by the hash in its address', async () => {
  const { phoneNumber } = await aLine()
  const body = JSON.stringify(aCall(phoneNumber).params({ CallStatus: 'ringing' }))
  const path = `${HOOK}?bodySHA256=${await sha256Hex(utf8(body))}`
  const sent = { signed: ORIGIN + path, body, type: 'application/json' }
  expect(await (await post(path, sent)).text()).toContain('<Connect')
  expect((await post(path, { ...sent, body: `${body} ` })).status).toBe(403)
  expect((await post(HOOK, { ...sent, signed: ORIGIN + HOOK })).status).toBe(403)
})

test.each(DOORS)(
  'the door %s takes what is signed, refuses what is not with nothing, and bounds both',
  async (door) => {
    const params = aCall('+12125550198').params({ CallStatus: 'completed', RecordingSid: `RE${'1'.repeat(32)}` })
    const path = HOOK + door
    expect((await post(path, { signed: ORIGIN + path + fieldsOf(params), body: form(params) })).status).toBe(200)
    for (const signed of ['', ORIGIN + path, ORIGIN + path + fieldsOf({ ...params, To: '+12125550197' })]) {
      const refused = await post(path, { signed, body: form(params) })
      expect([refused.status, await refused.text()]).toEqual([403, ''])
    }
    const cut = await post(path, { signed: ORIGIN + path + fieldsOf(params), body: form(params).slice(0, -1) })
    expect(cut.status).toBe(403)
    expect((await post(path, { signed: '', body: `X=${'y'.repeat(100_000)}` })).status).toBe(413)
    expect((await env.DB.prepare('SELECT count(*) AS n FROM calls').first())?.['n']).toBe(0)
  },
)

test('a carrier nobody knows is not found, however well it signs', async () => {
  for (const path of ['/hooks/voice/vonage', '/hooks/voice/twilio/nonsense'])
    expect((await post(path, { signed: ORIGIN + path, body: '' })).status).toBe(404)
})

test('statuses before the call, out of order and again leave one call with its seconds', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const status = (to: string, extra = {}) =>
    call.post(`${HOOK}/status`, call.params({ CallStatus: to, Duration: '1', ...extra }))
  await status('in-progress', { SequenceNumber: '2' })
  await status('initiated', { SequenceNumber: '0' })
  const socket = await call.connect(await call.ring())
  await status('ringing', { SequenceNumber: '1' })
  expect(await socket?.say('What are your hours?')).toMatch(/\d/)
  for (const seconds of ['37', '37', '99']) await status('completed', { CallDuration: seconds, SequenceNumber: '3' })
  await status('ringing')
  const row = await vi.waitUntil(
    () => env.DB.prepare('SELECT status, duration_seconds FROM calls WHERE outcome IS NOT NULL').first(),
    { timeout: 90_000, interval: 50 },
  )
  expect(row).toEqual({ status: 'completed', duration_seconds: 37 })
  expect(await call.ring()).toContain('<Hangup')
  expect(await env.DB.prepare('SELECT count(*) AS n FROM calls').first()).toEqual({ n: 1 })
})

test('whoever hides their number is nobody, and still talks', async () => {
  const { phoneNumber } = await aLine()
  for (const from of ['anonymous', '+266696687', 'Restricted', 'client:ann', 'sip:ann@example.com', '']) {
    const call = aCall(phoneNumber, from)
    const socket = await call.connect(await call.ring())
    expect(await socket?.say('What are your hours?')).toMatch(/\d/)
    const row = await env.DB.prepare('SELECT masked_number, person_id FROM calls WHERE carrier_call_id = ?')
      .bind(call.callSid)
      .first()
    expect(row).toEqual({ masked_number: null, person_id: null })
  }
})

test('an upgrade without a signature, or signed as a page would be, spends nothing', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const url = attributeOf(twiml, 'ConversationRelay', 'url')
  const upgrade = (headers: Record<string, string>) =>
    exports.default.fetch(url.replace(/^ws/, 'http'), { headers: { upgrade: 'websocket', ...headers } })
  expect((await upgrade({})).status).toBe(403)
  expect((await upgrade({ 'x-twilio-signature': await sign(url.replace(/^ws/, 'http')) })).status).toBe(403)
  expect((await exports.default.fetch(url.replace(/^ws/, 'http'))).status).toBe(426)
  expect(await call.connect(twiml)).not.toBeNull()
})

test('a gateway with a malformed setting answers nobody', async () => {
  const context = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext
  const answer = (settings: object) => app.fetch(new Request(`${ORIGIN}/health`), { ...env, ...settings }, context)
  expect((await answer({})).status).toBe(200)
  expect((await answer({ TWILIO_ACCOUNT_SID: 'AC-nope' })).status).toBe(503)
  expect((await answer({ PLATFORM: 'cloudflare' })).status).toBe(503)
})
