import { describe, expect, test } from 'vitest'
import { aCaller, aClinic, aDocument, aServiceRow, MONDAY_MS, newYork } from '../../../test/booking-builders.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import type { BookingDesk } from '../../bookings/desk.ts'
import type { Ctx } from '../../context.ts'
import { book } from './book.ts'
import { cancel } from './cancel.ts'
import { findSlots } from './find-slots.ts'
import { holdSlot } from './hold-slot.ts'
import { myBookings } from './my-bookings.ts'
import { reschedule } from './reschedule.ts'
import { FRESH_TOOL_STATE, type Tool, type ToolOutcome, type ToolRoom, type ToolState } from './tool.ts'

type Value = Record<string, unknown> & { options?: { option: number; say: string; with: string | null }[] }

interface Options {
  readonly document?: AgentDocument
  readonly phone?: string | null
  readonly desk?: BookingDesk
  readonly nowMs?: number
}

/** One caller's conversation with the tools, over the real diary. */
function aConversation(
  ctx: Ctx,
  { document = aDocument(), phone = '+12125550142', desk, nowMs = ctx.nowMs }: Options = {},
) {
  const caller = desk ?? aCaller({ ...ctx, nowMs }, document)
  const room: ToolRoom = {
    document,
    language: 'en-US',
    nowMs,
    timeZone: document.hours.tz,
    desk: caller,
    fileTask: async () => true,
    caller: { phone, name: null },
  }
  let state: ToolState = FRESH_TOOL_STATE
  const conversation = Math.random()
  return {
    room,
    state: () => state,
    async use(tool: Tool, args: Record<string, unknown> = {}): Promise<ToolOutcome & { value: Value }> {
      const intent = tool.intent(args, state)
      const outcome = await tool.run(room, args, state, intent === null ? '' : `${conversation}:${intent}`)
      state = { ...state, ...outcome.state }
      return outcome as ToolOutcome & { value: Value }
    },
  }
}

const says = ({ value }: { value: Value }) => (value.options ?? []).map(({ say }) => say)

