import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { NOWHERE_KNOWN, type ContactAsk, type Preferences, type Whereabouts } from '../contact.ts'
import { RULES } from '../rules/rules.ts'
import { clockOf } from './clock-of.ts'

interface Asked extends Partial<Pick<ContactAsk, 'channel' | 'purpose'>> {
  readonly where?: Partial<Whereabouts>
  readonly hours?: Preferences['hours']
  readonly waived?: readonly string[]
  readonly agent?: ContactAsk['hours']
}

/** A marketing call to a number with that area code, or to that number, unless asked otherwise. */
function ask(phone: string, at: string | number, asked: Asked = {}) {
  const { channel = 'voice', purpose = 'marketing', where = {}, hours = [], waived = [], agent } = asked
  return clockOf(
    {
      channel,
      purpose,
      phone: phone.startsWith('+') ? phone : `+1${phone}5550142`,
      atMs: typeof at === 'number' ? at : Date.parse(at),
      ...(agent && { hours: agent }),
    },
    { ...NOWHERE_KNOWN, ...where },
    hours,
    { rules: RULES, waived },
  )
}

const nextOf = (clock: ReturnType<typeof clockOf>): string | null =>
  clock.nextAllowedAtMs === null ? null : new Date(clock.nextAllowedAtMs).toISOString()

test('a second before nine in the evening is open, and nine is not', () => {
  expect(ask('212', '2026-11-22T20:59:59-05:00')).toMatchObject({
    zones: ['America/New_York'],
    localTimes: ['2026-11-22T20:59:59-05:00'],
    states: ['US-NY'],
    forbiddenBy: [],
    asked: ['R-6'],
    nextAllowedAtMs: null,
  })
  const closed = ask('212', '2026-11-22T21:00:00-05:00')
  expect(closed.forbiddenBy).toEqual(['R-6'])
  expect(nextOf(closed)).toBe('2026-11-23T13:00:00.000Z')
  expect(ask('212', '2026-11-23T07:59:59.999-05:00').forbiddenBy).toEqual(['R-6'])
  expect(ask('212', '2026-11-23T08:00:00-05:00').forbiddenBy).toEqual([])
})

test('Florida ends at eight', () => {
  expect(ask('305', '2026-11-23T19:59:59-05:00').forbiddenBy).toEqual([])
  expect(ask('305', '2026-11-23T20:00:00-05:00').forbiddenBy).toEqual(['US-FL-hours'])
})

test('Texas begins at noon on a Sunday and at nine on any other day', () => {
  expect(ask('214', '2026-11-22T11:59:59-06:00').forbiddenBy).toEqual(['US-TX-hours'])
  expect(ask('214', '2026-11-22T12:00:00-06:00').forbiddenBy).toEqual([])
  expect(ask('214', '2026-11-23T08:59:59-06:00').forbiddenBy).toEqual(['US-TX-hours'])
  expect(ask('214', '2026-11-23T09:00:00-06:00').forbiddenBy).toEqual([])
})

test('a Texan elsewhere is called when it is day both there and in Texas', () => {
  const where = { confirmedZone: 'America/Los_Angeles' }
  expect(ask('214', '2026-11-23T18:59:59-08:00', { where }).forbiddenBy).toEqual([])
  const late = ask('214', '2026-11-23T19:00:00-08:00', { where })
  expect(late).toMatchObject({ zones: ['America/Los_Angeles'], forbiddenBy: ['US-TX-hours'] })
  expect(nextOf(late)).toBe('2026-11-24T17:00:00.000Z')
})

test('a split area code is open where all of it is', () => {
  // Eight in Pensacola is nine in Tallahassee; eight in the evening in Tallahassee is seven in Pensacola.
  expect(ask('850', '2026-11-23T08:59:59-05:00').forbiddenBy).toEqual(['R-6', 'US-FL-hours'])
  expect(ask('850', '2026-11-23T09:00:00-05:00').forbiddenBy).toEqual([])
  expect(ask('850', '2026-11-23T20:00:00-05:00').forbiddenBy).toEqual(['US-FL-hours'])
  expect(ask('208', '2026-11-23T08:59:59-07:00').forbiddenBy).toEqual(['R-6'])
  expect(ask('208', '2026-11-23T09:00:00-07:00')).toMatchObject({
    forbiddenBy: [],
    localTimes: ['2026-11-23T09:00:00-07:00', '2026-11-23T08:00:00-08:00'],
  })
  expect(ask('208', '2026-11-23T21:00:00-07:00').forbiddenBy).toEqual(['R-6'])
  // Known to be in one of them, that one alone decides.
  expect(ask('850', '2026-11-23T08:00:00-05:00', { where: { confirmedZone: 'America/New_York' } }).forbiddenBy).toEqual(
    [],
  )
})

