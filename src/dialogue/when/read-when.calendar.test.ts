import { expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import type { WhenClock } from './wish.ts'
import { localOf, momentText } from './zone-clock.ts'

const HORIZON_DAYS = 400

/** The instant or the first two windows a phrase asks for, on the wall clock; or 'past'. */
function asked(text: string, clock: WhenClock): string {
  const reading = readWhen(text, clock)
  if (reading === null || reading.past) return reading === null ? 'nothing' : 'past'
  const local = (atMs: number) => momentText(localOf(atMs, clock.timeZone))
  const exact = exactAtMs(reading.wish, clock)
  if (exact !== null) return local(exact)
  const windows = windowsOf(reading.wish, clock, HORIZON_DAYS)
  const first = windows.slice(0, 2).map(({ fromMs, toMs }) => `${local(fromMs)}/${local(toMs)}`)
  return [...first, ...(windows.length > 2 ? ['...'] : [])].join(' ')
}

/** Wednesday, 10:00 in the morning. */
const WEDNESDAY: WhenClock = { nowMs: Date.parse('2026-11-18T10:00-05:00'), timeZone: 'America/New_York' }

test.each([
  ['could you squeeze me in tomorrow, any time after lunch?', '2026-11-19T13:00/2026-11-19T17:00'],
  ['the soonest appointment you have with Dr. Lee', '2026-11-18T10:00/2027-12-24T00:00'],
  ["what's your next available opening", '2026-11-18T10:00/2027-12-24T00:00'],
  ["I'd love to come in on Monday the 30th, morning if possible", '2026-11-30T06:00/2026-11-30T12:00'],
  [
    'Monday morning if possible, otherwise Tuesday',
    '2026-11-23T06:00/2026-11-23T12:00 2026-11-24T00:00/2026-11-25T00:00',
  ],
  [
    'Is there anything on the 8th or 9th around noonish?',
    '2026-12-08T11:30/2026-12-08T12:31 2026-12-09T11:30/2026-12-09T12:31',
  ],
  ["let's do the 3 o'clock on Thursday", '2026-11-19T15:00'],
  ['the 10:30 works', '2026-11-18T10:30/2026-11-18T10:31 2026-11-19T10:30/2026-11-19T10:31 ...'],
  ['Tuesday works, ten fifteen', '2026-11-24T10:15'],
  ['I can do Thursday after 1 or Friday before 11', '2026-11-19T13:00/2026-11-20T11:00'],
  ["I'm only free between 12 and 2", '2026-11-18T12:00/2026-11-18T14:00 2026-11-19T12:00/2026-11-19T14:00 ...'],
  ['weekdays after 4pm', '2026-11-18T16:00/2026-11-19T00:00 2026-11-19T16:00/2026-11-20T00:00 ...'],
  ['Thursday, the 3rd of December, at twenty past one', '2026-12-03T13:20'],
  ['10 a.m. would be perfect', '2026-11-18T10:00/2026-11-18T10:01 2026-11-19T10:00/2026-11-19T10:01 ...'],
  ['anytime Thursday or Friday', '2026-11-19T00:00/2026-11-21T00:00'],
  ['any time on Friday after 2:30', '2026-11-20T14:30/2026-11-21T00:00'],
  ['some time next week would be great', '2026-11-23T00:00/2026-11-30T00:00'],
  ['Thursday week at noon', '2026-11-26T12:00'],
  ['tomoz at three', '2026-11-19T15:00'],
  ['three days from now', '2026-11-21T00:00/2026-11-22T00:00'],
  ['a week from this Friday', '2026-11-27T00:00/2026-11-28T00:00'],
  ['a week from next Friday', '2026-12-04T00:00/2026-12-05T00:00'],
  ['the second Tuesday in January', '2027-01-12T00:00/2027-01-13T00:00'],
  ['first Friday of next month', '2026-12-04T00:00/2026-12-05T00:00'],
  ['before the end of the year', '2026-11-18T10:00/2027-01-01T00:00'],
  ['by the end of the month', '2026-11-18T10:00/2026-12-01T00:00'],
  ['at the end of January', '2027-01-25T00:00/2027-02-01T00:00'],
  ['after the first of the year', '2027-01-02T00:00/2027-12-24T00:00'],
  ['this Thursday at 8:45 in the morning', '2026-11-19T08:45'],
  ['Friday at five to ten', '2026-11-20T09:55'],
  ["I'm not available on Thursday", '2026-11-18T10:00/2026-11-19T00:00 2026-11-20T00:00/2026-11-26T00:00 ...'],
  ['Thursday and Friday are no good', '2026-11-18T10:00/2026-11-19T00:00 2026-11-21T00:00/2026-11-26T00:00 ...'],
  ['I have work on Monday', '2026-11-18T10:00/2026-11-23T00:00 2026-11-24T00:00/2026-11-30T00:00 ...'],
  ['not Thursday or Friday', '2026-11-18T10:00/2026-11-19T00:00 2026-11-21T00:00/2026-11-26T00:00 ...'],
  ['except for Friday mornings', '2026-11-18T10:00/2026-11-20T00:00 2026-11-20T12:00/2026-11-27T00:00 ...'],
  ['any day except Friday morning', '2026-11-18T10:00/2026-11-20T00:00 2026-11-20T12:00/2026-11-27T00:00 ...'],
  [
    'no earlier than nine and no later than eleven',
    '2026-11-18T10:00/2026-11-18T11:00 2026-11-19T09:00/2026-11-19T11:00 ...',
  ],
  ['between 9 and noon', '2026-11-18T10:00/2026-11-18T12:00 2026-11-19T09:00/2026-11-19T12:00 ...'],
  ['between noon and three', '2026-11-18T12:00/2026-11-18T15:00 2026-11-19T12:00/2026-11-19T15:00 ...'],
  ['from noon to two on Saturday', '2026-11-21T12:00/2026-11-21T14:00'],
  ['8:30 to 10 tomorrow', '2026-11-19T08:30/2026-11-19T10:00'],
  ['two thirty to four on Monday', '2026-11-23T14:30/2026-11-23T16:00'],
  ['at three or three thirty', '2026-11-18T15:00/2026-11-18T15:01 2026-11-18T15:30/2026-11-18T15:31 ...'],
  [
    'either at ten or at half past eleven on Wednesday',
    '2026-11-25T10:00/2026-11-25T10:01 2026-11-25T11:30/2026-11-25T11:31',
  ],
  ['next Monday, Wednesday, or Friday', '2026-11-23T00:00/2026-11-24T00:00 2026-11-25T00:00/2026-11-26T00:00 ...'],
  ['Mondays, Wednesdays and Fridays', '2026-11-18T10:00/2026-11-19T00:00 2026-11-20T00:00/2026-11-21T00:00 ...'],
  [
    'Monday and Wednesday mornings or Thursday afternoons',
    '2026-11-18T10:00/2026-11-18T12:00 2026-11-19T12:00/2026-11-19T17:00 ...',
  ],
  ['morning or early afternoon', '2026-11-18T10:00/2026-11-18T14:00 2026-11-19T06:00/2026-11-19T14:00 ...'],
  ['Dec 3rd at 4', '2026-12-03T16:00'],
  ['Nov. 24 at 2 p.m.', '2026-11-24T14:00'],
  ['24 Nov', '2026-11-24T00:00/2026-11-25T00:00'],
  ['24th of Nov', '2026-11-24T00:00/2026-11-25T00:00'],
  ['Tue 24 Nov 14:00', '2026-11-24T14:00'],
  ['2026/12/03', '2026-12-03T00:00/2026-12-04T00:00'],
  ['12-03-2026', '2026-12-03T00:00/2026-12-04T00:00'],
  ['2026-12-03 at 14:30', '2026-12-03T14:30'],
  ['2026-12-03T14:30', '2026-12-03T14:30'],
  ['on december the third', '2026-12-03T00:00/2026-12-04T00:00'],
  ['December the 3rd two thousand twenty six', '2026-12-03T00:00/2026-12-04T00:00'],
  ['seven in the morning', '2026-11-19T07:00/2026-11-19T07:01 2026-11-20T07:00/2026-11-20T07:01 ...'],
  ['7:30 in the evening on Tuesday', '2026-11-24T19:30'],
  ['7:30 tomorrow', '2026-11-19T19:30'],
  ['six pm today', '2026-11-18T18:00'],
  ['five p.m. tonight', '2026-11-18T17:00'],
  ['today at 5', '2026-11-18T17:00'],
  ['today after 3', '2026-11-18T15:00/2026-11-19T00:00'],
  ['today before noon', '2026-11-18T10:00/2026-11-18T12:00'],
  ['is there anything today', '2026-11-18T10:00/2026-11-19T00:00'],
  ['can you see me today', '2026-11-18T10:00/2026-11-19T00:00'],
  ['right now', '2026-11-18T10:00/2027-12-24T00:00'],
  ['right away', '2026-11-18T10:00/2027-12-24T00:00'],
  ['ASAP please', '2026-11-18T10:00/2027-12-24T00:00'],
  ['sometime this afternoon', '2026-11-18T12:00/2026-11-18T17:00'],
  ['later this afternoon', '2026-11-18T15:00/2026-11-18T18:00'],
  ['first thing tomorrow morning', '2026-11-19T06:00/2026-11-19T12:00'],
  ['last appointment of the day on Friday', '2026-11-20T15:00/2026-11-21T00:00'],
  ['the day before Thanksgiving', '2026-11-25T00:00/2026-11-26T00:00'],
  ['the weekend after next', '2026-12-05T00:00/2026-12-07T00:00'],
  ['the weekend after Thanksgiving', '2026-11-28T00:00/2026-11-30T00:00'],
  ['later in the week', '2026-11-19T00:00/2026-11-23T00:00'],
  ['middle of next week', '2026-11-24T00:00/2026-11-27T00:00'],
  [
    'early next week, preferably in the morning',
    '2026-11-23T06:00/2026-11-23T12:00 2026-11-24T06:00/2026-11-24T12:00 ...',
  ],
  ['Wednesday-ish', '2026-11-25T00:00/2026-11-26T00:00'],
  ['around the 10th', '2026-12-10T00:00/2026-12-11T00:00'],
  ['around December 10th', '2026-12-10T00:00/2026-12-11T00:00'],
  ['in about two weeks', '2026-12-02T00:00/2026-12-09T00:00'],
  ["in two weeks' time", '2026-12-02T00:00/2026-12-03T00:00'],
  ['within a week', '2026-11-18T10:00/2026-11-26T00:00'],
  ['within the week', '2026-11-18T10:00/2026-11-26T00:00'],
  ['in the next 48 hours', '2026-11-18T10:00/2026-11-21T00:00'],
  ['this time next week', '2026-11-23T00:00/2026-11-30T00:00'],
  ['two weeks from tomorrow at 9', '2026-12-03T09:00'],
  ['a week tomorrow at noon', '2026-11-26T12:00'],
  ['one week from today', '2026-11-25T00:00/2026-11-26T00:00'],
  ['Tuesdays at 4', '2026-11-24T16:00/2026-11-24T16:01 2026-12-01T16:00/2026-12-01T16:01 ...'],
  ['Tuesday evenings', '2026-11-24T17:00/2026-11-24T21:00 2026-12-01T17:00/2026-12-01T21:00 ...'],
  ['I need it before Thursday', '2026-11-18T10:00/2026-11-19T00:00'],
  ['not before next week', '2026-11-23T00:00/2027-12-24T00:00'],
  ['starting next Monday', '2026-11-23T00:00/2027-12-24T00:00'],
  ['from December 1st onwards', '2026-12-01T00:00/2027-12-24T00:00'],
  ['any time from the 7th', '2026-12-07T00:00/2027-12-24T00:00'],
  ['through the 15th', '2026-11-18T10:00/2026-12-16T00:00'],
  ['until Friday', '2026-11-18T10:00/2026-11-21T00:00'],
  ["Actually, let's do 2", '2026-11-18T14:00/2026-11-18T14:01 2026-11-19T14:00/2026-11-19T14:01 ...'],
  ['sorry, I meant Wednesday', '2026-11-25T00:00/2026-11-26T00:00'],
  ['no wait, the 25th', '2026-11-25T00:00/2026-11-26T00:00'],
  ['not Tuesday, Thursday', '2026-11-19T00:00/2026-11-20T00:00'],
  ['Tuesday. Sorry, Thursday. At three.', '2026-11-19T15:00'],
  ['I said Tuesday but I meant Wednesday at ten', '2026-11-25T10:00'],
  ['let me think... Friday? No, Monday. Monday at 2', '2026-11-23T14:00'],
  ['could we push it to Monday', '2026-11-23T00:00/2026-11-24T00:00'],
  ['bring it forward to Monday', '2026-11-23T00:00/2026-11-24T00:00'],
  ["I can't make it on Thursday, is Friday possible?", '2026-11-20T00:00/2026-11-21T00:00'],
  [
    "can't do Thursday, what about the following week",
    '2026-11-23T00:00/2026-11-26T00:00 2026-11-27T00:00/2026-11-30T00:00',
  ],
  ['before the end of the month', '2026-11-18T10:00/2026-12-01T00:00'],
  ['could you squeeze me in tomorrow', '2026-11-19T00:00/2026-11-20T00:00'],
  ['sometime in December', '2026-12-01T00:00/2027-01-01T00:00'],
  ['three in the morning', '2026-11-19T03:00/2026-11-19T03:01 2026-11-20T03:00/2026-11-20T03:01 ...'],
  ['six in the afternoon', '2026-11-18T18:00/2026-11-18T18:01 2026-11-19T18:00/2026-11-19T18:01 ...'],
  ['eleven at night', '2026-11-18T23:00/2026-11-18T23:01 2026-11-19T23:00/2026-11-19T23:01 ...'],
  ['the first of the month', '2026-12-01T00:00/2026-12-02T00:00'],
] as const)('"%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, WEDNESDAY)).toBe(expected)
})

