import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { aTenant, ask, type TestTenant } from '../../test/api-client.ts'
import { oldestOwed, owesAsManyAsItMay } from '../../test/builders/owed-decisions.ts'
import { agreed, aStand, decisionsOf, eventsOf, messageRow, type Stand } from '../../test/builders/outbox-stand.ts'
import { forgetFacts, learnFacts, readyFacts, verdictNow } from '../consent/known-facts.ts'
import { DecisionsPart, OWED_MAX } from '../consent/owed-decisions.ts'
import { contactsToGive } from '../consent/past-contacts.ts'
import { suppress } from '../consent/suppress.ts'
import { consents } from '../records/consents/table.ts'
import type { Estate } from './merged-threads.ts'
import type { WantedMessage } from './wanted-message.ts'
import { takeOver, yieldThread } from './yield-thread.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const LINE = '+12125550100'
/** In New York, where the number of a stand is of. */
const at = (time: string): number => Date.parse(`2026-11-24T${time}:00-05:00`)

const REMINDER: Partial<WantedMessage> = {
  channel: 'sms',
  provider: 'twilio',
  line: LINE,
  author: 'api',
  purpose: 'appointment_reminder',
}

async function aBusinessStand(atMs = at('12:00')): Promise<Stand> {
  return aStand(atMs, true, (await aTenant()).id)
}

async function anAgreedStand(atMs = at('12:00')): Promise<Stand> {
  const stand = await aBusinessStand(atMs)
  await agreed(stand)
  return stand
}

async function queued(stand: Stand, more: Partial<WantedMessage> = {}): Promise<string> {
  const taken = await stand.enqueue({ ...REMINDER, ...more })
  if (!taken.ok) throw new Error(taken.error.code)
  return taken.value.id
}

/** The thread has decided as much as it may while the records were away. Gives the first of it. */
const owesAll = ({ inside, nowMs }: Stand): Promise<string> =>
  inside(async (_, handle) => {
    owesAsManyAsItMay(handle, nowMs)
    return oldestOwed(handle)
  })

const owed = ({ inside }: Stand): Promise<{ readonly first: string; readonly many: number }> =>
  inside(async (_, handle) => {
    const { many } = handle.sql.exec<{ many: number }>('SELECT count(*) AS many FROM owed_decisions').one()
    return { first: oldestOwed(handle), many }
  })

describe('a message that the business begins', () => {
  test('needs an agreement, and without one is refused with the rule, and that is kept', async () => {
    const stand = await aBusinessStand()
    const refused = await stand.enqueue(REMINDER)
    expect(refused).toEqual({
      ok: false,
      error: { code: 'no_consent', ruleIds: ['R-2-text'], nextAllowedAtMs: null },
    })
    const [decision, ...more] = await decisionsOf(stand)
    expect(decision).toMatchObject({
      allowed: 0,
      code: 'no_consent',
      subject_id: null,
      purpose: 'appointment_reminder',
    })
    expect(more).toEqual([])
  })

  test('goes with one, is counted in the moment it starts, and what it stood on is kept', async () => {
    const stand = await aBusinessStand()
    const agreementId = await agreed(stand, 'express')
    const id = await queued(stand)
    expect(await stand.inside(async (_, handle) => contactsToGive(handle))).toEqual([])
    await stand.workFor(MINUTE_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    const [decision, ...more] = await decisionsOf(stand)
    expect(decision).toMatchObject({ allowed: 1, code: null, subject_id: id, agreement_id: agreementId })
    expect(decision!['inputs_hash']).toMatch(/^[0-9a-f]{64}$/)
    expect(more).toEqual([])
    const begun = await stand.inside(async (_, handle) => contactsToGive(handle))
    expect(begun).toEqual([{ subjectId: id, atMs: at('12:00'), channel: 'sms', purpose: 'appointment_reminder' }])
  })

  test('is not sent when its agreement is taken back after it was queued', async () => {
    const stand = await anAgreedStand()
    const id = await queued(stand)
    await stand.ctx().db.delete(consents)
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.got).toEqual([])
    expect(await messageRow(id)).toMatchObject({ status: 'blocked', error_code: 'no_consent' })
  })

  test('tried again because the platform asked for that is one contact, and not held back by itself', async () => {
    const stand = await anAgreedStand()
    const id = await queued(stand, { purpose: 'refill' })
    stand.platform.answers({ how: 'refused', error: { code: '20429', action: 'retry', retryAfterMs: MINUTE_MS } })
    await stand.workFor(10 * MINUTE_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    expect(stand.platform.got).toHaveLength(2)
    expect(await stand.enqueue({ ...REMINDER, purpose: 'refill' })).toMatchObject({
      ok: false,
      error: { code: 'frequency_cap', ruleIds: ['R-4-day'], nextAllowedAtMs: at('12:00') + 24 * HOUR_MS },
    })
  })

  test('that a carrier blocked by one number is not tried by another', async () => {
    const stand = await anAgreedStand()
    const id = await queued(stand)
    stand.platform.answers({ how: 'refused', error: { code: '21610', action: 'suppress', suppress: 'all' } })
    await stand.workFor(MINUTE_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'blocked', error_code: '21610' })
    for (const purpose of ['service', 'appointment_reminder'] as const)
      expect(await stand.enqueue({ ...REMINDER, purpose, line: '+12125550101' })).toMatchObject({
        ok: false,
        error: { code: 'suppressed', ruleIds: ['R-8'] },
      })
    expect(stand.platform.got).toHaveLength(1)
  })
})

