import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { asked } from '../../test/builders/privacy.ts'
import { aRow, aWritingPerson } from '../../test/written-thread.ts'
import { tokenOf } from '../people/known-as.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { findRequest } from './change-request.ts'
import { openRequest } from './open-request.ts'
import type { RequestDetails, RequestType } from './request.ts'
import { withdrawRequest } from './withdraw-request.ts'

const POLL = { timeout: 90_000, interval: 50 }

test('a deletion that cannot be stopped now stands in the way of no opt-out, and is stopped when it can be', async () => {
  const { token, reply, write, begin, stands } = await aToldPerson()
  const requestId = await begin()
  expect((await reply(2)).text).toContain('KEEP')
  await env.DB.exec("CREATE TRIGGER away BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'away'); END")
  await write('STOP')
  const suppressed = () => aRow('SELECT reason FROM suppressions WHERE identity_token = ?', token)
  expect(await vi.waitUntil(suppressed, POLL)).toEqual({ reason: 'stop_keyword' })
  expect(await stands(requestId)).toMatchObject({ status: 'waiting' })
  await env.DB.exec('DROP TRIGGER away')
  await vi.waitUntil(async () => (await stands(requestId)).status === 'with_business', { ...POLL, timeout: 90_000 })
})

test('an answer from the phone that proved the request stops it, and one that is not clear has somebody look first', async () => {
  const { reply, write, begin, stands, personId, provenByText } = await aToldPerson()
  const first = await begin()
  await provenByText(first)
  expect((await reply(2)).text).toMatch(/asked us to delete .* answer this message before then: KEEP$/)
  await write('That was not me!')
  expect((await reply(3)).text).toMatch(/Nothing is deleted: what we keep about you stays/)
  expect(await stands(first)).toMatchObject({ status: 'withdrawn' })

  const second = await begin()
  await provenByText(second)
  expect((await reply(4)).text).toContain('KEEP')
  await write('Who is this?')
  expect((await reply(5)).text).toContain('Nothing is deleted for now')
  expect(await stands(second)).toEqual({ status: 'with_business', outcome: 'called_off', erasureId: null })
  const task = await aRow('SELECT kind, priority, status FROM tasks WHERE person_id = ?', personId)
  expect(task).toEqual({ kind: 'message', priority: 'high', status: 'open' })
  const erasures = await env.DB.prepare('SELECT DISTINCT status FROM erasures').all()
  expect(erasures.results).toEqual([{ status: 'cancelled' }])

  // Told that somebody looks first, they say what they meant.
  await write('keep it')
  expect((await reply(6)).text).toMatch(/Nothing is deleted: what we keep/)
  expect(await stands(second)).toMatchObject({ status: 'withdrawn' })
})

test('a phone alone does not end what was proven by mail: it is called off, and the business is asked', async () => {
  const { reply, write, begin, stands, personId } = await aToldPerson()
  const requestId = await begin()
  expect((await reply(2)).text).toContain('KEEP')
  await write('KEEP')
  expect((await reply(3)).text).toContain('Nothing is deleted for now')
  expect(await stands(requestId)).toEqual({ status: 'with_business', outcome: 'called_off', erasureId: null })
  expect(await aRow('SELECT kind FROM tasks WHERE person_id = ?', personId)).toEqual({ kind: 'message' })
})

test('what was asked for beside the deletion is not taken back by an answer about the deletion', async () => {
  const { write, reply, begin, stands, provenByText, personId } = await aToldPerson()
  const requestId = await begin({ types: ['delete', 'correct'], corrections: { phone: '+12125550177' } })
  await provenByText(requestId)
  expect((await reply(2)).text).toContain('KEEP')
  await write('KEEP')
  expect((await reply(3)).text).toContain('Nothing is deleted for now')
  expect(await stands(requestId)).toEqual({ status: 'with_business', outcome: 'called_off', erasureId: null })
  expect(await aRow('SELECT kind FROM tasks WHERE person_id = ?', personId)).toEqual({ kind: 'message' })
})

test('what was taken back in time is heeded however late that is read, and what was not is not', async () => {
  const { begin, stands, later } = await aToldPerson()
  const [inTime, late] = [await begin(), await begin()]
  const [now, anHour, aDay] = [Date.now(), 3_600_000, 25 * 3_600_000]
  const isAboutThem = true
  expect(await withdrawRequest(later(aDay), late, { askedAtMs: now + aDay, isAboutThem })).toBe(false)
  expect(await stands(late)).toMatchObject({ status: 'waiting' })
  expect(await withdrawRequest(later(aDay), inTime, { askedAtMs: now + anHour, isAboutThem })).toBe(true)
  expect(await stands(inTime)).toMatchObject({ status: 'withdrawn' })
})

test('an answer that was broken off after the deletion was called off still has somebody asked', async () => {
  const { reply, write, begin, stands, personId } = await aToldPerson()
  const requestId = await begin()
  expect((await reply(2)).text).toContain('KEEP')
  await env.DB.exec("CREATE TRIGGER away BEFORE UPDATE ON privacy_requests BEGIN SELECT RAISE(ABORT, 'away'); END")
  await write('Who is this?')
  const called = () => aRow("SELECT id FROM erasures WHERE status = 'cancelled'")
  await vi.waitUntil(called, POLL)
  expect(await stands(requestId)).toMatchObject({ status: 'waiting' })
  await env.DB.exec('DROP TRIGGER away')
  expect((await reply(3)).text).toContain('Nothing is deleted for now')
  expect(await stands(requestId)).toEqual({ status: 'with_business', outcome: 'called_off', erasureId: null })
  expect(await aRow('SELECT kind FROM tasks WHERE person_id = ?', personId)).toEqual({ kind: 'message' })
})

interface Begun extends Pick<RequestDetails, 'corrections'> {
  readonly types?: readonly RequestType[]
}

/** Somebody who has written, and can be told of a deletion that was asked for in their name. */
async function aToldPerson() {
  const { ctx: made, writer, write, reply } = await aWritingPerson()
  await write('hello')
  await reply(1)
  const token = await tokenOf(made, 'phone', `+${writer.wa_id}`)
  const personId = (await vi.waitUntil(() => made.objects.identity(token).person(), POLL)) ?? ''
  const ctx = () => ({ ...made, nowMs: Date.now() })
  return {
    personId,
    token,
    write,
    reply,
    later: (ms: number) => ({ ...made, nowMs: Date.now() + ms }),
    async begin({ types, ...more }: Begun = {}): Promise<string> {
      const details = { replyTo: 'pat@example.org', ...more }
      const request = asked({
        personId,
        identityLevel: 'L3',
        details,
        receivedAtMs: Date.now(),
        ...(types && { types }),
      })
      const { requestId, status } = await openRequest(ctx(), request)
      expect(status).toBe('waiting')
      return requestId
    },
    async stands(requestId: string) {
      const { status, outcome, erasureId } = (await findRequest(ctx(), requestId))!
      return { status, outcome, erasureId }
    },
    /** As it is when a code was texted to them, and they told it. */
    async provenByText(requestId: string): Promise<void> {
      const nowMs = Date.now()
      const code = { id: `chl_${requestId}`, tenantId: made.tenantId, requestId, channel: 'sms' as const, codeMac: 'x' }
      await made.db
        .insert(requestChallenges)
        .values({ ...code, sentAtMs: nowMs, usedAtMs: nowMs, endsAtMs: nowMs, createdAtMs: nowMs })
    },
  }
}
