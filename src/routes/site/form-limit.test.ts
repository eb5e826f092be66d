import { expect, test } from 'vitest'
import { networkOf } from './form-limit.ts'

test('an address is cut to its network before anything is made of it', () => {
  expect(networkOf('203.0.113.77')).toBe('203.0.113')
  expect(networkOf('::ffff:203.0.113.77')).toBe('203.0.113')
  expect(networkOf('2001:0DB8:00a1:5::9')).toBe('2001:db8:a1')
  expect(networkOf('2001:db8::9')).toBe('2001:db8:0')
  expect(networkOf('::1')).toBe('0:0:0')
  expect(networkOf('')).toBe('0:0:0')
})
