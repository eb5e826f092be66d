import { expect, test } from 'vitest'
import { sha256Hex } from '../kernel/digest.ts'
import { textOfPolicy } from './policy-texts.ts'
import { POLICY_LINES } from './policy-line.ts'
import { POLICY_VERSIONS, type PolicyVersion } from './policy-versions.ts'
import { acceptanceState, standingVersion } from './standing.ts'

const DAY_MS = 24 * 60 * 60 * 1000

test('a policy changes by a new version and never by a byte of an old one', async () => {
  for (const version of POLICY_VERSIONS)
    expect(await sha256Hex(textOfPolicy(version)), `${version.line} ${version.version}`).toBe(version.sha256)
})

test('each policy says the day from which it holds, and versions follow each other', () => {
  for (const version of POLICY_VERSIONS) {
    const day = new Date(version.effectiveAtMs).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    expect(textOfPolicy(version)).toContain(`Last updated: ${day}\n`)
    expect(new Date(version.effectiveAtMs).toISOString()).toBe(`${version.version}T00:00:00.000Z`)
  }
  for (const line of POLICY_LINES) {
    const dates = POLICY_VERSIONS.filter((each) => each.line === line).map(({ version }) => version)
    expect(dates).toEqual([...new Set(dates)].toSorted())
    expect(dates.length).toBeGreaterThan(0)
  }
})

test('the policies name the companies that really carry the data', () => {
  for (const version of POLICY_VERSIONS) {
    const text = textOfPolicy(version)
    for (const company of ['Cloudflare', 'Twilio', 'OpenAI']) expect(text).toContain(company)
    expect(text).not.toMatch(/\bAWS\b|Amazon|\bGCP\b|Google/)
  }
})

const dated = (version: string, asksAnew = false): PolicyVersion => {
  const effectiveAtMs = Date.parse(version)
  const publishedAtMs = effectiveAtMs - 30 * DAY_MS
  return { line: 'misocare', version, effectiveAtMs, publishedAtMs, sha256: '', asksAnew }
}
const [FIRST, SECOND, THIRD] = [dated('2026-04-08'), dated('2026-09-01'), dated('2027-01-01', true)]
const ALL = [FIRST, SECOND, THIRD]

test('a version holds from its day on, and not a moment before', () => {
  expect(standingVersion('misocare', SECOND.effectiveAtMs - 1, ALL)).toBe(FIRST)
  expect(standingVersion('misocare', SECOND.effectiveAtMs, ALL)).toBe(SECOND)
  expect(standingVersion('misocare', 0, ALL)).toBe(FIRST)
})

test('use after the day accepts what is newer, but for what asks anew', () => {
  const state = (accepted: string | null, atMs: number) => acceptanceState(accepted, 'misocare', atMs, ALL)
  expect(state(null, FIRST.effectiveAtMs)).toBe('needed')
  expect(state('2026-01', FIRST.effectiveAtMs)).toBe('by_use')
  expect(state('2026-04-08', SECOND.effectiveAtMs - 1)).toBe('accepted')
  expect(state('2026-04-08', SECOND.effectiveAtMs)).toBe('by_use')
  expect(state('2026-09-01', SECOND.effectiveAtMs)).toBe('accepted')
  expect(state('2026-09-01', THIRD.effectiveAtMs)).toBe('needed')
  // What asks anew is not passed by because something follows it.
  const later = [...ALL, dated('2027-06-01')]
  expect(acceptanceState('2026-09-01', 'misocare', Date.parse('2027-06-01'), later)).toBe('needed')
})
