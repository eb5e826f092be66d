import * as fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { reachOf, type Reach } from './ip-address.ts'

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** The same by a library that knows every special block there is. */
function reachByLibrary(text: string): Reach {
  const address = ipaddr.parse(text)
  if (address.range() === 'loopback') return 'loopback'
  const isRouted = address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST))
  return isRouted ? 'public' : 'closed'
}

const hostOf = (address: string): string =>
  new URL(`https://${address.includes(':') ? `[${address}]` : address}`).hostname

/** The edges of every block that either side treats alone, and their neighbours. */
const { SpecialRanges } = ipaddr.IPv4.prototype as unknown as { SpecialRanges: Record<string, [ipaddr.IPv4, number][]> }
const EDGES_V4 = Object.values(SpecialRanges)
  .flat()
  .flatMap(([base, length]) => {
    const first = base.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0)
    const last = first + 2 ** (32 - length) - 1
    return [first - 1, first, last, last + 1].filter((edge) => edge >= 0 && edge < 2 ** 32)
  })
  .map((edge) => [24, 16, 8, 0].map((shift) => Math.floor(edge / 2 ** shift) % 256).join('.'))

test('an IPv4 address leads where a library of all special blocks says, at the edges of each and anywhere', () => {
  expect(EDGES_V4.length).toBeGreaterThan(40)
  for (const address of EDGES_V4) expect(reachOf(hostOf(address)), address).toBe(reachByLibrary(address))
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(reachOf(hostOf(address)), address).toBe(reachByLibrary(address))
    }),
    { numRuns: 2_000 },
  )
})

const group = fc.nat(0xffff)
const special = fc.constantFrom(0, 1, 2, 3, 4, 0x10, 0x1f, 0x20, 0x30, 0x112, 0x1ff, 0x200, 0xdb8, 0x4f, 0x8000)
const first = fc.constantFrom(0, 0x64, 0x100, 0x2001, 0x2002, 0x2620, 0x3fff, 0x4000, 0x5f00, 0xfc00, 0xfe80, 0xff02)
const groups = fc
  .tuple(
    fc.oneof(first, group),
    fc.oneof(special, group),
    fc.oneof(special, group),
    fc.array(group, { minLength: 5, maxLength: 5 }),
  )
  .map(([a, b, c, others]) => [a, b, c, ...others])
const ipV6 = fc.tuple(groups, fc.nat(8)).map(([all, kept]) =>
  all
    .map((value, at) => (at < kept ? value : 0))
    .map((value) => value.toString(16))
    .join(':'),
)

test('an IPv6 address leads where a library of all special blocks says', () => {
  fc.assert(
    fc.property(ipV6, (address) => {
      expect(reachOf(hostOf(address)), address).toBe(reachByLibrary(address))
    }),
    { numRuns: 5_000 },
  )
})

test('a name is no address', () => {
  for (const host of ['example.org', 'localhost', '1.2.3.example.org', 'cafe', 'face.b00c', ''])
    expect(reachOf(host), host).toBeNull()
})
