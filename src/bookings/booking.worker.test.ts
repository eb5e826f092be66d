import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  aCaller,
  aClinic,
  aCtx,
  aDocument,
  aResource,
  aServiceRow,
  later,
  newYork,
  orderOf,
  slotsOn,
} from '../../test/booking-builders.ts'
import { callDesk } from './call-desk.ts'
import type { DeskSlot } from './desk.ts'
import { HOLD_MS } from './holds.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const TUESDAY = '2026-11-24'
const rows = async (table: 'bookings' | 'taken_cells' | 'events' | 'counters') =>
  (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results as Record<string, unknown>[]
const eventTypes = async () => (await rows('events')).map(({ type }) => type)
const at = (slot: DeskSlot, local: string): DeskSlot => {
  const startsAtMs = newYork(local)
  return { ...slot, startsAtMs, endsAtMs: startsAtMs + slot.endsAtMs - slot.startsAtMs }
}

describe('two want one slot', () => {
  test('of twenty callers who want one slot, exactly one gets it, and the others are offered another', async () => {
    const { ctx } = await aClinic()
    const callers = Array.from({ length: 20 }, () => aCaller(ctx))
    const [slot] = await slotsOn(callers[0]!, TUESDAY)
    const answers = await Promise.all(callers.map((desk, nth) => desk.book(orderOf(slot!, `race:${nth}`))))

    const won = answers.filter(({ ok }) => ok)
    expect(won).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('slot_taken')
    expect(await rows('bookings')).toHaveLength(1)
    expect(await rows('taken_cells')).toHaveLength(6)
    expect(await eventTypes()).toEqual(['booking.confirmed'])
    const [other] = await slotsOn(callers[1]!, TUESDAY)
    expect(other!.startsAtMs).toBeGreaterThanOrEqual(slot!.endsAtMs)
  })

  test('of twenty callers who would hold one slot, one holds it, and it is offered to nobody else', async () => {
    const { ctx } = await aClinic()
    const callers = Array.from({ length: 20 }, () => aCaller(ctx))
    const [slot] = await slotsOn(callers[0]!, TUESDAY)
    const answers = await Promise.all(callers.map((desk) => desk.hold(slot!)))
    const winner = answers.findIndex(({ ok }) => ok)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)

    for (const [nth, desk] of callers.entries()) {
      const [first] = await slotsOn(desk, TUESDAY)
      expect(first!.startsAtMs === slot!.startsAtMs).toBe(nth === winner)
    }
    const loser = callers[(winner + 1) % callers.length]!
    expect(await loser.book(orderOf(slot!, 'loser'))).toEqual({ ok: false, error: { code: 'slot_taken' } })
    expect((await callers[winner]!.book(orderOf(slot!, 'winner'))).ok).toBe(true)
  })

  test('a long service and a short one do not overlap, buffers included', async () => {
    const { ctx, resourceIds } = await aClinic(['Dr. Patel'], { bufferAfterMinutes: 10 })
    await aServiceRow(ctx, resourceIds, { slug: 'filling', name: 'Filling', minutes: 60, bufferBeforeMinutes: 10 })
    const document = aDocument(['cleaning', 'filling'])
    const [ann, bob] = [aCaller(ctx, document), aCaller(ctx, document)]
    const [slot] = await slotsOn(ann, TUESDAY)
    expect((await ann.book(orderOf(at(slot!, `${TUESDAY}T10:00`), 'ann'))).ok).toBe(true)
    const filling = { ...at(slot!, `${TUESDAY}T10:45`), serviceSlug: 'filling' }
    expect(await bob.book(orderOf(filling, 'bob'))).toEqual({ ok: false, error: { code: 'slot_taken' } })
    const after = { ...at(slot!, `${TUESDAY}T10:50`), serviceSlug: 'filling' }
    expect((await bob.book(orderOf(after, 'bob'))).ok).toBe(true)
  })

  test('should the diary be passed by, the cells in the database still let nobody in', async () => {
    const { ctx, resourceIds } = await aClinic()
    const desk = aCaller(ctx)
    const [slot] = await slotsOn(desk, TUESDAY)
    await env.DB.prepare('INSERT INTO taken_cells (resource_id, cell, booking_id) VALUES (?, ?, ?)')
      .bind(resourceIds[0], slot!.startsAtMs / 300_000 + 2, 'bkg_of_somebody_else')
      .run()

    expect(await desk.book(orderOf(slot!, 'once'))).toEqual({ ok: false, error: { code: 'slot_taken' } })
    // The whole batch is gone with it: no booking, no event, no count, and no cell but the one that was there.
    expect(await rows('bookings')).toEqual([])
    expect(await rows('events')).toEqual([])
    expect(await rows('counters')).toEqual([])
    expect(await rows('taken_cells')).toHaveLength(1)
  })

  test('requests occupy their time as bookings do', async () => {
    const { ctx } = await aClinic(['Dr. Patel'], { mode: 'request' })
    const [ann, bob] = [aCaller(ctx), aCaller(ctx)]
    const [slot] = await slotsOn(ann, TUESDAY)
    expect(await ann.book(orderOf(slot!, 'ann'))).toMatchObject({ ok: true, value: { status: 'requested' } })
    expect(await bob.book(orderOf(slot!, 'bob'))).toMatchObject({ ok: false })
    expect(await eventTypes()).toEqual(['booking.requested'])
  })
})