/** Friday, 22:30: hardly anything of the week is left. */
const FRIDAY_NIGHT: WhenClock = { nowMs: Date.parse('2026-11-20T22:30-05:00'), timeZone: 'America/New_York' }

test.each([
  ['Friday', '2026-11-27T00:00/2026-11-28T00:00'],
  ['this Friday', '2026-11-20T22:30/2026-11-21T00:00'],
  ['next Friday', '2026-11-27T00:00/2026-11-28T00:00'],
  ['today', '2026-11-20T22:30/2026-11-21T00:00'],
  ['tonight', '2026-11-20T22:30/2026-11-21T00:00'],
  ['this evening', 'past'],
  ['tomorrow', '2026-11-21T00:00/2026-11-22T00:00'],
  ['tomorrow morning', '2026-11-21T06:00/2026-11-21T12:00'],
  ['Monday at nine', '2026-11-23T09:00'],
  ['this weekend', '2026-11-21T00:00/2026-11-23T00:00'],
  ['next weekend', '2026-11-28T00:00/2026-11-30T00:00'],
  ['the weekend', '2026-11-21T00:00/2026-11-23T00:00'],
  ['Saturday or Sunday', '2026-11-21T00:00/2026-11-23T00:00'],
  ['next week', '2026-11-23T00:00/2026-11-30T00:00'],
  ['this week', '2026-11-20T22:30/2026-11-23T00:00'],
  ['later this week', '2026-11-21T00:00/2026-11-23T00:00'],
  ['end of the week', '2026-11-20T22:30/2026-11-21T00:00'],
  ['early next week', '2026-11-23T00:00/2026-11-26T00:00'],
  ['the day after tomorrow', '2026-11-22T00:00/2026-11-23T00:00'],
  ['in an hour', '2026-11-20T23:00/2026-11-21T00:00'],
  ['in two weeks', '2026-12-04T00:00/2026-12-05T00:00'],
  ['Thursday', '2026-11-26T00:00/2026-11-27T00:00'],
  ['next Thursday', '2026-11-26T00:00/2026-11-27T00:00'],
  ['this afternoon', 'past'],
  ['the 20th', '2026-11-20T22:30/2026-11-21T00:00'],
  ['the 31st', '2026-12-31T00:00/2027-01-01T00:00'],
  ['end of the month', '2026-11-24T00:00/2026-12-01T00:00'],
  ['the first of the month', '2026-12-01T00:00/2026-12-02T00:00'],
] as const)('late on a Friday: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, FRIDAY_NIGHT)).toBe(expected)
})

