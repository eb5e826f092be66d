import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ask } from '../../test/api-client.ts'
import { aPerson, aPrivateBusiness, asked, codeMailed, CONTACT } from '../../test/builders/privacy.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { inRegion } from '../context.ts'
import { cancelErasure } from '../erasure/cancel-erasure.ts'
import { sweepExports } from '../sweeps/exports.ts'
import { answerChallenge, startChallenge } from './challenge.ts'
import { findRequest } from './change-request.ts'
import { findPerson } from './find-person.ts'
import { openRequest } from './open-request.ts'
import { raiseIdentity } from './raise-identity.ts'
import { withdrawRequest } from './withdraw-request.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const CALIFORNIA = '+14155550142'
const NEW_YORK = '+12125550142'

const count = async (sql: string, ...values: readonly unknown[]): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`)
    .bind(...values)
    .first<{ n: number }>())!.n

const told = async (type: string): Promise<readonly Record<string, unknown>[]> => {
  const { results } = await env.DB.prepare('SELECT body FROM events WHERE type = ? ORDER BY id')
    .bind(type)
    .all<{ body: string }>()
  return results.map(({ body }) => JSON.parse(body).data)
}

describe('taking in', () => {
  test('an end to contact that a stranger asks for holds at once, and no further than it was asked for', async () => {
    const { tenant, ctx } = await aPrivateBusiness()
    const nowMs = Date.now()
    const details = { replyTo: null, phones: [NEW_YORK] }
    const request = asked({ types: ['optout_voice'], identityLevel: 'L0', details, receivedAtMs: nowMs })
    const { requestId, status } = await openRequest(ctx(nowMs), request)
    expect(status).toBe('completed')
    const decide = async (channel: string) =>
      (await ask(tenant.key, '/contact_decisions', { body: { to: NEW_YORK, channel, purpose: 'service' } })).json
    expect(await decide('voice')).toMatchObject({ allowed: false, code: 'suppressed' })
    expect((await decide('sms')).code).not.toBe('suppressed')
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ outcome: 'opted_out', done: ['optout_voice'] })
    expect(await told('privacy.request.completed')).toMatchObject([{ request_id: requestId, status: 'completed' }])
  })

  test('many mails of one asker and one matter are one request, and what another asks is another', async () => {
    const { ctx } = await aPrivateBusiness()
    const nowMs = Date.now()
    const same = asked({ dedupe: 'ann@example.com|delete' })
    const opened = await Promise.all(Array.from({ length: 40 }, () => openRequest(ctx(nowMs), same)))
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(opened.map(({ requestId }) => requestId)).size).toBe(1)
    const row = await findRequest(ctx(nowMs), opened[0]!.requestId)
    expect(row).toMatchObject({ mergedCount: 39, status: 'with_business' })
    expect(await told('privacy.request.created')).toHaveLength(1)
    // What somebody unsure writes in her name is not taken for what she asks for.
    const other = await openRequest(ctx(nowMs), { ...same, identityLevel: 'L0' })
    expect(other).toMatchObject({ isNew: true })
    await withdrawRequest(ctx(nowMs), row!.id)
    expect(await openRequest(ctx(nowMs), same)).toMatchObject({ isNew: true })
    // What was merged left no key behind.
    const { objects } = await env.BLOBS.list({ prefix: 'keys/' })
    expect(objects.filter(({ key }) => key.includes('/prq_'))).toHaveLength(3)
  })

  test('a person is found by what they are known by, and nobody where that is several', async () => {
    const { tenant, ctx } = await aPrivateBusiness()
    const annId = await aPerson(tenant, { name: 'Ann Lee', phone: NEW_YORK, email: 'Ann@Example.com' })
    const nobody = { phones: [], emails: [], whatsappIds: [] }
    expect(await findPerson(ctx(0), { ...nobody, emails: ['ann@example.com'] })).toBe(annId)
    expect(await findPerson(ctx(0), { ...nobody, emails: ['ann+x@example.com'] })).toBeNull()
    await aPerson(tenant, { name: 'Bo Lee', phone: CALIFORNIA, email: 'ann@example.com' })
    expect(await findPerson(ctx(0), { ...nobody, emails: ['ann@example.com'] })).toBeNull()
    expect(await findPerson(ctx(0), { ...nobody, phones: [NEW_YORK, CALIFORNIA] })).toBeNull()
    expect(await findPerson(ctx(0), { ...nobody, phones: [NEW_YORK] })).toBe(annId)
    const other = await aPrivateBusiness({ name: 'Another one' })
    expect(await findPerson(other.ctx(0), { ...nobody, phones: [NEW_YORK] })).toBeNull()
  })
})

describe('a code', () => {
  test('of fifty guesses at once five are looked at, a new code serves once, and one that is old not at all', async () => {
    const business = await aPrivateBusiness()
    const { tenant, ctx } = business
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const { requestId } = await openRequest(ctx(nowMs), asked({ personId, receivedAtMs: nowMs }))
    expect(await answerChallenge(ctx(nowMs), requestId, '12345678')).toEqual({ ok: false, error: 'wrong' })
    expect(await startChallenge(ctx(nowMs), requestId)).toEqual({ ok: true, value: { channel: 'email' } })
    const first = await codeMailed(business, requestId)
    const guesses = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => answerChallenge(ctx(nowMs), requestId, `9999${1000 + nth}`)),
    )
    const errors = guesses.map((guess) => (guess.ok ? 'right' : guess.error))
    expect(errors.filter((error) => error === 'wrong')).toHaveLength(5)
    expect(errors.filter((error) => error === 'too_many')).toHaveLength(45)
    expect(await answerChallenge(ctx(nowMs), requestId, first)).toEqual({ ok: false, error: 'too_many' })
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ identityLevel: 'L1', status: 'awaiting_identity' })

    const laterMs = nowMs + 60_000
    await startChallenge(ctx(laterMs), requestId)
    const second = await codeMailed(business, requestId)
    expect(await answerChallenge(ctx(laterMs + 10 * 60_000), requestId, second)).toEqual({ ok: false, error: 'spent' })
    await startChallenge(ctx(laterMs + HOUR_MS), requestId)
    const third = await codeMailed(business, requestId)
    expect(new Set([first, second, third]).size).toBe(3)
    const spaced = `${third.slice(0, 4)} ${third.slice(4)}`
    const answers = await Promise.all(
      [spaced, third].map((code) => answerChallenge(ctx(laterMs + HOUR_MS), requestId, code)),
    )
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(await answerChallenge(ctx(laterMs + HOUR_MS), requestId, third)).toEqual({ ok: false, error: 'spent' })
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ identityLevel: 'L3', status: 'waiting' })
    // Three a day for one request, whoever asks.
    expect(await startChallenge(ctx(laterMs + HOUR_MS), requestId)).toEqual({ ok: false, error: 'too_many' })
  })

  test('goes to no number that asked for quiet before, and follows a stop that came with it as the one text', async () => {
    const business = await aPrivateBusiness()
    const { tenant, ctx } = business
    await ask(tenant.key, '/numbers', { body: { phone_number: '+12125550100' } })
    const quietId = await aPerson(tenant, { name: 'Ann Lee', phone: NEW_YORK, email: 'ann@example.com' })
    await ask(tenant.key, '/suppressions', { body: { phone: NEW_YORK, reason: 'asked' } })
    const nowMs = Date.now() + 60_000
    const open = async (personId: string | null, types: Parameters<typeof asked>[0]) =>
      (await openRequest(ctx(nowMs), asked({ personId, receivedAtMs: nowMs, ...types }))).requestId
    const quiet = await open(quietId, {})
    expect(await startChallenge(ctx(nowMs), quiet)).toEqual({ ok: true, value: { channel: 'email' } })

    const boId = await aPerson(tenant, { name: 'Bo Lee', phone: CALIFORNIA })
    const mixed = await open(boId, { types: ['optout_all', 'delete'] })
    expect(await startChallenge(ctx(nowMs), mixed)).toEqual({ ok: true, value: { channel: 'sms' } })
    expect(await count('messages WHERE person_id = ?', boId)).toBe(1)
    expect(await count('message_bodies')).toBe(0)
    // A second claim in his name finds that he is left alone, and nobody else to ask.
    const again = (await openRequest(ctx(nowMs + 1), asked({ personId: boId, receivedAtMs: nowMs + 1 }))).requestId
    expect(await startChallenge(ctx(nowMs + 1), again)).toEqual({ ok: false, error: 'no_known_channel' })
    expect(await findRequest(ctx(nowMs), again)).toMatchObject({ status: 'with_business' })

    // Whoever is not known at all is told the same, and nothing is sent.
    const stranger = await open(null, {})
    expect(await startChallenge(ctx(nowMs), stranger)).toEqual({ ok: false, error: 'no_known_channel' })
    expect(await answerChallenge(ctx(nowMs), stranger, '12345678')).toEqual({ ok: false, error: 'wrong' })
  })
})

describe('the whole way, by the clock', () => {
  test('somebody in California has their data deleted by mail: acknowledged, found out, called off, asked again, done', async () => {
    const business = await aPrivateBusiness()
    const { tenant, ctx, sweep, mails } = business
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const startMs = Date.parse('2026-11-20T17:00:00Z')
    const request = asked({ personId, identityLevel: 'L2', place: 'US-CA', receivedAtMs: startMs })
    const { requestId } = await openRequest(ctx(startMs), request)
    expect(await findRequest(ctx(startMs), requestId)).toMatchObject({
      regime: 'ccpa',
      status: 'received',
      acknowledgeByMs: Date.parse('2026-12-07T17:00:00Z'),
      dueAtMs: Date.parse('2027-01-04T17:00:00Z'),
    })

    // Nobody has acknowledged it: at half of the ten business days it is.
    await sweep(startMs + 2 * DAY_MS)
    expect(await mails(requestId)).toEqual([])
    await sweep(startMs + 9 * DAY_MS)
    await sweep(startMs + 9 * DAY_MS + 600_000)
    expect(await mails(requestId)).toMatchObject([
      { to: 'ann@example.com', subject: `Your privacy request ${requestId}` },
    ])

    const codeMs = startMs + 10 * DAY_MS
    await startChallenge(ctx(codeMs), requestId)
    const code = await codeMailed(business, requestId)
    expect(await answerChallenge(ctx(codeMs), requestId, code)).toEqual({ ok: true })
    expect(await findRequest(ctx(codeMs), requestId)).toMatchObject({ identityLevel: 'L3', status: 'waiting' })
    const deletion = { to: 'ann@example.com', kind: 'notice', text: expect.stringContaining('asked to delete') }
    expect(await mails(requestId)).toContainEqual(expect.objectContaining(deletion))

    expect(await withdrawRequest(ctx(codeMs + HOUR_MS), requestId)).toBe(true)
    expect(await withdrawRequest(ctx(codeMs + HOUR_MS), requestId)).toBe(true)
    await sweep(codeMs + 2 * DAY_MS)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(200)

    const againMs = codeMs + 3 * DAY_MS
    const again = (await openRequest(ctx(againMs), { ...request, receivedAtMs: againMs })).requestId
    await startChallenge(ctx(againMs), again)
    await answerChallenge(ctx(againMs), again, await codeMailed(business, again))
    await sweep(againMs + 23 * HOUR_MS)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(200)
    for (const minutes of [0, 1, 2, 11, 22, 33]) await sweep(againMs + DAY_MS + minutes * 60_000)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(404)
    expect(await findRequest(ctx(0), again)).toMatchObject({ status: 'completed', outcome: 'erased' })
    expect(await count("outgoing_mails WHERE kind = 'erased' AND request_id = ?", again)).toBe(1)
  })

  test('two who asked for the same deletion and both take it back in the same moment leave nothing to be deleted', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const opened = await Promise.all(
      ['one', 'two', 'three'].map((dedupe) =>
        openRequest(ctx(nowMs), asked({ personId, identityLevel: 'L3', dedupe, receivedAtMs: nowMs })),
      ),
    )
    const ids = opened.map(({ requestId }) => requestId)
    const rows = await Promise.all(ids.map((id) => findRequest(ctx(nowMs), id)))
    expect(new Set(rows.map((row) => row!.erasureId)).size).toBe(1)
    // While one of them still wants it, it goes on.
    expect(await withdrawRequest(ctx(nowMs), ids[0]!)).toBe(true)
    expect(await count("erasures WHERE status = 'waiting'")).toBe(1)
    expect(await Promise.all(ids.slice(1).map((id) => withdrawRequest(ctx(nowMs), id)))).toEqual([true, true])
    expect(await count("erasures WHERE status = 'cancelled'")).toBe(1)
    await sweep(nowMs + 2 * DAY_MS)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(200)
  })

  test('what the person themselves takes back is done for nobody else either, before the business has looked', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const begin = async (dedupe: string) =>
      (await openRequest(ctx(nowMs), asked({ personId, identityLevel: 'L3', dedupe, receivedAtMs: nowMs }))).requestId
    const [hers, theirs] = [await begin('hers'), await begin('theirs')]
    expect(await withdrawRequest(ctx(nowMs), hers, { isAboutThem: true })).toBe(true)
    expect(await findRequest(ctx(nowMs), theirs)).toMatchObject({ status: 'with_business', outcome: 'called_off' })
    await sweep(nowMs + 2 * DAY_MS)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(200)
  })

  test('an erasure that nobody wants any more when it is to begin does not begin', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    await openRequest(ctx(nowMs), asked({ personId, identityLevel: 'L3', receivedAtMs: nowMs }))
    // As it is when whoever took it back was lost before the erasure was called off.
    await env.DB.prepare("UPDATE privacy_requests SET status = 'withdrawn', completed_at_ms = ?").bind(nowMs).run()
    await sweep(nowMs + DAY_MS + HOUR_MS)
    expect(await count("erasures WHERE status = 'cancelled'")).toBe(1)
    expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(200)
    expect((await ask(tenant.key, '/audit/verify')).json.status).toBe('ok')
  })

  test('what was taken back within the time counts, although it is read after it, while nobody has begun', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const nowMs = Date.now()
    const wanted = async (name: string) => {
      const personId = await aPerson(tenant, { name, email: `${name}@example.com` })
      const request = asked({ personId, identityLevel: 'L3', dedupe: name, receivedAtMs: nowMs })
      return { personId, requestId: (await openRequest(ctx(nowMs), request)).requestId }
    }
    const [ann, bo] = [await wanted('ann'), await wanted('bo')]
    const lateMs = nowMs + DAY_MS + HOUR_MS
    expect(await withdrawRequest(ctx(lateMs), ann.requestId)).toBe(false)
    expect(await withdrawRequest(ctx(lateMs), ann.requestId, { askedAtMs: nowMs + 23 * HOUR_MS })).toBe(true)
    await sweep(lateMs)
    expect((await ask(tenant.key, `/people/${ann.personId}`)).status).toBe(200)
    expect((await ask(tenant.key, `/people/${bo.personId}`)).status).toBe(404)
    expect(await withdrawRequest(ctx(lateMs), bo.requestId, { askedAtMs: nowMs + 23 * HOUR_MS })).toBe(false)
  })

  test('the business is told at half, at four fifths and at the end of the time, once each, and again of a longer one', async () => {
    const { tenant, ctx, sweep, mails } = await aPrivateBusiness()
    const startMs = Date.parse('2026-11-22T12:00:00Z')
    const request = asked({ place: 'DE', receivedAtMs: startMs })
    const { requestId } = await openRequest(ctx(startMs), request)
    const dueMs = Date.parse('2026-12-22T11:00:00Z') + HOUR_MS
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ regime: 'gdpr', dueAtMs: dueMs })
    for (const day of [14, 15, 15.01, 24, 24.01]) await sweep(startMs + day * DAY_MS)
    const { json } = await ask(tenant.key, `/privacy/requests/${requestId}`)
    expect(json).toMatchObject({ status: 'with_business', escalated_percent: 80 })
    await sweep(dueMs)
    await sweep(dueMs + DAY_MS)
    expect((await told('privacy.request.due')).map(({ percent }) => percent)).toEqual([50, 80, 100])
    const reminders = (await mails(requestId)).filter(({ to }) => to === CONTACT)
    expect(reminders).toHaveLength(3)
    expect(JSON.stringify(reminders)).not.toContain('ann@example.com')
  })

  test('whoever does not say who they are within a month has not asked, and is told so once', async () => {
    const { tenant, ctx, sweep, mails } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', phone: CALIFORNIA })
    const startMs = Date.parse('2026-03-01T12:00:00Z')
    const { requestId } = await openRequest(ctx(startMs), asked({ personId, receivedAtMs: startMs }))
    await sweep(startMs + 29 * DAY_MS)
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ status: 'received', regime: 'ccpa' })
    await sweep(startMs + 30 * DAY_MS)
    await sweep(startMs + 31 * DAY_MS)
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ status: 'expired', outcome: 'not_verified' })
    expect((await mails(requestId)).filter(({ text }) => text.includes('could not find out'))).toHaveLength(1)
  })
})

describe('what a stranger learns', () => {
  test('who is known is told from who is not by no date, no ending and no name of a business', async () => {
    const { tenant, ctx, sweep, mails } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', phone: CALIFORNIA })
    const startMs = Date.parse('2026-03-01T12:00:00Z')
    const open = async (about: string | null, named?: boolean) => {
      const more = { ...(named !== undefined && { named }), receivedAtMs: startMs, personId: about }
      return (await openRequest(ctx(startMs), asked(more))).requestId
    }
    const requests = [await open(personId), await open(null)]
    const namedId = await open(null, true)
    for (const days of [8, 29, 30, 30.1]) await sweep(startMs + days * DAY_MS)
    const seen = await Promise.all(
      requests.map(async (requestId) => {
        const told = (await mails(requestId)).filter(({ to }) => to === 'ann@example.com')
        return told.map(({ subject, text }) => `${subject} ${text}`.replaceAll(requestId, 'ID'))
      }),
    )
    expect(seen[0]).toHaveLength(2)
    expect(seen[0]).toEqual(seen[1])
    expect(seen.join()).not.toContain('Bright Smile')
    expect(seen.join()).toContain('could not find out')
    expect(JSON.stringify(await mails(namedId))).toContain('Bright Smile')
  })

  test('an end to contact that is said again within a day is the same request, and ends it for what is new in it', async () => {
    const { tenant, ctx } = await aPrivateBusiness()
    const nowMs = Date.now()
    const same = (phone: string) =>
      asked({ types: ['optout_sms'], dedupe: 'one', details: { replyTo: null, phones: [phone] } })
    const first = await openRequest(ctx(nowMs), same(NEW_YORK))
    const again = await openRequest(ctx(nowMs + HOUR_MS), same(CALIFORNIA))
    expect(again).toEqual({ requestId: first.requestId, isNew: false, status: 'completed' })
    const to = { to: CALIFORNIA, channel: 'sms', purpose: 'service' }
    expect((await ask(tenant.key, '/contact_decisions', { body: to })).json).toMatchObject({ code: 'suppressed' })
    expect(await openRequest(ctx(nowMs + 26 * HOUR_MS), same(NEW_YORK))).toMatchObject({ isNew: true })
  })
})

describe('what goes wrong', () => {
  test('what nobody got is not given, and nothing is deleted before it is', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const request = asked({ personId, types: ['access', 'delete'], identityLevel: 'L3', receivedAtMs: nowMs })
    const { requestId, status } = await openRequest(ctx(nowMs), request)
    expect(status).toBe('working')
    const deliver = async () => {
      const deps = { ...sweepDeps(nowMs + 1), publicUrl: 'https://gateway.test' }
      for (let run = 0; run < 3; run += 1) await sweepExports(deps, inRegion(env, 'global'))
    }
    await deliver()
    // The only other way to her is the address that the link goes to.
    for (const minutes of [11, 22, 33]) await sweep(nowMs + minutes * 60_000)
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ status: 'with_business', done: [], erasureId: null })
    expect(await count('exports WHERE request_id = ?', requestId)).toBe(1)
    await env.DB.prepare('UPDATE exports SET fetched_at_ms = 1').run()
    await raiseIdentity(ctx(nowMs + HOUR_MS), requestId, 'L4')
    await env.DB.prepare('UPDATE privacy_requests SET next_look_at_ms = 1').run()
    for (const minutes of [70, 81]) await sweep(nowMs + minutes * 60_000)
    expect(await findRequest(ctx(0), requestId)).toMatchObject({ status: 'waiting', done: ['access'] })
  })

  test('what was lost between two steps is gone on with, and nothing is done twice', async () => {
    const { tenant, ctx, sweep } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const request = asked({ personId, types: ['delete', 'optout_all'], receivedAtMs: nowMs })
    const { requestId } = await openRequest(ctx(nowMs), request)
    // As it is when the process ends after the code was taken, and before anything came of it.
    await env.DB.prepare(
      "UPDATE privacy_requests SET identity_level = 'L3', done = '[]', next_look_at_ms = ? WHERE id = ?",
    )
      .bind(nowMs, requestId)
      .run()
    await Promise.all([sweep(nowMs + 1), raiseIdentity(ctx(nowMs + 1), requestId, 'L3')])
    const row = await findRequest(ctx(nowMs), requestId)
    expect(row).toMatchObject({ status: 'waiting', done: ['optout_all'] })
    expect(await count('erasures')).toBe(1)
    expect(await count("outgoing_mails WHERE once_key LIKE '%:deletion:%'")).toBe(1)

    // The business calls it off: it has the request back, and it does not begin again.
    expect(await cancelErasure(ctx(nowMs + 2), row!.erasureId!)).toBe(true)
    await sweep(nowMs + HOUR_MS)
    await sweep(nowMs + 2 * HOUR_MS)
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ status: 'with_business', outcome: 'called_off' })
    // Until it says that it is to be after all.
    await raiseIdentity(ctx(nowMs + 3 * HOUR_MS), requestId, 'L4')
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ status: 'waiting' })
  })

  test('a number that has changed hands deletes nobody: the business decides', async () => {
    const { tenant, ctx } = await aPrivateBusiness()
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const details = { replyTo: 'bo@example.com', name: 'Bo Novak' }
    const { requestId } = await openRequest(ctx(nowMs), asked({ personId, details, receivedAtMs: nowMs }))
    await raiseIdentity(ctx(nowMs), requestId, 'L3')
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ status: 'with_business', identityLevel: 'L3' })
    expect(await count('erasures')).toBe(0)
  })

  test('whoever is gone when they have told who they are is for the business to answer, and nothing fails', async () => {
    const business = await aPrivateBusiness()
    const { tenant, ctx } = business
    const personId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
    const nowMs = Date.now()
    const { requestId } = await openRequest(ctx(nowMs), asked({ personId, receivedAtMs: nowMs }))
    await startChallenge(ctx(nowMs), requestId)
    await env.DB.prepare('DELETE FROM people WHERE id = ?').bind(personId).run()
    const code = await codeMailed(business, requestId)
    expect(await answerChallenge(ctx(nowMs), requestId, code)).toEqual({ ok: true })
    expect(await findRequest(ctx(nowMs), requestId)).toMatchObject({ status: 'with_business', identityLevel: 'L3' })
  })
})
