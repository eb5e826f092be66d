import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Hours } from '../agents/hours.ts'
import { WEEKDAYS } from '../agents/weekdays.ts'
import { availability, misfitOf, SLOTS_MAX, stepMinutesOf, type AvailabilityQuery } from './availability.ts'
import { CELL_MS, DAY_MS, HOUR_MS, MINUTE_MS, occupiedBy, type ServiceRule } from './booking.ts'

const ZONES = [
  'America/New_York',
  'America/Detroit',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/St_Johns',
  'UTC',
] as const

/** Days whose neighbourhood has a change of the clock somewhere, and ordinary ones. */
const DATES = [
  '2026-10-31',
  '2026-11-01',
  '2027-03-13',
  '2027-03-14',
  '2027-03-28',
  '2026-10-03',
  '2027-04-03',
  '2026-12-30',
]

const aWeek = (from: string, to: string): Hours['weekly'] =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, [[from, to] as [string, string]]]))

function aService(own: Partial<ServiceRule> = {}): ServiceRule {
  return {
    id: 'svc_1',
    slug: 'cleaning',
    name: 'Cleaning',
    minutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 30,
    mode: 'instant',
    assign: 'any',
    resourceIds: ['res_1'],
    hours: { tz: 'America/New_York', weekly: aWeek('09:00', '17:00'), exceptions: [] },
    ...own,
  }
}

const instant = (local: string, tz: string): number => Temporal.ZonedDateTime.from(`${local}[${tz}]`).epochMilliseconds
const local = (atMs: number, tz: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(tz).toPlainDateTime().toString().slice(0, 16)

function aQuery(own: Partial<AvailabilityQuery> = {}): AvailabilityQuery {
  const service = own.service ?? aService()
  return {
    service,
    resource: { id: 'res_1', name: 'Dr. Patel', hours: null },
    busy: [],
    nowMs: instant('2026-11-23T06:00', service.hours.tz),
    windows: null,
    limit: 10_000,
    ...own,
  }
}

const startsOf = (query: AvailabilityQuery): string[] =>
  availability(query).map(({ startsAtMs }) => local(startsAtMs, query.service.hours.tz))

const dayWindow = (date: string, tz = 'America/New_York') => {
  const from = Temporal.PlainDate.from(date)
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime(tz).epochMilliseconds
  return [{ fromMs: at(from), toMs: at(from.add({ days: 1 })) }]
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const someSpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 288 }), { minLength: 2, maxLength: 4 })
  .map((cells) => cells.sort((a, b) => a - b))
  .map((cells) => {
    const spans: [string, string][] = []
    for (let index = 0; index + 1 < cells.length; index += 2) {
      spans.push([clock(cells[index]! * 5), clock(cells[index + 1]! * 5)])
    }
    return spans
  })

const someHours = (tz: string) =>
  fc
    .tuple(
      fc.array(someSpans, { minLength: 7, maxLength: 7 }),
      fc.array(
        fc.record({ date: fc.constantFrom(...DATES), open: fc.oneof(fc.constant<[string, string][]>([]), someSpans) }),
        {
          maxLength: 2,
        },
      ),
    )
    .map(([week, exceptions]): Hours => ({
      tz,
      weekly: Object.fromEntries(WEEKDAYS.map((day, index) => [day, week[index]!])),
      exceptions: exceptions.filter(
        ({ date }, index) => exceptions.findIndex((other) => other.date === date) === index,
      ),
    }))