describe('finding a time', () => {
  test('the caller’s own words become numbered options, far enough apart', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    const found = await talk.use(findSlots, { service: 'cleaning', when: 'Wednesday afternoon', refine: 'new' })
    expect(found).toMatchObject({ ok: true, value: { fits: true, exact: false, asked: 'Wednesday afternoon' } })
    expect(found.value.options).toEqual([
      { option: 1, say: 'Wednesday, November 25 at 12 PM', with: 'Dr. Patel' },
      { option: 2, say: 'Wednesday, November 25 at 2 PM', with: 'Dr. Patel' },
    ])
  })

  test('nothing said about time is the soonest there is', async () => {
    const { ctx } = await aClinic()
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when: null })
    expect(found.value).toMatchObject({ asked: null, fits: true })
    expect(says(found)).toEqual(['today, Monday November 23, at 9 AM', 'today, Monday November 23, at 11 AM'])
  })

  test('an exact time that is free is said to be, even between two quarters of an hour', async () => {
    const { ctx } = await aClinic()
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when: 'Tuesday at ten past two' })
    expect(found).toMatchObject({ ok: true, value: { exact: true, fits: true } })
    expect(says(found)).toEqual(['tomorrow, Tuesday November 24, at 2:10 PM'])
  })

  test('an exact time that is taken brings the nearest on both sides', async () => {
    const { ctx } = await aClinic()
    const first = aConversation(ctx)
    await first.use(findSlots, { service: 'cleaning', when: 'Tuesday at 2:30' })
    await first.use(book, { option: 1, name: 'Bob Ray' })
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when: 'Tuesday at 2:30' })
    expect(found).toMatchObject({ ok: true, value: { exact: false, fits: false } })
    expect(says(found)).toEqual(['tomorrow, Tuesday November 24, at 2 PM', 'tomorrow, Tuesday November 24, at 3 PM'])
  })

  test('a correction keeps what was not corrected', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday afternoon', refine: 'new' })
    const found = await talk.use(findSlots, { service: 'cleaning', when: 'no, Wednesday', refine: 'refine' })
    expect(says(found)[0]).toBe('Wednesday, November 25 at 12 PM')
    const three = await talk.use(findSlots, { service: 'cleaning', when: 'three', refine: 'refine' })
    expect(three.value.exact).toBe(true)
    expect(says(three)).toEqual(['Wednesday, November 25 at 3 PM'])
  })

  test('earlier, later and another day are relative to what was offered', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Wednesday afternoon', refine: 'new' })
    const earlier = await talk.use(findSlots, { service: 'cleaning', when: null, refine: 'earlier' })
    expect(says(earlier)).toEqual(['Wednesday, November 25 at 9 AM', 'Wednesday, November 25 at 11 AM'])
    const later = await talk.use(findSlots, { service: 'cleaning', when: null, refine: 'later' })
    expect(says(later)[0]).toBe('Wednesday, November 25 at 11:15 AM')
    const other = await talk.use(findSlots, { service: 'cleaning', when: null, refine: 'another_day' })
    expect(says(other).some((say) => say.startsWith('Wednesday'))).toBe(false)
    expect(other.value.fits).toBe(true)
  })

  test('last thing is the end of that day', async () => {
    const { ctx } = await aClinic()
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when: 'last thing on Thursday' })
    expect(says(found)[0]).toBe('Thursday, November 26 at 4:30 PM')
  })

  test.each([
    ['last Friday', 'past'],
    ['yesterday', 'past'],
    ['on Sunday', 'closed'],
    ['Tuesday at seven in the evening', 'closed'],
    ['next June', 'too_far'],
  ])('"%s" is %s, and something else is offered', async (when, code) => {
    const { ctx } = await aClinic()
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when })
    expect(found).toMatchObject({ ok: false, value: { code } })
    expect(found.value.options!.length).toBeGreaterThan(0)
  })

  test('too soon is said to be too soon', async () => {
    const { ctx } = await aClinic(['Dr. Patel'], { noticeMinutes: 24 * 60 })
    const document = aDocument(['cleaning'], { noticeMinutes: 24 * 60 })
    const found = await aConversation(ctx, { document }).use(findSlots, { service: 'cleaning', when: 'today at two' })
    expect(found).toMatchObject({ ok: false, value: { code: 'too_soon' } })
    expect(says(found)[0]).toContain('tomorrow')
  })

  test('a day that is full is not closed: the nearest others are offered', async () => {
    const { ctx } = await aClinic()
    const { hours } = aDocument()
    await aServiceRow(ctx, [], { slug: 'unused', hours })
    const filler = aConversation(ctx)
    for (let nth = 0; nth < 16; nth += 1) {
      await filler.use(findSlots, { service: 'cleaning', when: 'Tuesday' })
      expect((await filler.use(book, { option: 1, name: 'Bob Ray' })).ok).toBe(true)
    }
    const found = await aConversation(ctx).use(findSlots, { service: 'cleaning', when: 'Tuesday' })
    expect(found).toMatchObject({ ok: true, value: { fits: false, exact: false } })
    expect(says(found).some((say) => say.includes('Tuesday'))).toBe(false)
    expect(says(found)).toHaveLength(2)
  })

  test('somebody is asked for by name, as it was heard', async () => {
    const { ctx } = await aClinic(['Dr. Patel', 'Dr. Kim', 'Chair 3'])
    const talk = aConversation(ctx)
    const found = await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday', resource: 'doctor patell' })
    expect(found.value.options!.map((option) => option.with)).toEqual(['Dr. Patel', 'Dr. Patel'])
    const nobody = await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday', resource: 'Dr. Who' })
    expect(nobody).toMatchObject({ ok: false, value: { code: 'unknown_resource' } })
    const chair = await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday', resource: 'chair 3' })
    expect(chair.value.options![0]!.with).toBeNull()
  })

  test('a service is known by its name as well, and an unknown one is refused', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    expect((await talk.use(findSlots, { service: 'Cleaning', when: null })).ok).toBe(true)
    expect(await talk.use(findSlots, { service: 'heart surgery' })).toMatchObject({
      ok: false,
      value: { code: 'unknown_service' },
    })
    expect(await talk.use(findSlots, { nonsense: 1 })).toMatchObject({ ok: false, value: { code: 'unknown_service' } })
  })
})

