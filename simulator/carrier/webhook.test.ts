import twilioPackage from 'twilio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTinyGateway, type TinyGateway } from '../tiny-gateway.ts'
import { deliver, type Attempt } from './webhook.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'
const PARAMS = { To: '+12125550100', Body: ' a+b ü ' }

let gateway: TinyGateway
let attempts: Attempt[] = []
beforeEach(async () => {
  gateway = await startTinyGateway()
  attempts = []
})
afterEach(() => gateway.close())

const send = (path: string, method: 'GET' | 'POST' = 'POST') =>
  deliver(
    { authToken: TOKEN, onAttempt: (attempt) => attempts.push(attempt) },
    { url: gateway.url + path, method, params: PARAMS },
  )

test('is signed over the address without its fragment, and looks like Twilio', async () => {
  gateway.onRequest = () => ({ body: '<Response/>' })
  expect(await send('/hook?a=1#rc=2')).toMatchObject({ ok: true, status: 200, body: '<Response/>' })
  const [asked] = gateway.asked
  expect(asked).toMatchObject({ method: 'POST', path: '/hook?a=1', form: PARAMS })
  expect(asked!.headers).toMatchObject({
    'user-agent': 'TwilioProxy/1.1',
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  const signature = String(asked!.headers['x-twilio-signature'])
  expect(twilioPackage.validateRequest(TOKEN, signature, `${gateway.url}/hook?a=1`, asked!.form)).toBe(true)
})

test('asks by GET with the fields in the address, signed whole', async () => {
  await send('/hook?a=1', 'GET')
  const [asked] = gateway.asked
  expect(asked!.body).toBe('')
  expect(new URL(asked!.path, gateway.url).searchParams.get('Body')).toBe(PARAMS.Body)
  const signature = String(asked!.headers['x-twilio-signature'])
  expect(twilioPackage.validateRequest(TOKEN, signature, gateway.url + asked!.path, {})).toBe(true)
})

test('is tried again after an error only where the address says so, under one token', async () => {
  let left = 2
  gateway.onRequest = () => ({ status: left-- > 0 ? 503 : 200 })
  expect(await send('/hook#rc=3&rp=5xx')).toMatchObject({ ok: true })
  expect(attempts.map(({ outcome, attempt }) => [attempt, outcome])).toEqual([
    [1, 503],
    [2, 503],
    [3, 200],
  ])
  expect(new Set(gateway.asked.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1)

  left = 9
  gateway.asked.length = 0
  expect(await send('/hook#rc=3&rp=ct,rt')).toEqual({ ok: false, code: '11200', status: 503 })
  expect(gateway.asked).toHaveLength(1)
})

test('is tried again when the answer takes too long', async () => {
  let left = 1
  gateway.onRequest = () => ({ delayMs: left-- > 0 ? 600 : 0 })
  expect(await send('/hook#rt=200&rc=1&rp=rt')).toMatchObject({ ok: true })
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['rt', 200])
})

test('fails when nobody is there', async () => {
  const url = gateway.url
  await gateway.close()
  const sender = { authToken: TOKEN, onAttempt: (attempt: Attempt) => attempts.push(attempt) }
  expect(await deliver(sender, { url: `${url}/#rc=1&rp=ct`, method: 'POST', params: {} })).toMatchObject({
    code: '11205',
  })
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['ct', 'ct'])
})

test('asks a redirect’s address by GET, and the form is lost', async () => {
  gateway.onRequest = ({ path }) =>
    path === '/hook' ? { status: 302, headers: { location: '/there' } } : { body: 'there' }
  expect(await send('/hook')).toMatchObject({ ok: true, body: 'there' })
  expect(gateway.asked[1]).toMatchObject({ method: 'GET', path: '/there', body: '' })
})