const someQuery = fc.constantFrom(...ZONES).chain((tz) =>
  fc.record({ date: fc.constantFrom(...DATES), hour: fc.integer({ min: 0, max: 23 }) }).chain(({ date, hour }) => {
    const nowMs = Date.parse(`${date}T${String(hour).padStart(2, '0')}:17:03Z`)
    const someTime = fc.integer({ min: -24, max: 96 }).map((hours) => nowMs - (nowMs % HOUR_MS) + hours * HOUR_MS)
    return fc.record({
      service: fc
        .record({
          minutes: fc.integer({ min: 1, max: 36 }).map((cells) => cells * 5),
          bufferBeforeMinutes: fc.constantFrom(0, 0, 5, 7, 30),
          bufferAfterMinutes: fc.constantFrom(0, 0, 10, 45),
          noticeMinutes: fc.constantFrom(0, 60, 24 * 60),
          horizonDays: fc.integer({ min: 1, max: 4 }),
          hours: someHours(tz),
        })
        .map(aService),
      resource: fc
        .oneof(fc.constant(null), someHours(tz), someHours('Asia/Kathmandu'))
        .map((hours) => ({ id: 'res_1', name: 'Dr. Patel', hours })),
      busy: fc.array(
        fc
          .tuple(someTime, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 11 }))
          .map(([at, cells, shift]) => ({ fromMs: at + shift * CELL_MS, toMs: at + (shift + cells) * CELL_MS })),
        { maxLength: 12 },
      ),
      nowMs: fc.constant(nowMs),
      windows: fc.oneof(
        fc.constant(null),
        fc.array(
          fc
            .tuple(someTime, fc.integer({ min: 1, max: 30 }))
            .map(([at, hours]) => ({ fromMs: at, toMs: at + hours * HOUR_MS })),
          { maxLength: 3 },
        ),
      ),
      limit: fc.constant(SLOTS_MAX),
      latestFirst: fc.boolean(),
    })
  }),
)

/** Whether the local clock stands within opening hours at every minute of the service: asked minute by minute, the slow way. */
function isOpenThroughout(hours: Hours, fromMs: number, toMs: number): boolean {
  for (let atMs = fromMs; atMs < toMs; atMs += 10 * MINUTE_MS) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(hours.tz)
    const exception = hours.exceptions.find(({ date }) => date === zoned.toPlainDate().toString())
    const spans = exception?.open ?? hours.weekly[WEEKDAYS[zoned.dayOfWeek - 1]!] ?? []
    const now = zoned.toPlainTime().toString().slice(0, 5)
    if (!spans.some(([from, to]) => from <= now && now < to)) return false
  }
  return true
}

/** The ends of a list and some of its middle. */
const sampled = <T>(all: readonly T[]): T[] =>
  all.filter((_, index) => index < 4 || index >= all.length - 4 || index % 40 === 0)

/** Many cases, on whatever machine. */
const SLOW_MS = 60_000

