import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  aCaller,
  aClinic,
  aDocument,
  aServiceRow,
  later,
  newYork,
  orderOf,
  slotsOn,
} from '../../test/booking-builders.ts'
import { cancel } from './cancel.ts'
import { callDesk } from './call-desk.ts'
import { moveBooking } from './commit.ts'
import type { DeskBooking, DeskSlot } from './desk.ts'
import { openDetails } from './details.ts'
import { readBooking } from './read-booking.ts'

const TUESDAY = '2026-11-24'
const WEDNESDAY = '2026-11-25'
const cells = async () => (await env.DB.prepare('SELECT count(*) AS n FROM taken_cells').first<{ n: number }>())!.n
const eventsOf = async (type: string) => {
  const { results } = await env.DB.prepare('SELECT body FROM events WHERE type = ?').bind(type).all<{ body: string }>()
  return results.map(({ body }) => JSON.parse(body).data)
}

async function aBooking(names: readonly string[] = ['Dr. Patel']) {
  const clinic = await aClinic(names)
  const desk = aCaller(clinic.ctx)
  const [slot] = await slotsOn(desk, TUESDAY)
  const booked = await desk.book(orderOf(slot!, 'first'))
  if (!booked.ok) throw new Error(booked.error.code)
  return { ...clinic, desk, booking: booked.value, slot: slot! }
}

const moved = (slot: DeskSlot, local: string): DeskSlot => {
  const startsAtMs = newYork(local)
  return { ...slot, startsAtMs, endsAtMs: startsAtMs + slot.endsAtMs - slot.startsAtMs }
}

describe('moving', () => {
  test('a moved booking keeps its id and gives its old time back', async () => {
    const { desk, booking, slot, ctx } = await aBooking()
    const [target] = await slotsOn(desk, WEDNESDAY)
    const answer = await desk.reschedule(booking.bookingId, target!, 'move')
    expect(answer).toEqual({
      ok: true,
      value: { ...booking, startsAtMs: target!.startsAtMs, endsAtMs: target!.endsAtMs },
    })
    expect(await cells()).toBe(6)
    expect(await readBooking(ctx, booking.bookingId)).toMatchObject({ revision: 2, startsAtMs: target!.startsAtMs })
    const [first] = await slotsOn(aCaller(ctx), TUESDAY)
    expect(first!.startsAtMs).toBe(slot.startsAtMs)
    expect(await eventsOf('booking.rescheduled')).toMatchObject([
      { booking_id: booking.bookingId, previous_starts_at: new Date(slot.startsAtMs).toISOString(), revision: 2 },
    ])
  })

  test('moved twice to one place, it is moved once', async () => {
    const { desk, booking, ctx } = await aBooking()
    const [target] = await slotsOn(desk, WEDNESDAY)
    const answers = await Promise.all([1, 2, 3].map(() => desk.reschedule(booking.bookingId, target!, 'move')))
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { startsAtMs: target!.startsAtMs } })
    expect(await eventsOf('booking.rescheduled')).toHaveLength(1)
    expect(await readBooking(ctx, booking.bookingId)).toMatchObject({ revision: 2 })
  })

  test('a booking does not stand in its own way: half an hour later may overlap the old time', async () => {
    const { ctx, resourceIds } = await aClinic()
    await aServiceRow(ctx, resourceIds, { slug: 'filling', minutes: 60 })
    const desk = aCaller(ctx, aDocument(['filling']))
    const windows = [{ fromMs: newYork(`${TUESDAY}T10:00`), toMs: newYork(`${TUESDAY}T10:01`) }]
    const query = { serviceSlug: 'filling', windows, resourceName: null, count: 1, spreadHours: 0 }
    const [slot] = (await desk.findSlots(query)).ok
      ? await slotsOn(desk, TUESDAY, { serviceSlug: 'filling', windows })
      : []
    const booked = await desk.book(orderOf(slot!, 'first'))
    const { bookingId } = (booked as { value: DeskBooking }).value

    const half = [{ fromMs: newYork(`${TUESDAY}T10:30`), toMs: newYork(`${TUESDAY}T10:31`) }]
    expect(await slotsOn(desk, TUESDAY, { serviceSlug: 'filling', windows: half })).toEqual([])
    const [target] = await slotsOn(desk, TUESDAY, { serviceSlug: 'filling', windows: half, movesBookingId: bookingId })
    expect((await desk.hold(target!)).ok).toBe(true)
    expect((await desk.reschedule(bookingId, target!, 'move')).ok).toBe(true)
    expect(await cells()).toBe(12)
  })

  test('a move to another resource is one transaction: all of it, or the booking stays where it was', async () => {
    const { desk, booking, ctx, resourceIds, slot, service } = await aBooking(['Dr. Patel', 'Dr. Kim'])
    const other = resourceIds.find((id) => id !== booking.resourceId)!
    const target = { ...moved(slot, `${WEDNESDAY}T10:00`), resourceId: other }
    await env.DB.prepare('INSERT INTO taken_cells VALUES (?, ?, ?)')
      .bind(other, target.startsAtMs / 300_000, 'bkg_of_somebody_else')
      .run()
    const before = await readBooking(ctx, booking.bookingId)
    expect(await desk.reschedule(booking.bookingId, target, 'move')).toEqual({
      ok: false,
      error: { code: 'slot_taken' },
    })
    expect(await readBooking(ctx, booking.bookingId)).toEqual(before)
    expect(await cells()).toBe(7)
    expect(await eventsOf('booking.rescheduled')).toEqual([])

    const later = { ...target, ...moved(slot, `${WEDNESDAY}T11:00`), resourceId: other }
    expect(await desk.reschedule(booking.bookingId, later, 'move')).toMatchObject({
      ok: true,
      value: { resourceId: other },
    })
    expect(service.id).toMatch(/^svc_/)
  })

  test('of two changes at once only one is made from what both have read', async () => {
    const { ctx, booking, slot, service, resourceIds } = await aBooking()
    const row = await readBooking(ctx, booking.bookingId)
    const rule = { ...service, agentId: null } as never
    const to = (local: string) => ({
      service: rule,
      resourceId: resourceIds[0]!,
      startsAtMs: moved(slot, local).startsAtMs,
    })
    const answers = await Promise.all([
      moveBooking(ctx, row!, to(`${WEDNESDAY}T10:00`), row!.expiresAtMs),
      moveBooking(ctx, row!, to(`${WEDNESDAY}T14:00`), row!.expiresAtMs),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, error: 'changed' })
    expect(await cells()).toBe(6)
  })

  test('a move and a cancellation at once leave no cell taken without a booking', async () => {
    const { desk, booking, ctx } = await aBooking()
    const [target] = await slotsOn(desk, WEDNESDAY)
    await Promise.all([desk.reschedule(booking.bookingId, target!, 'move'), cancel(ctx, booking.bookingId, 'business')])
    expect(await readBooking(ctx, booking.bookingId)).toMatchObject({ status: 'cancelled' })
    expect(await cells()).toBe(0)
  })

  test('many who move to one place at once: one is there, the others are where they were', async () => {
    const { ctx } = await aClinic()
    const desks = [0, 1, 2, 3, 4].map(() => aCaller(ctx))
    const bookings: DeskBooking[] = []
    for (const [nth, desk] of desks.entries()) {
      const [slot] = await slotsOn(desk, TUESDAY, { spreadHours: 0 })
      const booked = await desk.book(orderOf(slot!, `n${nth}`))
      if (booked.ok) bookings.push(booked.value)
    }
    const [target] = await slotsOn(desks[0]!, WEDNESDAY)
    const answers = await Promise.all(desks.map((desk, nth) => desk.reschedule(bookings[nth]!.bookingId, target!, 'm')))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await cells()).toBe(30)
    const rows = await Promise.all(bookings.map(({ bookingId }) => readBooking(ctx, bookingId)))
    expect(rows.filter((row) => row!.startsAtMs === target!.startsAtMs)).toHaveLength(1)
  })
})