describe('holding and booking', () => {
  test('what is called booked is what the stored booking says', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    expect(await talk.use(holdSlot, { option: 1 })).toMatchObject({
      ok: true,
      value: { held: true, option: 1, with: 'Dr. Patel' },
    })
    const booked = await talk.use(book, { option: 1, name: 'Ann Lee' })
    expect(booked).toMatchObject({
      ok: true,
      outcome: 'booked',
      value: {
        booked: true,
        status: 'confirmed',
        service: 'Cleaning',
        say: 'tomorrow, Tuesday November 24, at 10 AM',
        with: 'Dr. Patel',
        name: 'Ann Lee',
      },
    })
    expect(talk.state()).toMatchObject({
      held: null,
      confirmed: [booked.bookingId],
      listed: [{ bookingId: booked.bookingId }],
    })
  })

  test('the one who comes second is told so, and offered another', async () => {
    const { ctx } = await aClinic()
    const [ann, bob] = [aConversation(ctx), aConversation(ctx)]
    await ann.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    await bob.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    const answers = await Promise.all([ann.use(holdSlot, { option: 1 }), bob.use(holdSlot, { option: 1 })])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const second = answers.findIndex(({ ok }) => !ok)
    expect(answers[second]!.value).toMatchObject({ code: 'slot_taken' })
    expect(says(answers[second]!)).toEqual([
      'tomorrow, Tuesday November 24, at 9:30 AM',
      'tomorrow, Tuesday November 24, at 10:30 AM',
    ])
    const other = await [ann, bob][second]!.use(book, { option: 2, name: 'Late Comer' })
    expect(other).toMatchObject({ ok: true, value: { say: 'tomorrow, Tuesday November 24, at 10:30 AM' } })
  })

  test('a repeat of the same call is the same booking', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    const first = await talk.use(book, { option: 1, name: 'Ann Lee' })
    const again = await talk.use(book, { option: 1, name: 'Ann Lee' })
    expect(again.bookingId).toBe(first.bookingId)
    expect(talk.state().confirmed).toHaveLength(1)
  })

  test('what a service requires is asked for before it is booked', async () => {
    const { ctx } = await aClinic()
    const fields = [{ id: 'dob', label: 'Date of birth', type: 'dob' }]
    const talk = aConversation(ctx, { document: aDocument(['cleaning'], { fields }) })
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    expect(await talk.use(book, { option: 1, name: 'Ann Lee' })).toMatchObject({
      ok: false,
      value: { code: 'missing_field', field: 'dob' },
    })
    expect(await talk.use(book, { option: 1, name: '  ' })).toMatchObject({
      ok: false,
      value: { code: 'missing_field', field: 'name' },
    })
    const booked = await talk.use(book, { option: 1, name: 'Ann Lee', fields: { dob: '1980-03-05' } })
    expect(booked.ok).toBe(true)
  })

  test('a request that waits for the business is not called confirmed', async () => {
    const { ctx } = await aClinic(['Dr. Patel'], { mode: 'request' })
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    expect(await talk.use(book, { option: 1, name: 'Ann Lee' })).toMatchObject({
      ok: true,
      value: { status: 'requested' },
    })
    expect(talk.state().confirmed).toEqual([])
  })

  test('an option that was never offered cannot be held, booked or moved to', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    expect(await talk.use(holdSlot, { option: 2 })).toMatchObject({ ok: false, value: { code: 'unknown_option' } })
    expect(await talk.use(book, { option: 2, name: 'Ann' })).toMatchObject({ ok: false, value: { code: 'not_held' } })
    expect(book.intent({ option: 2, name: 'Ann' }, talk.state())).toBeNull()
    expect(await talk.use(reschedule, { booking: 1, option: 1 })).toMatchObject({
      ok: false,
      value: { code: 'unknown_booking' },
    })
    expect(await talk.use(cancel, { booking: 1 })).toMatchObject({ ok: false, value: { code: 'unknown_booking' } })
    expect(await talk.use(book, { option: 'one' })).toMatchObject({ ok: false })
  })

  test('while storage is in trouble nothing is offered and nothing is claimed', async () => {
    const { ctx } = await aClinic()
    const down = async () => ({ ok: false as const, error: { code: 'unavailable' as const } })
    const desk: BookingDesk = {
      findSlots: down,
      hold: down,
      book: down,
      upcoming: down,
      reschedule: down,
      cancel: down,
      release: async () => {},
    }
    const healthy = aConversation(ctx)
    await healthy.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    const talk = aConversation(ctx, { desk })
    expect(await talk.use(findSlots, { service: 'cleaning' })).toMatchObject({
      ok: false,
      value: { code: 'unavailable', options: [] },
    })
    const outcome = await book.run(talk.room, { option: 1, name: 'Ann' }, healthy.state(), 'key')
    expect(outcome).toEqual({ ok: false, value: { code: 'unavailable', options: [] } })
    expect(await talk.use(myBookings)).toMatchObject({ ok: false, value: { code: 'unavailable' } })
  })
})