test('while no decision more can be kept nothing begins, and none that was made is lost', async () => {
  const stand = await anAgreedStand()
  const id = await queued(stand)
  const first = await owesAll(stand)
  expect(await stand.enqueue(REMINDER)).toEqual({ ok: false, error: { code: 'not_kept', ruleIds: [] } })
  await stand.work()
  expect(stand.platform.got).toEqual([])
  expect(await owed(stand)).toEqual({ first, many: OWED_MAX })
  // The records take some of them again.
  await stand.inside((_, handle) => new DecisionsPart(handle).work(stand.nowMs))
  await stand.workFor(2 * MINUTE_MS)
  expect(stand.platform.got.map(({ messageId }) => messageId)).toEqual([id])
  expect((await stand.enqueue(REMINDER)).ok).toBe(true)
})

test('what was decided of somebody is on record before they are erased', async () => {
  const stand = await aBusinessStand()
  await stand.enqueue(REMINDER)
  await env.THREADS.getByName(stand.pins.personId).close()
  const sql = 'SELECT code FROM contact_decisions WHERE person_id = ?'
  const { results } = await env.DB.prepare(sql).bind(stand.pins.personId).all()
  expect(results).toEqual([{ code: 'no_consent' }])
})

describe('at an hour that is not lawful', () => {
  const morning = Date.parse('2026-11-25T08:00:00-05:00')

  test('it is refused, with when it may be asked again', async () => {
    const stand = await anAgreedStand(at('21:00'))
    expect(await stand.enqueue(REMINDER)).toEqual({
      ok: false,
      error: { code: 'quiet_hours', ruleIds: ['R-7'], nextAllowedAtMs: morning },
    })
    stand.nowMs = at('20:59')
    expect(await stand.enqueue(REMINDER)).toMatchObject({ ok: true })
  })

  test('it waits where that is asked for, and holds up no answer meanwhile', async () => {
    const stand = await anAgreedStand(at('21:00'))
    const id = await queued(stand, { whenClosed: 'wait' })
    await queued(stand, { purpose: 'service', author: 'agent', content: { type: 'text', text: 'We open at nine.' } })
    await stand.workFor(10 * HOUR_MS)
    expect(stand.platform.texts()).toEqual(['We open at nine.'])
    expect(await messageRow(id)).toMatchObject({ status: 'queued' })
    await stand.workFor(2 * HOUR_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    expect((await decisionsOf(stand)).map(({ allowed, code, subject_id: of }) => [allowed, code, of])).toEqual([
      [0, 'quiet_hours', id],
      [1, null, id],
    ])
  })

  test('what was meant for 20:55 and comes at 21:05 is put off to the morning, once', async () => {
    const stand = await anAgreedStand(at('20:55'))
    const [waits, fails] = [await queued(stand, { whenClosed: 'wait' }), await queued(stand)]
    stand.nowMs = at('21:05')
    await stand.work()
    await stand.work()
    expect(stand.platform.got).toEqual([])
    expect(await messageRow(waits)).toMatchObject({ status: 'queued', error_code: 'quiet_hours' })
    expect(await messageRow(fails)).toMatchObject({ status: 'failed', error_code: 'quiet_hours' })
    expect((await eventsOf(stand.pins.tenantId)).map(({ type }) => type)).toEqual(['message.delayed', 'message.failed'])
    await stand.workFor(9 * HOUR_MS)
    expect(stand.platform.got).toEqual([])
    stand.nowMs = morning
    await stand.work()
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(waits)).toMatchObject({ status: 'sent', error_code: null })
  })

  test('what comes too late a second time is not sent', async () => {
    const stand = await anAgreedStand(at('20:55'))
    const id = await queued(stand, { whenClosed: 'wait' })
    for (const day of [0, 1]) {
      stand.nowMs = at('21:05') + day * 24 * HOUR_MS
      await stand.work()
    }
    expect(stand.platform.got).toEqual([])
    expect(await messageRow(id)).toMatchObject({ status: 'failed', error_code: 'quiet_hours' })
  })

  test('a stop that says less than all looks at what waits, and leaves it waiting', async () => {
    const stand = await anAgreedStand(at('21:00'))
    const id = await queued(stand, { whenClosed: 'wait' })
    stand.nowMs = at('22:00')
    await stand.inside(async (outbox) => outbox.stop({ scope: 'marketing', endsBy: 'resume', atMs: stand.nowMs }))
    await stand.work()
    expect(await messageRow(id)).toMatchObject({ status: 'queued' })
    stand.nowMs = morning
    await stand.work()
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
  })

  test('a stop ends what waits', async () => {
    const stand = await anAgreedStand(at('21:00'))
    const id = await queued(stand, { whenClosed: 'wait' })
    await suppress(stand.ctx(), { personId: stand.pins.personId, reason: 'asked', source: 'api' })
    await stand.inside(async (outbox) => outbox.stop({ scope: 'all', endsBy: 'nothing', atMs: stand.nowMs }))
    await stand.workFor(24 * HOUR_MS)
    expect(stand.platform.got).toEqual([])
    expect(await messageRow(id)).toMatchObject({ status: 'blocked', error_code: 'suppressed' })
  })
})

