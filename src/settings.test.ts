import { expect, test } from 'vitest'
import { accountOf as metaAccountOf } from './providers/messaging/whatsapp/account.ts'
import { accountOf } from './providers/telephony/twilio/account.ts'
import { checkSettings } from './settings.ts'

const GOOD = {
  PLATFORM: 'local',
  PUBLIC_URL: 'http://localhost:8787',
  ROOT_KEY: btoa('0123456789abcdef0123456789abcdef'),
  OPERATOR_KEY: 'operator-key-0123456789abcdef',
}

test('good settings have no problems', () => {
  expect(checkSettings(GOOD)).toEqual([])
})

test('every malformed setting is named, with what was expected, and no value is repeated', () => {
  const problems = checkSettings({
    ...GOOD,
    ROOT_KEY: 'c2hvcnQ=',
    PUBLIC_URL: 'http://localhost:8787/path',
    TWILIO_ACCOUNT_SID: 'AC-nope',
  })
  expect(problems.map(({ name }) => name)).toEqual(['PUBLIC_URL', 'ROOT_KEY', 'TWILIO_ACCOUNT_SID'])
  expect(JSON.stringify(problems)).not.toContain('nope')
})

test('a missing required setting is a problem; a missing optional one is not', () => {
  expect(checkSettings({ PLATFORM: 'local' }).map(({ name }) => name)).toEqual([
    'PUBLIC_URL',
    'ROOT_KEY',
    'OPERATOR_KEY',
  ])
})

test('operators who share a name or a key, or have a short one, are named as a setting, and no key is repeated', () => {
  const [one, other] = ['operator-key-of-ann-0123456789', 'operator-key-of-bo-0123456789']
  const problems = (value: string) => checkSettings({ ...GOOD, OPERATOR_KEYS: value })
  expect(problems(`ann.lee:${one},bo.ray:${other}`)).toEqual([])
  for (const wrong of [`ann.lee:${one},bo.ray:${one}`, `ann.lee:${one},ann.lee:${other}`, 'ann.lee:short', one]) {
    expect(problems(wrong).map(({ name }) => name)).toEqual(['OPERATOR_KEYS'])
    expect(JSON.stringify(problems(wrong))).not.toContain(one)
  }
  expect(problems(`ann.lee:${GOOD.OPERATOR_KEY}`).map(({ name }) => name)).toEqual(['OPERATOR_KEYS'])
})

test('a deployed gateway is never reached in the clear', () => {
  expect(checkSettings({ ...GOOD, PLATFORM: 'cloudflare' }).map(({ name }) => name)).toEqual(['PUBLIC_URL'])
})

test('a vendor may be anywhere, under any path, and whatever else is no address is named', () => {
  const vendors = ['TWILIO_API_URL', 'WHATSAPP_API_URL', 'OPENAI_BASE_URL', 'OPENAI_REALTIME_URL']
  const all = (value: string) => ({ ...GOOD, ...Object.fromEntries(vendors.map((name) => [name, value])) })
  for (const value of ['http://127.0.0.1:9100', 'http://127.0.0.1:9100/', 'https://example.com/twilio/v1'])
    expect(checkSettings(all(value))).toEqual([])
  for (const value of ['nowhere', 'ftp://example.com', 'https://me:secret@example.com', 'https://example.com/?a=b'])
    expect(checkSettings(all(value)).map(({ name }) => name)).toEqual(vendors)
})

test('what starts as a carrier account is one the carrier takes as well', () => {
  const account = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'a-token-of-a-stand-in' }
  expect(checkSettings({ ...GOOD, ...account })).toEqual([])
  expect(accountOf(account)?.tokens).toEqual(['a-token-of-a-stand-in'])
})

test('a model provider that does not exist is no provider', () => {
  expect(checkSettings({ ...GOOD, LLM_PROVIDER: 'openai' })).toEqual([])
  expect(checkSettings({ ...GOOD, LLM_PROVIDER: 'oracle' }).map(({ name }) => name)).toEqual(['LLM_PROVIDER'])
})

test('what starts as a WhatsApp app is one the platform takes as well, while its secret is changed too', () => {
  const app = {
    META_APP_SECRET: 'a-new-secret',
    META_APP_SECRET_PREVIOUS: 'the-old-secret',
    META_ACCESS_TOKEN: 'EAAtoken',
  }
  expect(checkSettings({ ...GOOD, ...app })).toEqual([])
  expect(metaAccountOf(app)).toEqual({
    accountId: '',
    signingSecrets: ['a-new-secret', 'the-old-secret'],
    accessToken: 'EAAtoken',
  })
  for (const name of Object.keys(app))
    expect(checkSettings({ ...GOOD, ...app, [name]: 'a b' }).map((problem) => problem.name)).toEqual([name])
})