test('Arizona keeps its time in summer, and the Navajo Nation in it does not', () => {
  expect(ask('602', '2026-07-15T08:00:00-07:00').forbiddenBy).toEqual([])
  expect(ask('928', '2026-07-15T20:30:00-07:00').forbiddenBy).toEqual(['R-6'])
  expect(ask('602', '2026-07-15T20:30:00-07:00').forbiddenBy).toEqual([])
})

test('the morning after the clocks went forward begins an hour earlier by UTC, and after they went back an hour later', () => {
  expect(nextOf(ask('212', '2027-03-13T23:00:00-05:00'))).toBe('2027-03-14T12:00:00.000Z')
  expect(nextOf(ask('212', '2027-03-12T23:00:00-05:00'))).toBe('2027-03-13T13:00:00.000Z')
  expect(nextOf(ask('212', '2026-10-31T23:00:00-04:00'))).toBe('2026-11-01T13:00:00.000Z')
  expect(ask('212', '2026-11-01T20:59:59-05:00').forbiddenBy).toEqual([])
  expect(ask('212', '2026-11-01T21:00:00-05:00').forbiddenBy).toEqual(['R-6'])
})

test('an hour that a night does not have is skipped, and one that it has twice is there twice', () => {
  const wish = (from: number, to: number): Asked => ({ channel: 'sms', purpose: 'service', hours: [{ from, to }] })
  const inTheGap = ask('212', '2027-03-14T01:59:59-05:00', wish(120, 180))
  expect(inTheGap.forbiddenBy).toEqual(['preference'])
  expect(nextOf(inTheGap)).toBe('2027-03-15T06:00:00.000Z')
  expect(ask('212', '2026-11-01T01:30:00-04:00', wish(60, 120)).forbiddenBy).toEqual([])
  expect(ask('212', '2026-11-01T01:30:00-05:00', wish(60, 120)).forbiddenBy).toEqual([])
  expect(ask('212', '2026-11-01T02:00:00-05:00', wish(60, 120)).forbiddenBy).toEqual(['preference'])
})

test.each([
  ['RI', '401', '2026-08-10T12:00:00-04:00'],
  ['UT', '801', '2026-07-24T12:00:00-06:00'],
  ['AL', '205', '2026-06-01T12:00:00-05:00'],
  ['LA', '504', '2027-02-09T12:00:00-06:00'],
  ['PA', '215', '2027-03-26T12:00:00-04:00'],
  ['PA', '215', '2026-12-25T12:00:00-05:00'],
])('nobody in %s is contacted on a holiday', (state, code, at) => {
  expect(ask(code, at).forbiddenBy).toEqual([`US-${state}-hours`])
  expect(ask(code, at, { channel: 'sms', purpose: 'appointment_reminder' }).forbiddenBy).toEqual([`US-${state}-hours`])
  expect(ask('212', at).forbiddenBy).toEqual([])
})

test('Nebraska begins at one on Sundays and holidays, for voices', () => {
  expect(ask('402', '2027-04-30T12:59:59-05:00').forbiddenBy).toEqual(['US-NE-hours'])
  expect(ask('402', '2027-04-30T13:00:00-05:00').forbiddenBy).toEqual([])
  expect(ask('402', '2026-11-22T12:59:59-06:00').forbiddenBy).toEqual(['US-NE-hours'])
  expect(ask('402', '2026-11-22T09:00:00-06:00', { channel: 'sms' }).forbiddenBy).toEqual([])
})

test('Pennsylvania holds from its first day, and what is next is looked for by the law of then', () => {
  expect(ask('215', '2026-10-17T19:59:59-04:00')).toMatchObject({ forbiddenBy: [], asked: ['R-6'] })
  // Midnight in UTC: the evening before.
  const first = ask('215', '2026-10-17T20:00:00-04:00')
  expect(first.forbiddenBy).toEqual(['US-PA-hours'])
  expect(nextOf(first)).toBe('2026-10-19T13:00:00.000Z')
  expect(nextOf(ask('215', '2026-10-17T07:00:00-04:00'))).toBe('2026-10-17T12:00:00.000Z')
})