describe('what a thread knows', () => {
  const question = { channel: 'sms', purpose: 'refill', phone: '+12125550142', atMs: at('12:00') } as const

  test('is known at once when it is told, and not forgotten for what was read before', async () => {
    const stand = await anAgreedStand()
    const said = await stand.inside(async (_, handle) => {
      await readyFacts(handle, stand.nowMs, undefined, question)
      const before = verdictNow(handle, question).decision.allowed
      learnFacts(handle, { agreements: [] })
      const after = verdictNow(handle, question).decision.code
      const reading = readyFacts(handle, stand.nowMs, 0)
      learnFacts(handle, { isObjecting: true })
      await reading
      return [before, after, verdictNow(handle, question).decision.code]
    })
    expect(said).toEqual([true, 'no_consent', 'objected'])
  })

  test('is read once more where it was forgotten while it was being read', async () => {
    const stand = await anAgreedStand()
    const said = await stand.inside(async (_, handle) => {
      const reading = readyFacts(handle, stand.nowMs, 0, question)
      learnFacts(handle, { isObjecting: true })
      forgetFacts(handle)
      await reading
      return verdictNow(handle, question).decision.code
    })
    // As the records have it, whatever was told before.
    expect(said).toBeNull()
  })

  test('of contacts goes along where two turn out to be one', async () => {
    const one = await anAgreedStand()
    const other = await anAgreedStand()
    await queued(other, { purpose: 'refill' })
    await other.workFor(MINUTE_MS)
    const given: Estate[] = []
    await other.inside((_, handle) =>
      yieldThread(handle, one.pins, async (estate) => {
        given.push(estate)
        return []
      }),
    )
    const alsoId = other.pins.personId
    // Handed over twice, as when the first time was lost: it is one contact still.
    for (const estate of [...given, ...given])
      await one.inside((_, handle) => takeOver(handle, one.pins, { estate, alsoId }))
    expect(await one.inside(async (_, handle) => contactsToGive(handle))).toHaveLength(1)
    expect(await one.enqueue({ ...REMINDER, purpose: 'refill' })).toMatchObject({
      ok: false,
      error: { code: 'frequency_cap' },
    })
  })
})

describe('over the API', () => {
  const body = { to: '+12125550142', channel: 'sms', text: 'Your visit is tomorrow at ten.' }
  const aLine = (tenant: TestTenant) => ask(tenant.testKey, '/numbers', { body: { phone_number: LINE } })

  test('a purpose by another name is that purpose, and one that there is not is told by the ones there are', async () => {
    const tenant = await aTenant()
    await aLine(tenant)
    const reminder = { ...body, purpose: 'reminder', when_closed: 'wait' }
    expect(await ask(tenant.testKey, '/messages', { body: reminder })).toMatchObject({
      status: 403,
      json: { code: 'no_consent', rule_ids: ['R-2-text'] },
    })
    const { status, json } = await ask(tenant.testKey, '/messages', { body: { ...body, purpose: 'spam' } })
    expect(status).toBe(422)
    expect(json.errors).toEqual([
      { pointer: '/purpose', code: 'unknown_value', detail: expect.stringContaining('appointment_reminder') },
    ])
  })
})