describe('whatever the rules', () => {
  test(
    'no slot touches what is taken, with the buffers of both',
    () => {
      fc.assert(
        fc.property(someQuery, (query) => {
          for (const { startsAtMs } of availability(query)) {
            const occupied = occupiedBy(query.service, startsAtMs)
            expect(query.busy.some(({ fromMs, toMs }) => fromMs < occupied.toMs && occupied.fromMs < toMs)).toBe(false)
          }
        }),
        { numRuns: 80 },
      )
    },
    SLOW_MS,
  )

  test(
    'every slot lies within hours on the local clock, from its first minute to its last',
    () => {
      fc.assert(
        fc.property(someQuery, (query) => {
          const { service, resource } = query
          for (const { startsAtMs, endsAtMs } of sampled(availability(query))) {
            expect(isOpenThroughout(service.hours, startsAtMs, endsAtMs)).toBe(true)
            if (resource.hours) expect(isOpenThroughout(resource.hours, startsAtMs, endsAtMs)).toBe(true)
            expect(endsAtMs - startsAtMs).toBe(service.minutes * MINUTE_MS)
          }
        }),
        { numRuns: 80 },
      )
    },
    SLOW_MS,
  )

  test(
    'slots keep notice, horizon and windows, are in order, and no two are the same',
    () => {
      fc.assert(
        fc.property(someQuery, (query) => {
          const { service, nowMs, windows, latestFirst } = query
          const starts = availability(query).map(({ startsAtMs }) => startsAtMs)
          expect(starts).toEqual([...new Set(starts)].sort((a, b) => (latestFirst ? b - a : a - b)))
          const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(service.hours.tz).toPlainDate()
          const last = today.add({ days: service.horizonDays }).toString()
          for (const atMs of starts) {
            expect(atMs).toBeGreaterThanOrEqual(nowMs + service.noticeMinutes * MINUTE_MS)
            expect(local(atMs, service.hours.tz).slice(0, 10) <= last).toBe(true)
            if (windows) expect(windows.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)).toBe(true)
          }
        }),
        { numRuns: 80 },
      )
    },
    SLOW_MS,
  )

  test(
    'what is offered can be committed, and what can be committed is offered',
    () => {
      fc.assert(
        fc.property(someQuery, fc.integer({ min: 0, max: 11 }), (query, phase) => {
          const offered = new Set(
            availability({ ...query, windows: null, stepMinutes: 5 }).map(({ startsAtMs }) => startsAtMs),
          )
          // Wherever an offer begins or ends, both sides of it; and an instant of every hour of a week.
          const asked = new Set<number>()
          for (const atMs of offered)
            for (const besideMs of [atMs - CELL_MS, atMs + CELL_MS])
              if (!offered.has(besideMs)) asked.add(atMs).add(besideMs)
          const first = Math.floor(query.nowMs / CELL_MS) * CELL_MS - DAY_MS + phase * CELL_MS
          for (let atMs = first; atMs < first + 7 * DAY_MS; atMs += HOUR_MS) asked.add(atMs)
          const otherwise = [...asked].filter((atMs) => (misfitOf(query, atMs) === null) !== offered.has(atMs))
          expect(otherwise).toEqual([])
        }),
        { numRuns: 40 },
      )
    },
    SLOW_MS,
  )

  test(
    'the coarse step offers only what the fine step offers',
    () => {
      fc.assert(
        fc.property(someQuery, (query) => {
          const fine = new Set(availability({ ...query, stepMinutes: 5 }).map(({ startsAtMs }) => startsAtMs))
          for (const { startsAtMs } of availability(query)) expect(fine.has(startsAtMs)).toBe(true)
        }),
        { numRuns: 80 },
      )
    },
    SLOW_MS,
  )
})

