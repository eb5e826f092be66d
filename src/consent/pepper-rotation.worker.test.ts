import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { aTenant, type TestTenant } from '../../test/api-client.ts'
import { mayBegin } from '../calls/guards/may-begin.ts'
import { contextOf, type Ctx } from '../context.ts'
import { readPhone } from '../kernel/read-phone.ts'
import { knownPerson } from '../people/known-person.ts'
import { blockCaller } from '../tenants/block-caller.ts'
import { recordAttestation } from './attest.ts'
import { decideContact } from './decide-contact.ts'
import { recordConsent } from './record-consent.ts'
import { revokeConsents } from './revoke-consent.ts'
import { restore } from './restore.ts'
import { stopsUnder } from './stops-under.ts'
import { suppress } from './suppress.ts'

const PHONE = '+12125550142'
const SPELLINGS = [
  '+1 212 555 0142',
  '(212) 555-0142',
  '001-212-555-0142',
  '２１２ ５５５ ０１４２',
  '212.555.0142',
  '011 1 212 555 0142',
]
const PEPPERS = ['', 'AgIC', 'AwMD'].map((start, nth) => (nth === 0 ? '' : `${nth + 1}:${start.padEnd(43, 'A')}=`))
/** What is set when so many changes of the pepper are behind us. */
const SETTINGS = ['', PEPPERS[1]!, `${PEPPERS[2]},${PEPPERS[1]}`]

let tenant: TestTenant

beforeEach(async () => {
  tenant = await aTenant()
})