/** Wednesday, the last but one day of the year. */
const YEAR_END: WhenClock = { nowMs: Date.parse('2026-12-30T10:00-05:00'), timeZone: 'America/New_York' }

test.each([
  ['tomorrow at ten', '2026-12-31T10:00'],
  ['the 31st', '2026-12-31T00:00/2027-01-01T00:00'],
  ['January 2nd', '2027-01-02T00:00/2027-01-03T00:00'],
  ['December 30th', '2026-12-30T10:00/2026-12-31T00:00'],
  ['next week', '2027-01-04T00:00/2027-01-11T00:00'],
  ['Thursday at noon', '2026-12-31T12:00'],
  ["New Year's Eve", '2026-12-31T00:00/2027-01-01T00:00'],
  ["New Year's Day", '2027-01-01T00:00/2027-01-02T00:00'],
  ['end of the month', '2026-12-30T10:00/2027-01-01T00:00'],
  ['end of December', '2026-12-30T10:00/2027-01-01T00:00'],
  ['in December', '2026-12-30T10:00/2027-01-01T00:00'],
  ['early December', '2027-12-01T00:00/2027-12-11T00:00'],
  ['in January', '2027-01-01T00:00/2027-02-01T00:00'],
  ['next month', '2027-01-01T00:00/2027-02-01T00:00'],
  ['next year', '2027-01-01T00:00/2028-01-01T00:00'],
  ['the first Monday of January', '2027-01-04T00:00/2027-01-05T00:00'],
  ['1/4', '2027-01-04T00:00/2027-01-05T00:00'],
  ['December 29th', '2027-12-29T00:00/2027-12-30T00:00'],
  ['the 29th', '2027-01-29T00:00/2027-01-30T00:00'],
  ['in three days', '2027-01-02T00:00/2027-01-03T00:00'],
  ['this Friday', '2027-01-01T00:00/2027-01-02T00:00'],
  ['a week from today', '2027-01-06T00:00/2027-01-07T00:00'],
  ['two weeks tomorrow', '2027-01-14T00:00/2027-01-15T00:00'],
  ['in a month', '2027-01-30T00:00/2027-02-06T00:00'],
] as const)('at the end of the year: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, YEAR_END)).toBe(expected)
})