test('Maine takes automated calls from nine to five on workdays, and texts as anywhere', () => {
  expect(ask('207', '2026-11-23T16:59:59-05:00', { purpose: 'appointment_reminder' }).forbiddenBy).toEqual([])
  const friday = ask('207', '2026-11-20T17:00:00-05:00', { purpose: 'appointment_reminder' })
  expect(friday.forbiddenBy).toEqual(['US-ME-hours'])
  expect(nextOf(friday)).toBe('2026-11-23T14:00:00.000Z')
  expect(ask('207', '2026-11-22T12:00:00-05:00', { channel: 'sms' }).forbiddenBy).toEqual([])
})

test('both the state of the number and that of the address are asked', () => {
  // Florida until eight, Kentucky from ten.
  const where = { givenPostalCode: '40202' }
  expect(ask('305', '2026-11-23T09:59:59-05:00', { where }).forbiddenBy).toEqual(['US-KY-hours'])
  expect(ask('305', '2026-11-23T20:00:00-05:00', { where }).forbiddenBy).toEqual(['US-FL-hours'])
})

test('a recorded basis lifts the hours of a state for what sells nothing', () => {
  const waived = ['US-FL-hours']
  const at = '2026-11-23T20:30:00-05:00'
  expect(ask('305', at, { purpose: 'refill', waived })).toMatchObject({ forbiddenBy: [], asked: ['R-7'] })
  expect(ask('305', at, { purpose: 'marketing', waived }).forbiddenBy).toEqual(['US-FL-hours'])
})

test('a service text is asked of no clock, a service call is, and WhatsApp of the federal one alone', () => {
  const at = '2026-11-23T20:30:00-05:00'
  expect(ask('305', at, { channel: 'sms', purpose: 'service' })).toMatchObject({ asked: [], forbiddenBy: [] })
  expect(ask('305', at, { purpose: 'service' }).forbiddenBy).toEqual(['US-FL-hours-service'])
  expect(ask('305', at, { channel: 'whatsapp' })).toMatchObject({ asked: ['R-6'], forbiddenBy: [] })
})

test('the hours somebody wishes for are those where they are, and may go over midnight', () => {
  const hours = [{ from: 22 * 60, to: 9 * 60 }]
  expect(ask('212', '2026-11-23T08:30:00-05:00', { hours }).forbiddenBy).toEqual([])
  const late = ask('212', '2026-11-23T09:00:00-05:00', { hours })
  expect(late.forbiddenBy).toEqual(['preference'])
  expect(nextOf(late)).toBe('2026-11-24T13:00:00.000Z')
})

test('where nothing is open for two weeks there is no next moment', () => {
  const never = ask('212', '2026-11-23T12:00:00-05:00', { hours: [{ from: 60, to: 120 }] })
  expect(never).toMatchObject({ forbiddenBy: ['preference'], nextAllowedAtMs: null })
})

test('where it cannot be said where somebody is, nothing is asked', () => {
  expect(ask('+881612345678', '2026-11-23T12:00:00Z')).toEqual({
    zones: [],
    localTimes: [],
    states: [],
    forbiddenBy: [],
    asked: [],
    nextAllowedAtMs: null,
  })
})

test('a toll-free number is texted when it is day in all of North America, and by a voice never', () => {
  const text: Asked = { channel: 'sms', purpose: 'appointment_reminder' }
  // Nine in the morning of Wednesday in Guam.
  expect(ask('800', '2026-11-24T23:00:00Z', text).forbiddenBy).toEqual([])
  expect(ask('800', '2026-11-24T15:00:00Z', text).forbiddenBy).toContain('R-7')
  expect(ask('800', '2026-11-24T23:00:00Z', { purpose: 'appointment_reminder' })).toMatchObject({
    forbiddenBy: ['US-ME-hours'],
    nextAllowedAtMs: null,
  })
})

