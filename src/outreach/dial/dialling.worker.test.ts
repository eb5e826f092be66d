import { env } from 'cloudflare:workers'
import { describe, expect, inject, test, vi } from 'vitest'
import { aDialStand, CALLED, NOON, sidOf, type DialStand } from '../../../test/builders/dial-stand.ts'
import { eventsOf } from '../../../test/builders/outbox-stand.ts'
import { owesAsManyAsItMay } from '../../../test/builders/owed-decisions.ts'
import { DecisionsPart } from '../../consent/owed-decisions.ts'
import { addStop, forGood } from '../../messages/stops.ts'
import type { Placed } from '../../providers/telephony/contract.ts'
import * as rows from './dial-rows.ts'
import { newDial } from './dial-state.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

async function dialled(stand: DialStand, more: Parameters<DialStand['dial']>[0] = {}): Promise<string> {
  const dialled = await stand.dial(more)
  if (!dialled.ok) throw new Error(JSON.stringify(dialled.error))
  return dialled.value.id
}

/** All of them where tests may take minutes. */
const [RACES, timeout] = inject('isLong') ? [1_000, 600_000] : [400, 240_000]
const AT_A_TIME = 10

const soon = (msMax: number): Promise<void> => scheduler.wait(Math.floor(Math.random() * msMax))

/** A zone in which it is about noon now, whenever this runs. */
function zoneAtNoon(nowMs: number): string {
  const east = 12 - new Date(nowMs).getUTCHours()
  return east === 0 ? 'Etc/UTC' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}

/** Races of a stop with a call that is due, in one thread: how many calls were begun, and how many after the stop was there. */
async function racesOf(
  stand: DialStand,
  races: number,
): Promise<{ readonly late: number; readonly made: number; readonly notOver: number }> {
  const id = await dialled(stand)
  let [late, made, notOver] = [0, 0, 0]
  await stand.inside(async (dialling, handle) => {
    const sql = rows.dialsOf(handle)
    const { plan: known, sealed } = rows.dialById(sql, id)!
    // The object of that first call has nothing to do with the races: it would wake the thread's own clock.
    const plan = { ...known, objectName: `${known.objectName}_raced` }
    for (let nth = 0; nth < races; nth += 1) {
      sql.exec('DELETE FROM dials')
      sql.exec('DELETE FROM contacts')
      handle.storage.kv.delete('stops')
      const state = newDial(stand.nowMs, stand.nowMs)
      rows.addDial(sql, { id, key: null, sealed: sealed ?? '', plan, state, createdAtMs: stand.nowMs })
      rows.markPrepared(sql, id)
      let isStopped = false
      stand.carrier.answers(async () => {
        if (isStopped) late += 1
        made += 1
        await soon(3)
        return { how: 'accepted', carrierCallId: `CA${crypto.randomUUID().replaceAll('-', '')}` }
      })
      const stopping = async (): Promise<void> => {
        await soon(12)
        addStop(handle.storage, forGood(stand.nowMs))
        dialling.stopped(forGood(stand.nowMs))
        await dialling.settled()
        isStopped = true
      }
      await Promise.all([soon(6).then(() => dialling.work(stand.nowMs)), stopping()])
      // Whatever is left to do comes after the stop.
      await dialling.work(stand.nowMs)
      await dialling.work(stand.nowMs)
      stand.carrier.forget()
      const is = rows.dialById(sql, id)?.state
      if (is?.phase !== 'done' && !(is?.phase === 'placed' && is.isUnwanted)) notOver += 1
    }
  })
  return { late, made, notOver }
}

const rowOf = (id: string) =>
  env.DB.prepare('SELECT * FROM calls WHERE id = ?').bind(id).first<Record<string, string | number | null>>()

const decisionsOf = async ({ pins }: DialStand) => {
  const sql = 'SELECT subject_id, allowed, code, rule_ids FROM contact_decisions WHERE tenant_id = ? ORDER BY id'
  return (await env.DB.prepare(sql).bind(pins.tenantId).all<Record<string, string | number | null>>()).results
}