describe('cancelling', () => {
  test('a cancelled booking gives its time back, and is cancelled once', async () => {
    const { desk, booking, ctx, slot } = await aBooking()
    const answers = await Promise.all([1, 2, 3].map(() => desk.cancel(booking.bookingId, 'cancel')))
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: { ...booking, status: 'cancelled' } })
    expect(await cells()).toBe(0)
    expect(await eventsOf('booking.cancelled')).toMatchObject([
      { booking_id: booking.bookingId, cancel_reason: 'caller' },
    ])
    expect((await aCaller(ctx).book(orderOf(slot, 'next'))).ok).toBe(true)
  })

  test('a cancelled booking cannot be moved', async () => {
    const { desk, booking } = await aBooking()
    const [target] = await slotsOn(desk, WEDNESDAY)
    await desk.cancel(booking.bookingId, 'cancel')
    expect(await desk.reschedule(booking.bookingId, target!, 'move')).toEqual({
      ok: false,
      error: { code: 'not_found' },
    })
  })
})

describe('whose it is', () => {
  test('a caller sees, moves and cancels their own bookings, soonest first, and nobody else’s', async () => {
    const { desk, booking, ctx } = await aBooking()
    const [target] = await slotsOn(desk, '2026-11-23')
    const second = await desk.book(orderOf(target!, 'second'))
    expect(await desk.upcoming()).toEqual({ ok: true, value: [(second as { value: DeskBooking }).value, booking] })

    const stranger = aCaller(ctx)
    expect(await stranger.upcoming()).toEqual({ ok: true, value: [] })
    const notTheirs = { ok: false, error: { code: 'not_found' } }
    expect(await stranger.cancel(booking.bookingId, 'x')).toEqual(notTheirs)
    expect(await stranger.reschedule(booking.bookingId, target!, 'x')).toEqual(notTheirs)
    const elsewhere = aCaller((await aClinic()).ctx)
    expect(await elsewhere.cancel(booking.bookingId, 'x')).toEqual(notTheirs)
    const asTest = aCaller({ ...ctx, livemode: false })
    expect(await asTest.cancel(booking.bookingId, 'x')).toEqual(notTheirs)
  })

  test('what is past is not upcoming', async () => {
    const { booking, ctx, desk } = await aBooking()
    const afterwards = callDesk(
      later(ctx, booking.endsAtMs - ctx.nowMs),
      { callId: 'call_another', personId: desk.personId, keySubject: desk.personId },
      aDocument(),
    )
    expect(await afterwards.upcoming()).toEqual({ ok: true, value: [] })
  })

  test('a hidden caller may change what they booked in this very call', async () => {
    const { ctx } = await aClinic()
    const hidden = { callId: 'call_hidden', personId: null, keySubject: 'call_hidden' }
    const desk = callDesk(ctx, hidden, aDocument())
    const [slot] = await slotsOn(desk, TUESDAY)
    const booked = await desk.book(orderOf(slot!, 'hidden', 'Nobody Known'))
    if (!booked.ok) throw new Error(booked.error.code)
    const row = await readBooking(ctx, booked.value.bookingId)
    expect(await openDetails(ctx, row!)).toMatchObject({ name: 'Nobody Known', phone: '+12125550142' })
    expect(await desk.upcoming()).toEqual({ ok: true, value: [] })
    expect((await desk.cancel(booked.value.bookingId, 'cancel')).ok).toBe(true)
  })
})