/** The day before the clocks go forward at 02:00. */
const SPRING: WhenClock = { nowMs: Date.parse('2027-03-13T12:00-05:00'), timeZone: 'America/New_York' }

test.each([
  ['tomorrow at 2:30 in the morning', '2027-03-14T03:30'],
  ['tomorrow at 1:30 am', '2027-03-14T01:30'],
  ['tomorrow at 2 am', '2027-03-14T03:00'],
  ['tomorrow between 1 am and 4 am', '2027-03-14T01:00/2027-03-14T04:00'],
  ['tomorrow morning', '2027-03-14T06:00/2027-03-14T12:00'],
  ['tomorrow at nine', '2027-03-14T09:00'],
  ['tomorrow', '2027-03-14T00:00/2027-03-15T00:00'],
  ['Monday at nine', '2027-03-15T09:00'],
] as const)('before the clocks go forward: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, SPRING)).toBe(expected)
})

/** The day before the clocks go back at 02:00. */
const FALL: WhenClock = { nowMs: Date.parse('2026-10-31T12:00-04:00'), timeZone: 'America/New_York' }

test.each([
  ['tomorrow at 2:30 in the morning', '2026-11-01T02:30'],
  ['tomorrow at 1:30 am', '2026-11-01T01:30'],
  ['tomorrow at 2 am', '2026-11-01T02:00'],
  ['tomorrow between 1 am and 4 am', '2026-11-01T01:00/2026-11-01T04:00'],
  ['tomorrow morning', '2026-11-01T06:00/2026-11-01T12:00'],
  ['tomorrow at nine', '2026-11-01T09:00'],
  ['tomorrow', '2026-11-01T00:00/2026-11-02T00:00'],
  ['Monday at nine', '2026-11-02T09:00'],
] as const)('before the clocks go back: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, FALL)).toBe(expected)
})

