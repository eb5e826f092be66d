import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WEEKDAYS } from '../agents/weekdays.ts'
import { namedIn } from './availability.ts'
import { CELL_MS, DAY_MS, HOUR_MS, occupiedBy, type Interval, type ServiceRule } from './booking.ts'
import { offerSlots, piecesOf, type Candidate, type OfferQuery } from './offer.ts'
import { merged } from './opening.ts'

const NOW_MS = Date.parse('2026-11-23T06:00:00Z')
const at = (text: string): number => Date.parse(`2026-11-${text}:00Z`)

const service = (own: Partial<ServiceRule> = {}): ServiceRule => ({
  id: 'svc_1',
  slug: 'cleaning',
  name: 'Cleaning',
  minutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 40,
  mode: 'instant',
  assign: 'any',
  resourceIds: ['a', 'b'],
  hours: { tz: 'UTC', weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, [['09:00', '12:00']]])), exceptions: [] },
  ...own,
})

const candidate = (id: string, booked: readonly string[] = []): Candidate => ({
  resource: { id, name: id, hours: null },
  busy: booked.map((text) => occupiedBy(service(), at(text))),
  bookedAtMs: booked.map(at),
})

const query = (own: Partial<OfferQuery> = {}): OfferQuery => ({
  service: service(),
  candidates: [candidate('a')],
  windows: null,
  nowMs: NOW_MS,
  count: 2,
  spreadHours: 2,
  ...own,
})

const told = (own: Partial<OfferQuery>) =>
  offerSlots(query(own)).map(
    ({ resourceId, startsAtMs }) => `${resourceId} ${new Date(startsAtMs).toISOString().slice(8, 16)}`,
  )

describe('what is offered', () => {
  test('lies apart, soonest first, or latest first', () => {
    expect(told({ count: 3 })).toEqual(['a 23T09:00', 'a 23T11:00', 'a 24T09:00'])
    const windows = [{ fromMs: at('24T00:00'), toMs: at('25T00:00') }]
    expect(told({ windows, latestFirst: true })).toEqual(['a 24T11:00', 'a 24T09:00'])
    expect(told({ previousMs: at('23T10:00'), count: 1 })).toEqual(['a 24T09:00'])
  })

  test('is with whom has least to do that day', () => {
    const busy = [candidate('a', ['23T09:00']), candidate('b')]
    expect(told({ candidates: busy, spreadHours: 1, count: 3 })).toEqual(['b 23T09:00', 'b 23T10:00', 'b 23T11:00'])
    // The next day neither has anything: the service's own order decides.
    expect(told({ candidates: busy, spreadHours: 24 })).toEqual(['b 23T09:00', 'a 24T09:00'])
  })

  test('in turn counts every booking in view, so that the first is not always the one', () => {
    const candidates = [candidate('a', ['25T09:00', '26T09:00']), candidate('b', ['25T10:00'])]
    expect(told({ candidates, count: 1 })).toEqual(['a 23T09:00'])
    expect(told({ candidates, count: 1, service: service({ assign: 'round_robin' }) })).toEqual(['b 23T09:00'])
  })

  test('is never with somebody who is free for a part of it only', () => {
    const candidates = [candidate('a', ['23T10:00']), candidate('b', ['23T09:00'])]
    expect(
      told({ candidates, spreadHours: 0, count: 4, windows: [{ fromMs: at('23T09:00'), toMs: at('23T10:30') }] }),
    ).toEqual(['a 23T09:00', 'b 23T10:00', 'b 23T10:15'])
  })

  test('is nothing when nobody serves', () => {
    expect(offerSlots(query({ candidates: [] }))).toEqual([])
  })
})

const someWindows = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 40 * 24 * 12 }),
      fc.oneof(fc.constantFrom(1, 2, 12, 24 * 12), fc.integer({ min: 1, max: 9_000 })),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    merged(
      all.map(([from, length]) => ({ fromMs: NOW_MS + from * CELL_MS, toMs: NOW_MS + (from + length) * CELL_MS })),
    ),
  )

describe('a search in pieces', () => {
  test('looks at every moment of the windows once, from either end', () => {
    fc.assert(
      fc.property(someWindows, fc.boolean(), (windows, latestFirst) => {
        const pieces = [...piecesOf(windows, latestFirst)]
        expect(merged(pieces.flat())).toEqual(windows)
        const length = (all: readonly Interval[]) => all.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
        expect(length(pieces.flat())).toBe(length(windows))
        const begins = pieces.map(([first]) => first!.fromMs)
        expect(begins).toEqual([...begins].sort((a, b) => (latestFirst ? b - a : a - b)))
      }),
    )
  })

  test('finds what a search of the whole finds', () => {
    fc.assert(
      fc.property(someWindows, fc.boolean(), fc.constantFrom(0, 2, 30), (windows, latestFirst, spreadHours) => {
        const wanted = {
          windows,
          latestFirst,
          spreadHours,
          count: 6,
          candidates: [candidate('a', ['24T09:00']), candidate('b')],
        }
        const whole = offerSlots(query(wanted)).map(({ startsAtMs }) => startsAtMs)
        const found: number[] = []
        for (const piece of piecesOf(windows, latestFirst)) {
          const rest = {
            ...wanted,
            windows: piece,
            named: namedIn(windows),
            count: 6 - found.length,
            previousMs: found.at(-1),
          }
          if (rest.count > 0) found.push(...offerSlots(query(rest)).map(({ startsAtMs }) => startsAtMs))
        }
        expect(found).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('does not read a busy year at once', () => {
    const [first] = piecesOf([{ fromMs: NOW_MS, toMs: NOW_MS + 365 * DAY_MS }], false)
    expect(first!.at(-1)!.toMs - NOW_MS).toBeLessThanOrEqual(7 * DAY_MS)
    expect([...piecesOf([{ fromMs: NOW_MS, toMs: NOW_MS + HOUR_MS }], true)]).toHaveLength(1)
  })
})
