import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkUrl } from './check-url.ts'

const DEPLOYED = { loopbackAllowed: false, publicUrl: 'https://gateway.example.com' }
const LOCAL = { loopbackAllowed: true, publicUrl: 'http://localhost:8787' }

const problem = (url: string, rules = DEPLOYED): string | null => {
  const checked = checkUrl(url, rules)
  return checked.ok ? null : checked.error
}

test.each([
  'https://example.org/hooks',
  'https://example.org./hooks?a=1',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
])('%s may be called', (url) => expect(problem(url)).toBeNull())

test.each([
  ['nonsense', 'unreadable'],
  [`https://example.org/${'a'.repeat(2000)}`, 'too_long'],
  ['http://example.org/', 'not_https'],
  ['ftp://example.org/', 'not_https'],
  ['file:///etc/passwd', 'not_https'],
  ['https://example.org:8443/', 'port'],
  ['https://user:secret@example.org/', 'userinfo'],
  ['https://intranet/', 'host'],
  ['https://intranet./', 'host'],
  ['https://printer.local/', 'host'],
  ['https://printer.LOCAL./', 'host'],
  ['https://metadata.google.internal/', 'host'],
  ['https://a.localhost/', 'host'],
  ['https://1.0.0.127.in-addr.arpa/', 'host'],
  ['https://example.org../', 'host'],
  ['https://gateway.example.com/v1', 'own_host'],
  ['https://GATEWAY.example.com./v1', 'own_host'],
  ['https://eu.gateway.example.com/', 'own_host'],
  ['https://127.0.0.1/', 'address'],
  ['https://127.1/', 'address'],
  ['https://0x7f.1/', 'address'],
  ['https://0177.0.0.1/', 'address'],
  ['https://2130706433/', 'address'],
  ['https://①②⑦.0.0.1/', 'address'],
  ['https://127.0.0.1./', 'address'],
  ['https://169.254.169.254/latest/meta-data', 'address'],
  ['https://100.64.0.1/', 'address'],
  ['https://0.0.0.0/', 'address'],
  ['https://255.255.255.255/', 'address'],
  ['https://[::1]/', 'address'],
  ['https://[::]/', 'address'],
  ['https://[::ffff:127.0.0.1]/', 'address'],
  ['https://[::127.0.0.1]/', 'address'],
  ['https://[64:ff9b::7f00:1]/', 'address'],
  ['https://[2002:7f00:1::]/', 'address'],
  ['https://[2001::1]/', 'address'],
  ['https://[fc00::1]/', 'address'],
  ['https://[fe80::1]/', 'address'],
  ['https://[fec0::1]/', 'address'],
])('%s is refused: %s', (url, why) => expect(problem(url)).toBe(why))

test('loopback is allowed locally, in http and on any port, and nothing else becomes so', () => {
  for (const url of ['http://127.0.0.1:9000/x', 'http://localhost:8787/', 'http://[::1]:1/', 'https://127.9.9.9/'])
    expect(problem(url, LOCAL)).toBeNull()
  expect(problem('http://10.0.0.1/', LOCAL)).toBe('not_https')
  expect(problem('https://192.168.0.1/', LOCAL)).toBe('address')
  expect(problem('https://169.254.169.254/', LOCAL)).toBe('address')
  expect(problem('http://example.org/', LOCAL)).toBe('not_https')
})

/** One IPv4 address in every spelling a URL parser takes for it. */
const spellings = ([a, b, c, d]: readonly [number, number, number, number]): string[] => {
  const whole = ((a * 256 + b) * 256 + c) * 256 + d
  const hex = (value: number) => `0x${value.toString(16)}`
  const octal = (value: number) => `0${value.toString(8)}`
  return [
    [a, b, c, d].join('.'),
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    [hex(a), octal(b), c * 256 + d].join('.'),
    [a, (b * 256 + c) * 256 + d].join('.'),
    String(whole),
    hex(whole),
    `${a}.${b}.${c}.${d}.`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
  ]
}

const byte = fc.integer({ min: 0, max: 255 })
const inner = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
)

test('no spelling of an inner address gets through', () => {
  fc.assert(
    fc.property(inner, (address) => {
      for (const host of spellings(address)) expect([host, problem(`https://${host}/`)]).toEqual([host, 'address'])
    }),
  )
})

test('no IPv6 address outside the public block gets through', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  const outside = group.filter((first) => first < 0x2000 || first > 0x3fff)
  fc.assert(
    fc.property(outside, fc.array(group, { minLength: 7, maxLength: 7 }), (first, rest) => {
      const host = [first, ...rest].map((value) => value.toString(16)).join(':')
      expect(problem(`https://[${host}]/`)).toBe('address')
    }),
  )
})

test('whatever is allowed is https on the usual port and carries no password', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withFragments: true }), fc.string()), (text) => {
      const checked = checkUrl(text, DEPLOYED)
      if (!checked.ok) return
      expect(checked.value).toMatchObject({ protocol: 'https:', port: '', username: '', password: '', hash: '' })
    }),
  )
})