const ctxAfter = (changes: number): Ctx =>
  contextOf(
    { ...env, LOOKUP_PEPPERS: SETTINGS[changes]! },
    { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )

const phoneIn = (spelling: string): string => readPhone(spelling)!

const rows = async (query: string) => (await env.DB.prepare(query).all()).results

/** As an erasure leaves it: neither rows nor pointers, and what is kept for ever. */
async function forgetEverybody(): Promise<void> {
  for (const { token } of await rows(
    'SELECT token FROM person_identities UNION SELECT phone_token FROM people WHERE phone_token IS NOT NULL',
  ))
    await ctxAfter(0).objects.identity(String(token)).point(null)
  await env.DB.batch(['people', 'person_identities'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
}

test('whoever was suppressed stays so, in any spelling, under any later pepper, forgotten and made known again', async () => {
  const changes = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((some) => some.toSorted())
  await fc.assert(
    fc
      .asyncProperty(
        changes,
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom(...SPELLINGS),
        fc.boolean(),
        fc.boolean(),
        async ([known, suppressed, asked], first, second, isKnown, isForgotten) => {
          if (isKnown) await knownPerson(ctxAfter(known!), { phone: phoneIn(first) })
          await suppress(ctxAfter(suppressed!), { phone: phoneIn(first), reason: 'asked', source: 'api' })
          if (isForgotten) await forgetEverybody()
          const ctx = ctxAfter(asked!)
          expect((await stopsUnder(ctx, { phone: phoneIn(second) }))[0]).toMatchObject({ scope: 'all' })
          const personId = await knownPerson(ctx, { phone: phoneIn(second) })
          const ask = { channel: 'sms', purpose: 'service', phone: PHONE, atMs: ctx.nowMs } as const
          expect(await decideContact(ctx, personId, ask)).toMatchObject({ allowed: false, code: 'suppressed' })
        },
      )
      .beforeEach(async () => {
        await forgetEverybody()
        await env.DB.prepare('DELETE FROM suppressions').run()
      }),
    { numRuns: 6 },
  )
})

test('a change of the pepper makes nobody another, nothing new of what stands, and keeps what can be taken back so', async () => {
  const personId = await knownPerson(ctxAfter(0), { phone: PHONE })
  const stop = { scope: 'all', endsBy: 'start_sms' } as const
  const given = { phone: PHONE, reason: 'stop_keyword', source: 'sms', stop } as const
  expect(await suppress(ctxAfter(0), given)).toMatchObject({ created: true })
  for (const changes of [1, 2]) {
    expect(await knownPerson(ctxAfter(changes), { phone: PHONE })).toBe(personId)
    expect(await suppress(ctxAfter(changes), given)).toEqual({ created: false, id: null })
  }
  expect(await rows("SELECT id FROM events WHERE type = 'person.opted_out'")).toHaveLength(1)
  expect((await rows('SELECT DISTINCT pepper_version AS v FROM suppressions ORDER BY v')).map(({ v }) => v)).toEqual([
    1, 2, 3,
  ])
  expect(await restore(ctxAfter(2), personId, { by: 'start', channel: 'sms' })).toBe(true)
  for (const changes of [0, 1, 2]) expect(await stopsUnder(ctxAfter(changes), { phone: PHONE })).toEqual([])
})

test('nothing new is made with a pepper that was given up, and the same consent recorded again is the same', async () => {
  const said = {
    by: { phone: PHONE },
    level: 'express',
    purposes: ['refill'],
    channels: ['sms'],
    text: 'You may.',
    textVersion: null,
    source: 'form',
    signature: 'none',
    capturedAtMs: 1_000,
    timeZone: null,
  } as const
  const first = await recordConsent(ctxAfter(1), said)
  expect(first.identityToken).toMatch(/^p2\./)
  expect(await recordConsent(ctxAfter(2), said)).toMatchObject({ id: first.id })
  expect(await rows('SELECT token FROM person_identities UNION SELECT phone_token FROM people')).toEqual(
    expect.arrayContaining([{ token: first.identityToken }]),
  )
  await suppress(ctxAfter(2), { phone: '+12125550143', reason: 'asked', source: 'api' })
  await knownPerson(ctxAfter(2), { phone: '+12125550144' })
  const tokens = await rows('SELECT token FROM person_identities UNION SELECT phone_token FROM people')
  expect(tokens.filter(({ token }) => /^[^.]{43}$/.test(String(token)))).toEqual([])
})

test('what was agreed to and taken back before a change of the pepper is so after it, forgotten in between or not', async () => {
  const said = { purposes: ['refill'], channels: ['sms'], source: 'form' } as const
  const given = { level: 'express', text: 'You may.', textVersion: null, signature: 'none', timeZone: null } as const
  const at = { phone: PHONE, channel: 'sms', purpose: 'refill', atMs: Date.parse('2026-12-01T17:00:00Z') } as const
  const consent = { ...said, ...given, by: { phone: PHONE }, capturedAtMs: 1_000 }
  const { personId, id } = await recordConsent(ctxAfter(0), consent)
  expect(await decideContact(ctxAfter(2), personId, at)).toMatchObject({ allowed: true, agreementId: id })
  await revokeConsents(ctxAfter(0), { phone: PHONE }, { source: 'form', revokedAtMs: 2_000 })
  await recordAttestation(ctxAfter(0), { ...said, ...given, signedBy: 'Ann Lee', signedAtMs: 3_000 })
  await forgetEverybody()
  const anew = await knownPerson(ctxAfter(2), { phone: PHONE })
  expect(anew).not.toBe(personId)
  expect(await decideContact(ctxAfter(2), anew, at)).toMatchObject({ allowed: false, code: 'no_consent' })
})

test('a caller who was blocked before a change of the pepper is turned away after it', async () => {
  const before = await blockCaller(ctxAfter(0), { phone: PHONE, reason: 'rude' })
  expect(before.ok).toBe(true)
  const { db, vault, tenantId, livemode, nowMs } = ctxAfter(2)
  const limits = { concurrentCalls: 9, minutesPerDay: 9, modelTokensPerDay: 9_000, callsPerCallerPerHour: 9 }
  const phoneToken = await vault.identityToken(tenantId, 'phone', PHONE)
  const formerTokens = await vault.formerTokens(tenantId, 'phone', PHONE)
  const ringing = { tenantId, livemode, limits, objectName: 'AC1/CA1', phoneToken }
  expect(await mayBegin(db, { ...ringing, formerTokens }, nowMs)).toBe('blocked')
})
