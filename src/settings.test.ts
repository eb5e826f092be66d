import { expect, test } from 'vitest'
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

test('a deployed gateway is never reached in the clear', () => {
  expect(checkSettings({ ...GOOD, PLATFORM: 'cloudflare' }).map(({ name }) => name)).toEqual(['PUBLIC_URL'])
})
