import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openVault } from '../vault/vault.ts'
import { LINK_MS_MAX, makeLinkToken, readLinkToken } from './link.ts'

const NOW = Date.parse('2026-11-20T15:00:00Z')
const vault = openVault('AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=')
const linked = { recordingId: 'rec_01', tenantId: 'ten_01', region: 'eu' } as const
const aToken = () => makeLinkToken(vault, linked, NOW + LINK_MS_MAX)

test('a link opens its recording for five minutes and not a millisecond longer', async () => {
  const token = await aToken()
  expect(await readLinkToken(vault, token, NOW)).toEqual(linked)
  expect(await readLinkToken(vault, token, NOW + LINK_MS_MAX - 1)).toEqual(linked)
  expect(await readLinkToken(vault, token, NOW + LINK_MS_MAX)).toBeNull()
})

test('any other character makes it nobody’s', async () => {
  const token = await aToken()
  // The last character of a MAC carries two bits only, so there another one may mean the same bytes.
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom('0', 'a', 'Z', '.', '_'), async (at, character) => {
      fc.pre(token[at] !== character)
      expect(await readLinkToken(vault, token.slice(0, at) + character + token.slice(at + 1), NOW)).toBeNull()
    }),
  )
})

test('a link cannot be lengthened, and what was never a link is none', async () => {
  const [, , , , mac] = (await aToken()).split('.')
  const later = (NOW + 365 * 86_400_000).toString(36)
  for (const token of [`rec_01.ten_01.eu.${later}.${mac}`, '', '.', 'rec_01', '../../etc', 'a'.repeat(10_000)])
    expect(await readLinkToken(vault, token, NOW)).toBeNull()
})