describe('once', () => {
  test('the same intent again is the same booking, as its row says', async () => {
    const { ctx } = await aClinic()
    const desk = aCaller(ctx)
    const [slot] = await slotsOn(desk, TUESDAY)
    const [first, second] = await Promise.all([
      desk.book(orderOf(slot!, 'intent')),
      desk.book(orderOf(slot!, 'intent')),
    ])
    const third = await desk.book(orderOf(slot!, 'intent'))
    expect(first).toMatchObject({
      ok: true,
      value: { status: 'confirmed', serviceName: 'Cleaning', startsAtMs: slot!.startsAtMs },
    })
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(await rows('bookings')).toHaveLength(1)
    expect(await eventTypes()).toEqual(['booking.confirmed'])
    expect(await rows('counters')).toMatchObject([{ name: 'bookings.confirmed', value: 1 }])
  })

  test('an intent belongs to its business: another may have one of the same name', async () => {
    const [here, there] = [await aClinic(), await aClinic()]
    for (const { ctx } of [here, there]) {
      const desk = aCaller(ctx)
      const [slot] = await slotsOn(desk, TUESDAY)
      expect((await desk.book(orderOf(slot!, 'intent'))).ok).toBe(true)
    }
    expect(await rows('bookings')).toHaveLength(2)
  })

  test('a booking tells its event no name and no number, and keeps them sealed', async () => {
    const { ctx } = await aClinic()
    const desk = aCaller(ctx)
    const [slot] = await slotsOn(desk, TUESDAY)
    await desk.book(orderOf(slot!, 'intent', 'Zebulon Quick'))
    const stored = JSON.stringify([await rows('bookings'), await rows('events')])
    expect(stored).not.toContain('Zebulon')
    expect(stored).not.toContain('5550142')
    const [row] = await rows('bookings')
    expect(row!['sealed_details']).toMatch(/^v1\./)
  })
})

describe('holds', () => {
  test('a hold ends by itself, and holding again prolongs it', async () => {
    const { ctx } = await aClinic()
    const [ann, bob] = [aCaller(ctx), aCaller(ctx)]
    const [slot] = await slotsOn(ann, TUESDAY)
    expect((await ann.hold(slot!)).ok).toBe(true)
    const document = aDocument()
    const asAnn = (byMs: number) =>
      callDesk(later(ctx, byMs), { callId: ann.callId, personId: ann.personId, keySubject: ann.personId }, document)
    const asBob = (byMs: number) =>
      callDesk(later(ctx, byMs), { callId: bob.callId, personId: bob.personId, keySubject: bob.personId }, document)

    expect((await asAnn(HOLD_MS - 1).hold(slot!)).ok).toBe(true)
    expect(await asBob(HOLD_MS + 1).hold(slot!)).toEqual({ ok: false, error: { code: 'slot_taken' } })
    expect((await asBob(2 * HOLD_MS).hold(slot!)).ok).toBe(true)
    expect(await asAnn(2 * HOLD_MS).book(orderOf(slot!, 'late'))).toEqual({ ok: false, error: { code: 'slot_taken' } })
  })

  test('a caller keeps one slot at a time, on whichever resource, and none after the call', async () => {
    const { ctx } = await aClinic(['Dr. Patel', 'Dr. Kim'])
    const [ann, bob] = [aCaller(ctx), aCaller(ctx)]
    const [patel] = await slotsOn(ann, TUESDAY, { resourceName: 'Patel' })
    const [kim] = await slotsOn(ann, TUESDAY, { resourceName: 'doctor kim' })
    expect(kim!.resourceId).not.toBe(patel!.resourceId)
    expect((await ann.hold(patel!)).ok).toBe(true)
    expect((await ann.hold(kim!)).ok).toBe(true)
    expect((await bob.hold(patel!)).ok).toBe(true)
    expect((await bob.hold(kim!)).ok).toBe(false)
    await ann.release()
    expect((await bob.hold(kim!)).ok).toBe(true)
  })

  test('a slot that was held in time is booked though its notice has run out meanwhile', async () => {
    const { ctx } = await aClinic(['Dr. Patel'], { noticeMinutes: 240 })
    const ann = aCaller(ctx)
    const [slot] = await slotsOn(ann, '2026-11-23')
    expect(slot!.startsAtMs).toBe(newYork('2026-11-23T10:15'))
    const early = at(slot!, '2026-11-23T10:00')
    expect((await ann.hold(early)).ok).toBe(true)
    const caller = { callId: ann.callId, personId: ann.personId, keySubject: ann.personId }
    const aMinuteLater = callDesk(later(ctx, 60_000), caller, aDocument())
    expect((await aMinuteLater.book(orderOf(early, 'held'))).ok).toBe(true)
    const bob = aCaller(later(ctx, 60_000))
    expect(await bob.book(orderOf(early, 'not held'))).toEqual({ ok: false, error: { code: 'too_soon' } })
  })
})