describe('the clock changes', () => {
  test('nine in the morning stays nine in the morning across a change of the clock', () => {
    const service = aService({ hours: { tz: 'America/New_York', weekly: aWeek('09:00', '10:00'), exceptions: [] } })
    const query = aQuery({ service, nowMs: instant('2026-10-30T12:00', 'America/New_York'), limit: 12 })
    const days = ['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03']
    expect(startsOf(query)).toEqual(days.flatMap((day) => [`${day}T09:00`, `${day}T09:15`, `${day}T09:30`]))
  })

  test('a time the clock jumps over is not offered, and cannot be booked', () => {
    const service = aService({ hours: { tz: 'America/New_York', weekly: aWeek('01:00', '04:00'), exceptions: [] } })
    const nowMs = instant('2027-03-13T12:00', 'America/New_York')
    const starts = startsOf(aQuery({ service, nowMs, windows: dayWindow('2027-03-14') }))
    expect(starts).toEqual(
      ['01:00', '01:15', '01:30', '01:45', '03:00', '03:15', '03:30'].map((at) => `2027-03-14T${at}`),
    )
  })

  test('a time the clock shows twice is offered once: the first of the two', () => {
    const tz = 'America/New_York'
    const service = aService({ hours: { tz, weekly: aWeek('01:00', '02:00'), exceptions: [] } })
    const slots = availability(
      aQuery({ service, nowMs: instant('2026-10-31T12:00', tz), windows: dayWindow('2026-11-01') }),
    )
    expect(slots.map(({ startsAtMs }) => new Date(startsAtMs).toISOString())).toEqual([
      '2026-11-01T05:00:00.000Z',
      '2026-11-01T05:15:00.000Z',
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T05:45:00.000Z',
    ])
  })

  test('whoever opens at ten past one is closed while the clock shows less than that a second time', () => {
    const tz = 'America/New_York'
    const service = aService({ minutes: 25, hours: { tz, weekly: aWeek('01:10', '02:00'), exceptions: [] } })
    const slots = availability(
      aQuery({ service, nowMs: instant('2026-10-31T12:00', tz), windows: dayWindow('2026-11-01'), stepMinutes: 5 }),
    )
    // 05:35Z is the first 01:35 and ends as the clock is put back; 05:40Z would run into the second 01:00.
    expect(slots.at(-1)?.startsAtMs).toBe(Date.parse('2026-11-01T05:35:00Z'))
  })

  test('notice is counted in real minutes over a night in which the clock changes', () => {
    const tz = 'America/New_York'
    const service = aService({ noticeMinutes: 24 * 60, hours: { tz, weekly: aWeek('00:00', '24:00'), exceptions: [] } })
    const [slot] = availability(aQuery({ service, nowMs: instant('2026-10-31T12:00', tz), limit: 1 }))
    expect(local(slot!.startsAtMs, tz)).toBe('2026-11-01T11:00')
  })

  test('a half-hour change moves nothing but its own night', () => {
    const tz = 'Australia/Lord_Howe'
    const service = aService({ minutes: 60, hours: { tz, weekly: aWeek('09:00', '11:00'), exceptions: [] } })
    const starts = startsOf(aQuery({ service, nowMs: instant('2026-10-03T20:00', tz), limit: 5 }))
    expect(starts[0]).toBe('2026-10-04T09:00')
    expect(starts.at(-1)).toBe('2026-10-04T10:00')
  })
})

describe('the catalogue of bugs others had', () => {
  test('an offset of a quarter of an hour blocks no extra minutes: Kathmandu is offered on its own clock', () => {
    const service = aService({ hours: { tz: 'Asia/Kathmandu', weekly: aWeek('09:00', '11:00'), exceptions: [] } })
    const starts = startsOf(aQuery({ service, windows: dayWindow('2026-11-24', 'Asia/Kathmandu') }))
    expect(starts).toEqual(
      ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15', '10:30'].map((at) => `2026-11-24T${at}`),
    )
  })

  test('an evening slot that lies on the next day in UTC is still there', () => {
    const service = aService({ hours: { tz: 'America/Detroit', weekly: aWeek('17:00', '20:00'), exceptions: [] } })
    const starts = startsOf(aQuery({ service, windows: dayWindow('2026-11-24', 'America/Detroit') }))
    expect(starts.at(-1)).toBe('2026-11-24T19:30')
  })

  test('buffers count once, on both sides, and may lie outside opening hours', () => {
    const service = aService({ bufferBeforeMinutes: 15, bufferAfterMinutes: 15 })
    const windows = dayWindow('2026-11-24')
    const taken = occupiedBy(service, instant('2026-11-24T11:00', 'America/New_York'))
    const starts = startsOf(aQuery({ service, windows, busy: [taken] }))
    expect(starts[0]).toBe('2026-11-24T09:00')
    expect(starts.at(-1)).toBe('2026-11-24T16:30')
    expect(starts).toContain('2026-11-24T10:00')
    expect(starts).not.toContain('2026-11-24T10:15')
    expect(starts).not.toContain('2026-11-24T11:45')
    expect(starts).toContain('2026-11-24T12:00')
  })

  test('a date override counts for the commit as it does for the offer', () => {
    const exceptions = [
      { date: '2026-11-26', open: [], note: 'Thanksgiving' },
      { date: '2026-11-27', open: [['10:00', '11:00'] as [string, string]] },
    ]
    const service = aService({ hours: { tz: 'America/New_York', weekly: aWeek('09:00', '17:00'), exceptions } })
    expect(startsOf(aQuery({ service, windows: dayWindow('2026-11-26') }))).toEqual([])
    expect(startsOf(aQuery({ service, windows: dayWindow('2026-11-27') }))).toHaveLength(3)
    expect(misfitOf(aQuery({ service }), instant('2026-11-26T10:00', 'America/New_York'))).toBe('outside_hours')
    expect(misfitOf(aQuery({ service }), instant('2026-11-27T12:00', 'America/New_York'))).toBe('outside_hours')
    expect(misfitOf(aQuery({ service }), instant('2026-11-27T10:05', 'America/New_York'))).toBeNull()
  })

  test('no hours of its own is not the same as no hours: a resource that never works is never free', () => {
    const query = aQuery({ windows: dayWindow('2026-11-24') })
    const never: Hours = { tz: 'America/New_York', weekly: {}, exceptions: [] }
    expect(startsOf(query).length).toBeGreaterThan(0)
    expect(startsOf({ ...query, resource: { ...query.resource, hours: never } })).toEqual([])
  })

  test('a service must end within opening hours', () => {
    const service = aService({ minutes: 50 })
    const starts = startsOf(aQuery({ service, windows: dayWindow('2026-11-24') }))
    expect(starts.at(-1)).toBe('2026-11-24T16:00')
  })

  test('a night that runs on into the next day is one opening', () => {
    const hours: Hours = {
      tz: 'America/New_York',
      weekly: { fr: [['18:00', '24:00']], sa: [['00:00', '02:00']] },
      exceptions: [],
    }
    const service = aService({ minutes: 90, hours })
    const windows = [...dayWindow('2026-11-27'), ...dayWindow('2026-11-28')]
    const starts = startsOf(aQuery({ service, windows }))
    expect(starts).toContain('2026-11-27T23:30')
    expect(starts.at(-1)).toBe('2026-11-28T00:30')
  })
})

