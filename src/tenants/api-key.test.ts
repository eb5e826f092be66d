import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8 } from '../kernel/bytes.ts'
import { crc32 } from '../kernel/crc32.ts'
import { isApiKey, maskApiKey, newApiKey } from './api-key.ts'

test('the checksum is the CRC-32 everybody knows', () => {
  // The check value of CRC-32/ISO-HDLC.
  expect(crc32(utf8('123456789'))).toBe(0xcbf43926)
  expect(crc32(new Uint8Array())).toBe(0)
})

test.each([true, false])('a new key is a key (live: %s)', (livemode) => {
  const keys = Array.from({ length: 200 }, () => newApiKey(livemode))
  for (const key of keys) {
    expect(key).toMatch(livemode ? /^ck_live_[0-9A-Za-z]{36}$/ : /^ck_test_[0-9A-Za-z]{36}$/)
    expect(isApiKey(key)).toBe(true)
  }
  expect(new Set(keys).size).toBe(keys.length)
})

test('a key with any one character changed is none', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  fc.assert(
    fc.property(fc.boolean(), fc.nat(43), fc.constantFrom(...alphabet), (livemode, index, character) => {
      const key = newApiKey(livemode)
      const changed = key.slice(0, index) + character + key.slice(index + 1)
      expect(isApiKey(changed)).toBe(changed === key)
    }),
    { numRuns: 2000 },
  )
})

test('what merely looks like a key is none', () => {
  const looksLikeOne = fc.stringMatching(/^ck_(live|test)_[0-9A-Za-z]{36}$/)
  fc.assert(fc.property(fc.oneof(looksLikeOne, fc.string()), (text) => !isApiKey(text)))
})

test('a test key cannot be passed off as a live one', () => {
  expect(isApiKey(newApiKey(false).replace('ck_test_', 'ck_live_'))).toBe(false)
})

test('a masked key tells its mode and its end', () => {
  const key = newApiKey(true)
  expect(maskApiKey(key)).toBe(`ck_live_…${key.slice(-4)}`)
})