/** What our source says of some states, once more and by itself: [from, to) of workdays, Saturdays and Sundays. */
const TABLE: Readonly<Record<string, readonly (readonly [number, number] | null)[]>> = {
  '212': [
    [8, 21],
    [8, 21],
    [8, 21],
  ],
  '305': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '405': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '214': [
    [9, 21],
    [9, 21],
    [12, 21],
  ],
  '410': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '206': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '307': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '601': [[8, 20], [8, 20], null],
  '203': [
    [9, 20],
    [9, 20],
    [9, 20],
  ],
  '859': [
    [10, 21],
    [10, 21],
    [10, 21],
  ],
  '617': [
    [8, 20],
    [8, 20],
    [8, 20],
  ],
  '313': [
    [9, 21],
    [9, 21],
    [9, 21],
  ],
  '612': [
    [9, 21],
    [9, 21],
    [9, 21],
  ],
  '505': [
    [9, 21],
    [9, 21],
    [9, 21],
  ],
  '702': [
    [9, 20],
    [9, 20],
    [9, 20],
  ],
  '312': [
    [9, 21],
    [9, 21],
    [9, 21],
  ],
  '207': [[9, 17], null, null],
  '804': [
    [8, 21],
    [8, 21],
    [8, 21],
  ],
}
const YEARS = fc.integer({ min: Date.parse('2026-11-01T00:00:00Z'), max: Date.parse('2036-01-01T00:00:00Z') })
const someHours = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 1440 }), to: fc.integer({ min: 0, max: 1440 }) }),
  { maxLength: 2 },
)

test('a marketing call is allowed in the hours of the table and in no others, at any instant of ten years', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(TABLE)), YEARS, (code, atMs) => {
      const clock = ask(code, atMs)
      const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(clock.zones[0]!)
      const span = TABLE[code]![local.dayOfWeek === 7 ? 2 : local.dayOfWeek === 6 ? 1 : 0]
      const isOpen = span !== null && local.hour >= span![0] && local.hour < span![1]
      expect([local.toString(), clock.forbiddenBy.length === 0]).toEqual([local.toString(), isOpen])
      expect(clock.localTimes).toEqual([
        local.toString({ smallestUnit: 'second', timeZoneName: 'never', roundingMode: 'trunc' }),
      ])
    }),
    { numRuns: 3_000 },
  )
})

/** Days on which clocks change somewhere in the table, so that a random instant is often near one. */
const CHANGES = ['2026-11-01', '2027-03-14', '2027-11-07', '2028-03-12', '2027-03-28', '2027-04-04', '2026-10-18']
const nearAChange = fc
  .tuple(
    fc.constantFrom(...CHANGES),
    fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
    fc.integer({ min: 0, max: 59_999 }),
  )
  .map(([date, minutes, ms]) => Date.parse(date) + minutes * 60_000 + ms)
const CODES = ['212', '850', '208', '928', '215', '205', '504', '402', '207', '214', '709', '800']
const ABROAD = ['+61491570156', '+447700900123', '+525512345678', '+201001234567']
const PHONES = [...CODES.map((code) => `+1${code}5550142`), ...ABROAD]

test('the next moment is allowed, and no minute before it is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PHONES),
      fc.oneof(YEARS, nearAChange),
      fc.constantFrom('marketing', 'appointment_reminder', 'service'),
      someHours,
      (phone, atMs, purpose, hours) => {
        const asked: Asked = { channel: 'sms', purpose: purpose as ContactAsk['purpose'], hours }
        const { forbiddenBy, nextAllowedAtMs } = ask(phone, atMs, asked)
        if (forbiddenBy.length === 0) {
          expect(nextAllowedAtMs).toBe(null)
          return
        }
        const endMs = nextAllowedAtMs ?? atMs + 14 * 86_400_000
        if (nextAllowedAtMs !== null) {
          expect(nextAllowedAtMs % 60_000).toBe(0)
          expect(ask(phone, nextAllowedAtMs, asked).forbiddenBy).toEqual([])
          expect(ask(phone, nextAllowedAtMs - 1, asked).forbiddenBy).not.toEqual([])
        }
        // Whatever opens does so at the beginning of a minute; of days on end a few are looked at.
        const step = endMs - atMs > 86_400_000 ? 900_000 : 60_000
        for (let early = Math.ceil(atMs / 60_000) * 60_000; early < endMs; early += step) {
          if (ask(phone, early, asked).forbiddenBy.length === 0) {
            throw new Error(`allowed already at ${new Date(early).toISOString()}`)
          }
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('an agent’s own hours hold within the law’s, and nowhere beside them', () => {
  const agent = { from: 10 * 60, to: 22 * 60 }
  const early = ask('212', '2026-11-23T09:30:00-05:00', { agent })
  expect(early.forbiddenBy).toEqual(['agent'])
  expect(nextOf(early)).toBe('2026-11-23T15:00:00.000Z')
  expect(ask('212', '2026-11-23T10:00:00-05:00', { agent }).forbiddenBy).toEqual([])
  expect(ask('212', '2026-11-23T21:30:00-05:00', { agent }).forbiddenBy).not.toContain('agent')
  expect(ask('212', '2026-11-23T21:30:00-05:00', { agent }).forbiddenBy).toContain('R-6')
})