describe('changing plans', () => {
  test('what was just booked is the first of the caller’s bookings, and can be moved by that', async () => {
    const { ctx } = await aClinic()
    const desk = aCaller(ctx)
    const earlier = aConversation(ctx, { desk })
    await earlier.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    await earlier.use(book, { option: 1, name: 'Ann Lee' })

    const talk = aConversation(ctx, { desk })
    await talk.use(findSlots, { service: 'cleaning', when: 'Friday at ten' })
    await talk.use(book, { option: 1, name: 'Ann Lee' })
    const mine = await talk.use(myBookings)
    expect(mine.value['bookings']).toMatchObject([
      { booking: 1, service: 'Cleaning', say: 'Friday, November 27 at 10 AM' },
      { booking: 2, say: 'tomorrow, Tuesday November 24, at 10 AM' },
    ])
    await talk.use(findSlots, { service: 'cleaning', when: 'Thursday at ten', booking: 1 })
    const moved = await talk.use(reschedule, { booking: 1, option: 1 })
    expect(moved).toMatchObject({
      ok: true,
      outcome: 'rescheduled',
      value: { moved: true, say: 'Thursday, November 26 at 10 AM', from: 'Friday, November 27 at 10 AM' },
    })
    expect(talk.state()).toMatchObject({ changes: 1, moved: [moved.bookingId] })
    const cancelled = await talk.use(cancel, { booking: 2 })
    expect(cancelled).toMatchObject({
      ok: true,
      outcome: 'cancelled',
      value: { cancelled: true, say: 'tomorrow, Tuesday November 24, at 10 AM' },
    })
    expect((await talk.use(myBookings)).value['bookings']).toHaveLength(1)
  })

  test('the same slot booked anew after a cancellation is a new booking', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx)
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    const first = await talk.use(book, { option: 1, name: 'Ann Lee' })
    await talk.use(cancel, { booking: 1 })
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    const second = await talk.use(book, { option: 1, name: 'Ann Lee' })
    expect(second.ok).toBe(true)
    expect(second.bookingId).not.toBe(first.bookingId)
  })

  test('a caller with no number can change what they booked in this conversation', async () => {
    const { ctx } = await aClinic()
    const talk = aConversation(ctx, { phone: null })
    expect((await talk.use(myBookings)).value['bookings']).toEqual([])
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    await talk.use(book, { option: 1, name: 'Ann Lee' })
    expect((await talk.use(myBookings)).value['bookings']).toHaveLength(1)
    expect((await talk.use(cancel, { booking: 1 })).ok).toBe(true)
    expect((await talk.use(myBookings)).value['bookings']).toEqual([])
  })

  test('a slot lost while moving leaves the booking where it is', async () => {
    const { ctx } = await aClinic()
    const [ann, bob] = [aConversation(ctx), aConversation(ctx)]
    await ann.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    await ann.use(book, { option: 1, name: 'Ann Lee' })
    await ann.use(findSlots, { service: 'cleaning', when: 'Friday at ten' })
    await bob.use(findSlots, { service: 'cleaning', when: 'Friday at ten' })
    await bob.use(book, { option: 1, name: 'Bob Ray' })
    const moved = await ann.use(reschedule, { booking: 1, option: 1 })
    expect(moved).toMatchObject({ ok: false, value: { code: 'slot_taken' } })
    expect(says(moved)).toHaveLength(2)
    expect((await ann.use(myBookings)).value['bookings']).toMatchObject([
      { say: 'tomorrow, Tuesday November 24, at 10 AM' },
    ])
  })

  test('a business that does not let callers move or cancel is obeyed', async () => {
    const { ctx } = await aClinic()
    const plain = aDocument()
    const booking = { ...plain.skills.booking!, reschedule: false, cancel: false }
    const talk = aConversation(ctx, { document: { ...plain, skills: { booking } } })
    await talk.use(findSlots, { service: 'cleaning', when: 'Tuesday at ten' })
    await talk.use(book, { option: 1, name: 'Ann Lee' })
    expect(await talk.use(cancel, { booking: 1 })).toMatchObject({ ok: false, value: { code: 'not_allowed' } })
    expect(await talk.use(reschedule, { booking: 1, option: 1 })).toMatchObject({
      ok: false,
      value: { code: 'not_allowed' },
    })
  })
})

test('the clock of these conversations is the one they say', () => {
  expect(newYork('2026-11-23T06:00')).toBe(MONDAY_MS)
})