describe('who serves', () => {
  test('work is spread: the one with less of it that day is offered first', async () => {
    const { ctx } = await aClinic(['Dr. Patel', 'Dr. Kim'])
    const served: string[] = []
    for (let nth = 0; nth < 6; nth += 1) {
      const desk = aCaller(ctx)
      const [slot] = await slotsOn(desk, TUESDAY)
      served.push(slot!.resourceName)
      expect((await desk.book(orderOf(slot!, `spread:${nth}`))).ok).toBe(true)
    }
    expect(served.filter((name) => name === 'Dr. Kim')).toHaveLength(3)
  })

  test('somebody who is asked for by name and is not there is said not to be there', async () => {
    const { ctx } = await aClinic(['Dr. Patel'])
    const found = await aCaller(ctx).findSlots({
      serviceSlug: 'cleaning',
      windows: null,
      resourceName: 'Dr. Who',
      count: 2,
      spreadHours: 0,
    })
    expect(found).toEqual({ ok: false, error: { code: 'unknown_resource' } })
  })

  test('a service that is unknown, off, put away, or not in the agent’s document cannot be booked', async () => {
    const { ctx, resourceIds } = await aClinic()
    await aServiceRow(ctx, resourceIds, { slug: 'off', mode: 'off' })
    await aServiceRow(ctx, resourceIds, { slug: 'gone', status: 'archived' })
    await aServiceRow(ctx, resourceIds, { slug: 'elsewhere' })
    const desk = aCaller(ctx, aDocument(['cleaning', 'off', 'gone']))
    for (const serviceSlug of ['off', 'gone', 'elsewhere', 'nothing']) {
      const found = await desk.findSlots({ serviceSlug, windows: null, resourceName: null, count: 1, spreadHours: 0 })
      expect(found).toEqual({ ok: false, error: { code: 'unknown_service' } })
    }
  })
})

test('busy times that cannot be read offer nothing and book nothing', async () => {
  const { ctx } = await aClinic()
  const desk = aCaller(ctx)
  const [slot] = await slotsOn(desk, TUESDAY)
  await env.DB.prepare('ALTER TABLE bookings RENAME TO bookings_away').run()
  try {
    expect(await desk.book(orderOf(slot!, 'blind'))).toEqual({ ok: false, error: { code: 'unavailable' } })
    expect(await desk.hold(slot!)).toEqual({ ok: false, error: { code: 'unavailable' } })
    const found = await desk.findSlots({
      serviceSlug: 'cleaning',
      windows: null,
      resourceName: null,
      count: 1,
      spreadHours: 0,
    })
    expect(found).toEqual({ ok: false, error: { code: 'unavailable' } })
    expect(await desk.upcoming()).toEqual({ ok: false, error: { code: 'unavailable' } })
  } finally {
    await env.DB.prepare('ALTER TABLE bookings_away RENAME TO bookings').run()
  }
})

test('a business pinned to the EU has its bookings there and nowhere else', async () => {
  const { ctx } = await aClinic(['Dr. Patel'], {}, { region: 'eu' })
  const desk = aCaller(ctx)
  const [slot] = await slotsOn(desk, TUESDAY)
  expect((await desk.book(orderOf(slot!, 'eu'))).ok).toBe(true)
  expect(await rows('bookings')).toEqual([])
  expect(await env.DB_EU.prepare('SELECT count(*) AS n FROM bookings').first()).toEqual({ n: 1 })
})

test('a slot of another business’s resource cannot be booked', async () => {
  const [here, there] = [await aClinic(), await aClinic()]
  const [slot] = await slotsOn(aCaller(there.ctx), TUESDAY)
  expect(await aCaller(here.ctx).book(orderOf(slot!, 'foreign'))).toEqual({
    ok: false,
    error: { code: 'unknown_resource' },
  })
  expect(await aCaller(aCtx()).hold(slot!)).toEqual({ ok: false, error: { code: 'unknown_service' } })
  expect(await aResource(here.ctx)).toMatch(/^res_/)
})