describe('what is offered', () => {
  test('a quarter of an hour on the local clock, or the length of a shorter service', () => {
    expect(stepMinutesOf(aService({ minutes: 45 }))).toBe(15)
    expect(stepMinutesOf(aService({ minutes: 10 }))).toBe(10)
    expect(stepMinutesOf(aService({ minutes: 5 }))).toBe(5)
  })

  test('a business that opens at an odd minute is offered from that minute', () => {
    const hours: Hours = { tz: 'America/New_York', weekly: aWeek('09:20', '10:00'), exceptions: [] }
    const starts = startsOf(aQuery({ service: aService({ minutes: 40, hours }), windows: dayWindow('2026-11-24') }))
    expect(starts).toEqual(['2026-11-24T09:20'])
  })

  test('an exact time off the step is free to be asked for, a minute off the five is not', () => {
    const at = instant('2026-11-24T14:10', 'America/New_York')
    const exactly = (atMs: number) => startsOf(aQuery({ windows: [{ fromMs: atMs, toMs: atMs + MINUTE_MS }] }))
    expect(exactly(at)).toEqual(['2026-11-24T14:10'])
    expect(exactly(at + MINUTE_MS)).toEqual([])
    expect(misfitOf(aQuery(), at + MINUTE_MS)).toBe('off_grid')
  })

  test('the past, too soon and too far are told apart', () => {
    const service = aService({ noticeMinutes: 120, horizonDays: 7 })
    const query = aQuery({ service, nowMs: instant('2026-11-23T10:00', 'America/New_York') })
    expect(misfitOf(query, instant('2026-11-23T09:00', 'America/New_York'))).toBe('too_soon')
    expect(misfitOf(query, instant('2026-11-23T11:30', 'America/New_York'))).toBe('too_soon')
    expect(misfitOf(query, instant('2026-11-30T16:30', 'America/New_York'))).toBeNull()
    expect(misfitOf(query, instant('2026-12-01T09:00', 'America/New_York'))).toBe('too_far')
  })
})