/** What a thread owes the records of its decisions is filed. */
const filed = (stand: DialStand) => stand.inside((_, handle) => new DecisionsPart(handle).work(stand.nowMs + MINUTE_MS))

/** The object of a call writes down what became of it in a moment of its own. */
const settled = (id: string) =>
  vi.waitUntil(
    async () => {
      const row = await rowOf(id)
      return row?.['ended_at_ms'] === null ? null : row
    },
    { timeout: 90_000, interval: 20 },
  )

describe('a call of ours', () => {
  test('is in the records before the carrier is asked, and named by it afterwards', async () => {
    const stand = await aDialStand()
    const id = await dialled(stand)
    expect(stand.carrier.asked).toEqual([])
    expect(await rowOf(id)).toMatchObject({
      direction: 'outbound',
      purpose: 'appointment_reminder',
      status: 'ringing',
      person_id: stand.pins.personId,
      our_number: stand.line.phoneNumber,
      carrier_call_id: id,
    })
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
    expect(stand.carrier.asked[0]).toMatchObject({ to: CALLED, from: stand.line.phoneNumber })
    await vi.waitUntil(async () => (await rowOf(id))?.['carrier_call_id'] === sidOf(1), { timeout: 90_000 })
  })

  test('waits for the hours in which the agent’s document lets it call, and is refused when nobody waits', async () => {
    const stand = await aDialStand()
    const { line } = await stand.wanted()
    // Noon there, and the agent calls from two on.
    const late = { line: { ...line, hours: { from: 14 * 60, to: 20 * 60 } } }
    expect(await stand.dial({ ...late, whenClosed: 'refuse' })).toMatchObject({
      ok: false,
      error: { code: 'quiet_hours', ruleIds: ['agent'], nextAllowedAtMs: NOON + 120 * MINUTE_MS },
    })
    await dialled(stand, { ...late, whenClosed: 'wait' })
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    await stand.workFor(120 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
  })

  test('is made once, however often it is asked for by the same key', async () => {
    const stand = await aDialStand()
    const ids = await Promise.all([dialled(stand, { key: 'k' }), dialled(stand, { key: 'k' })])
    expect(new Set(ids).size).toBe(1)
    await stand.workFor(MINUTE_MS)
    expect(await dialled(stand, { key: 'k' })).toBe(ids[0])
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
  })

  test('is refused by the rules without consent, and that is written down', async () => {
    const stand = await aDialStand(NOON, { agreed: false })
    expect(await stand.dial()).toMatchObject({ ok: false, error: { code: 'no_consent' } })
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
  })

  test('is neither taken nor made while no decision more can be kept, and a stop is taken all the same', async () => {
    const stand = await aDialStand()
    const id = await dialled(stand)
    await stand.inside(async (_, handle) => owesAsManyAsItMay(handle, stand.nowMs))
    expect(await stand.dial()).toMatchObject({ ok: false, error: { code: 'not_kept' } })
    await stand.workFor(MINUTE_MS - 1)
    expect(stand.carrier.asked).toEqual([])
    await stand.inside(async (dialling, handle) => {
      addStop(handle.storage, forGood(stand.nowMs))
      dialling.stopped(forGood(stand.nowMs))
    })
    await filed(stand)
    await stand.workFor(5 * MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    const state = await stand.inside(async (_, handle) => rows.dialById(rows.dialsOf(handle), id)?.state)
    expect(state).toMatchObject({ phase: 'done', notMade: 'refused', code: 'suppressed' })
  })

  test('of a test key reaches no carrier, and ends as if nobody had answered', async () => {
    const stand = await aDialStand(NOON, { livemode: false })
    const id = await dialled(stand)
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    expect(await settled(id)).toMatchObject({ status: 'no_answer', livemode: 0, carrier_call_id: id })
  })

  test('that is taken back before it is made is not made', async () => {
    const stand = await aDialStand()
    const id = await dialled(stand)
    expect(await stand.inside(async (dialling) => dialling.cancel(id))).toBe(true)
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    expect(await settled(id)).toMatchObject({ status: 'canceled' })
    expect(await stand.inside(async (dialling) => dialling.cancel(id))).toBe(false)
  })
})

test('whoever was erased while a call to them waits is not called', async () => {
  const stand = await aDialStand(Date.parse('2026-11-25T03:00:00Z'))
  const id = await dialled(stand, { whenClosed: 'wait' })
  const { objects } = await env.BLOBS.list({ prefix: 'keys/' })
  for (const { key } of objects) if (key.includes(stand.pins.personId)) await env.BLOBS.delete(key)
  await stand.workFor(24 * 60 * MINUTE_MS)
  expect(stand.carrier.asked).toEqual([])
  expect(await stand.inside(async (_, handle) => rows.dialById(rows.dialsOf(handle), id)?.state.code)).toBe('erased')
})

describe('an hour at which nobody may be called', () => {
  const AT_20_55 = Date.parse('2026-11-25T01:55:00Z')

  test('refuses the call with when it may be made, or lets it wait for that', async () => {
    const stand = await aDialStand(AT_20_55 + 10 * MINUTE_MS)
    expect(await stand.dial()).toMatchObject({ ok: false, error: { code: 'quiet_hours' } })
    const id = await dialled(stand, { whenClosed: 'wait' })
    await stand.workFor(60 * MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    await stand.workFor(11 * 60 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({ direction: 'outbound' })
  })

  test('that comes while a call waits for its turn holds it: it is put off once, where that is wanted', async () => {
    const stand = await aDialStand(AT_20_55)
    const id = await dialled(stand, { whenClosed: 'wait' })
    stand.nowMs = AT_20_55 + 10 * MINUTE_MS
    await stand.workFor(60 * MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    expect(await rowOf(id)).toMatchObject({ status: 'ringing' })
    // In the morning it is late again: an hour that is missed once more is not waited for.
    stand.nowMs = Date.parse('2026-11-26T03:00:00Z')
    await stand.workFor(48 * 60 * MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    expect(await settled(id)).toMatchObject({ status: 'failed', end_reason: 'contact_refused' })
  })

  test('ends a call that was not to wait', async () => {
    const stand = await aDialStand(AT_20_55)
    const id = await dialled(stand)
    stand.nowMs = AT_20_55 + 5 * MINUTE_MS
    await stand.workFor(24 * 60 * MINUTE_MS)
    expect(stand.carrier.asked).toEqual([])
    expect(await settled(id)).toMatchObject({ status: 'failed', end_reason: 'contact_refused' })
  })

  test('is told by the clock at the start, forwards or backwards', async () => {
    const stand = await aDialStand(AT_20_55 + 10 * MINUTE_MS)
    await dialled(stand, { whenClosed: 'wait' })
    stand.nowMs = AT_20_55 - 60 * MINUTE_MS
    await stand.work()
    expect(stand.carrier.asked).toEqual([])
    stand.nowMs = Date.parse('2026-11-25T12:59:59Z')
    await stand.work()
    expect(stand.carrier.asked).toEqual([])
    stand.nowMs = Date.parse('2026-11-25T13:00:00Z')
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
  })
})

describe('a carrier that answers 500, or not at all,', () => {
  const nobodyKnows: Placed = { how: 'unknown' }

  test('and has taken the call is found to have it: nobody is rung twice', async () => {
    const stand = await aDialStand()
    stand.carrier.answers(async () => {
      stand.carrier.has.push({ carrierCallId: sidOf(7), createdAtMs: stand.nowMs })
      return nobodyKnows
    })
    const id = await dialled(stand)
    await stand.workFor(10 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
    await vi.waitUntil(async () => (await rowOf(id))?.['carrier_call_id'] === sidOf(7), { timeout: 90_000 })
  })

  test('and lists the call late is asked several times before another is wanted', async () => {
    const stand = await aDialStand()
    stand.carrier.answers(nobodyKnows)
    await dialled(stand)
    await stand.workFor(10 * SECOND_MS)
    expect(stand.carrier.looks).toBe(1)
    stand.carrier.has.push({ carrierCallId: sidOf(7), createdAtMs: NOON })
    await stand.workFor(10 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
  })

  test('and has not taken it is asked once more, and no more than once', async () => {
    const stand = await aDialStand()
    stand.carrier.answers(nobodyKnows, nobodyKnows, nobodyKnows)
    const id = await dialled(stand)
    await stand.workFor(60 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(2)
    expect(await settled(id)).toMatchObject({ status: 'failed', end_reason: 'outcome_unknown' })
  })

  test('and cannot be asked what it has is never asked for another call', async () => {
    const stand = await aDialStand()
    stand.carrier.isThere = false
    stand.carrier.answers(nobodyKnows)
    const id = await dialled(stand)
    await stand.workFor(60 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(1)
    expect(await settled(id)).toMatchObject({ end_reason: 'outcome_unknown' })
  })

  test('takes an old call between the two for no new one', async () => {
    const stand = await aDialStand()
    stand.carrier.has.push({ carrierCallId: sidOf(5), createdAtMs: NOON - 60 * MINUTE_MS })
    stand.carrier.answers(nobodyKnows)
    await dialled(stand)
    await stand.workFor(10 * MINUTE_MS)
    expect(stand.carrier.asked).toHaveLength(2)
  })
})

test('a number that cannot be called is not called again, and one the carrier has no room for is', async () => {
  const stand = await aDialStand()
  const error = { code: '20429', action: 'retry', retryAfterMs: 30 * SECOND_MS } as const
  stand.carrier.answers(
    { how: 'refused', error },
    { how: 'refused', error: { ...error, code: '21211', action: 'number' } },
  )
  const id = await dialled(stand)
  await stand.workFor(29 * SECOND_MS)
  expect(stand.carrier.asked).toHaveLength(1)
  await stand.workFor(60 * MINUTE_MS)
  expect(stand.carrier.asked).toHaveLength(2)
  expect(await settled(id)).toMatchObject({ status: 'failed', end_reason: 'number_invalid' })
  expect((await eventsOf(stand.pins.tenantId)).map(({ type }) => type)).toContain('call.failed')
})

test('what is decided of a call is written down with it: that it was made, or was not', async () => {
  const stand = await aDialStand()
  const id = await dialled(stand)
  await stand.work()
  await filed(stand)
  expect(await decisionsOf(stand)).toMatchObject([{ subject_id: id, allowed: 1, code: null }])
  stand.nowMs += 12 * 60 * MINUTE_MS
  expect(await stand.dial()).toMatchObject({ ok: false, error: { code: 'quiet_hours' } })
  await filed(stand)
  expect(await decisionsOf(stand)).toMatchObject([{ allowed: 1 }, { allowed: 0, code: 'quiet_hours' }])
})

describe('a stop', () => {
  test(`in ${RACES} races with a dial: no call begins after it is there`, { timeout }, async () => {
    const stands: DialStand[] = []
    for (let nth = 0; nth < AT_A_TIME; nth += 1)
      stands.push(await aDialStand(Date.now(), { timeZone: zoneAtNoon(Date.now()) }))
    // What objects load when they need it is loaded by one of them, and not by several at once.
    await dialled(stands[0]!)
    const all = await Promise.all(stands.map((stand) => racesOf(stand, RACES / AT_A_TIME)))
    const sumOf = (name: 'late' | 'made' | 'notOver') => all.reduce((sum, each) => sum + each[name], 0)
    expect(sumOf('late')).toBe(0)
    expect(sumOf('notOver')).toBe(0)
    // Races in which one side always won would have shown nothing.
    expect(sumOf('made')).toBeGreaterThan(RACES / 50)
    expect(sumOf('made')).toBeLessThan(RACES - RACES / 50)
  })

  test('lets go of what rings, and of what is asked for in that moment', async () => {
    const stand = await aDialStand()
    const ringing = await dialled(stand)
    await stand.work()
    await stand.inside(async (dialling) => dialling.stopped(forGood(stand.nowMs)))
    await stand.workFor(MINUTE_MS)
    expect(stand.carrier.cancelled).toEqual([sidOf(1)])
    expect(await rowOf(ringing)).toMatchObject({ direction: 'outbound' })
  })
})