/** The day before the clocks go forward by half an hour. */
const LORD_HOWE: WhenClock = { nowMs: Date.parse('2026-10-03T12:30+10:30'), timeZone: 'Australia/Lord_Howe' }

test.each([
  ['tomorrow at 2:30 in the morning', '2026-10-04T02:30'],
  ['tomorrow at 1:30 am', '2026-10-04T01:30'],
  ['tomorrow at 2 am', '2026-10-04T02:30'],
  ['tomorrow between 1 am and 4 am', '2026-10-04T01:00/2026-10-04T04:00'],
  ['tomorrow morning', '2026-10-04T06:00/2026-10-04T12:00'],
  ['tomorrow at nine', '2026-10-04T09:00'],
  ['tomorrow', '2026-10-04T00:00/2026-10-05T00:00'],
  ['Monday at nine', '2026-10-05T09:00'],
] as const)('where the clocks move by half an hour: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, LORD_HOWE)).toBe(expected)
})

/** Wednesday, 15:00; the day comes before the month. */
const LONDON: WhenClock = { nowMs: Date.parse('2026-11-18T15:00Z'), timeZone: 'Europe/London' }

test.each([
  ['tomorrow at nine', '2026-11-19T09:00'],
  ['today at 5', '2026-11-18T17:00'],
  ['Friday afternoon', '2026-11-20T12:00/2026-11-20T17:00'],
  ['24/11', '2026-11-24T00:00/2026-11-25T00:00'],
  ['3/12 at half two', '2026-12-03T14:30'],
  ['the 24th', '2026-11-24T00:00/2026-11-25T00:00'],
  ['next week', '2026-11-23T00:00/2026-11-30T00:00'],
] as const)('in London: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, LONDON)).toBe(expected)
})

/** Wednesday, 20:45, at 05:45 from Greenwich. */
const KATHMANDU: WhenClock = { nowMs: Date.parse('2026-11-18T20:45+05:45'), timeZone: 'Asia/Kathmandu' }

test.each([
  ['tomorrow at nine', '2026-11-19T09:00'],
  ['today at 5', 'past'],
  ['Friday afternoon', '2026-11-20T12:00/2026-11-20T17:00'],
  ['24/11', '2026-11-24T00:00/2026-11-25T00:00'],
  ['3/12 at half two', '2026-12-03T14:30'],
  ['the 24th', '2026-11-24T00:00/2026-11-25T00:00'],
  ['next week', '2026-11-23T00:00/2026-11-30T00:00'],
] as const)('in Kathmandu: "%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, KATHMANDU)).toBe(expected)
})
