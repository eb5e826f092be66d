import { expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import type { WhenClock } from './wish.ts'
import { localOf, momentText } from './zone-clock.ts'

/** Wednesday, 10:00 in the morning. */
const WEDNESDAY: WhenClock = { nowMs: Date.parse('2026-11-18T10:00-05:00'), timeZone: 'America/New_York' }

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

test.each([
  ["Hi, this is Ann Miller, I'd like to book a cleaning for Tuesday afternoon", '2026-11-24T12:00/2026-11-24T17:00'],
  ['my tooth has been hurting since Sunday, can I come in tomorrow morning?', '2026-11-19T06:00/2026-11-19T12:00'],
  ["I broke my tooth yesterday, what's the earliest you can see me", '2026-11-18T10:00/2027-12-24T00:00'],
  [
    'my son needs a checkup, he gets out of school at three so after that',
    '2026-11-18T15:00/2026-11-19T00:00 2026-11-19T15:00/2026-11-20T00:00 ...',
  ],
  [
    'I was supposed to come in last Thursday but I missed it, can I rebook for this Thursday',
    '2026-11-19T00:00/2026-11-20T00:00',
  ],
  ['I called two days ago about an appointment on the 30th', '2026-11-30T00:00/2026-12-01T00:00'],
  ['do you have any openings on Black Friday', '2026-11-27T00:00/2026-11-28T00:00'],
  ['what about in the afternoon', '2026-11-18T12:00/2026-11-18T17:00 2026-11-19T12:00/2026-11-19T17:00 ...'],
  ['what about Wednesday', '2026-11-25T00:00/2026-11-26T00:00'],
  ['and on Friday?', '2026-11-20T00:00/2026-11-21T00:00'],
  ['yes, ten thirty works', '2026-11-18T10:30/2026-11-18T10:31 2026-11-19T10:30/2026-11-19T10:31 ...'],
  ['yes the 3 pm one', '2026-11-18T15:00/2026-11-18T15:01 2026-11-19T15:00/2026-11-19T15:01 ...'],
  ["I'll take the two thirty", '2026-11-18T14:30/2026-11-18T14:31 2026-11-19T14:30/2026-11-19T14:31 ...'],
  ['the morning one', '2026-11-18T10:00/2026-11-18T12:00 2026-11-19T06:00/2026-11-19T12:00 ...'],
  ['the first one at nine', '2026-11-19T09:00/2026-11-19T09:01 2026-11-20T09:00/2026-11-20T09:01 ...'],
  ["let's go with Thursday", '2026-11-19T00:00/2026-11-20T00:00'],
  ['Thursday at ten it is', '2026-11-19T10:00'],
  ['ok Thursday', '2026-11-19T00:00/2026-11-20T00:00'],
  ['okay so Tuesday the 24th at 2:15', '2026-11-24T14:15'],
  ['are you open on Saturdays', '2026-11-21T00:00/2026-11-22T00:00 2026-11-28T00:00/2026-11-29T00:00 ...'],
  ['are you open on Christmas Eve', '2026-12-24T00:00/2026-12-25T00:00'],
  ['do you open before 8 on weekdays', '2026-11-19T00:00/2026-11-19T08:00 2026-11-20T00:00/2026-11-20T08:00 ...'],
  [
    "I'd prefer mornings, any day except Wednesday",
    '2026-11-19T06:00/2026-11-19T12:00 2026-11-20T06:00/2026-11-20T12:00 ...',
  ],
  ['I work nights so afternoons are best', '2026-11-18T12:00/2026-11-18T17:00 2026-11-19T12:00/2026-11-19T17:00 ...'],
  ['I can only do weekends', '2026-11-21T00:00/2026-11-23T00:00 2026-11-28T00:00/2026-11-30T00:00 ...'],
  ['Saturdays only', '2026-11-21T00:00/2026-11-22T00:00 2026-11-28T00:00/2026-11-29T00:00 ...'],
  ['never on a Monday', '2026-11-18T10:00/2026-11-23T00:00 2026-11-24T00:00/2026-11-30T00:00 ...'],
  ['Mondays are bad, Tuesdays are fine', '2026-11-24T00:00/2026-11-25T00:00 2026-12-01T00:00/2026-12-02T00:00 ...'],
  ["Tuesday's fine but Wednesday's better", '2026-11-25T00:00/2026-11-26T00:00'],
  ['Tuesday or if not Wednesday', '2026-11-24T00:00/2026-11-26T00:00'],
  ['Tuesday, if not then Thursday', '2026-11-19T00:00/2026-11-20T00:00 2026-11-24T00:00/2026-11-25T00:00'],
  ['if possible on the 1st of December', '2026-12-01T00:00/2026-12-02T00:00'],
  ['as late as possible on Thursday', '2026-11-19T00:00/2026-11-20T00:00'],
  ['late in the day on Thursday', '2026-11-19T15:00/2026-11-19T20:00'],
  ['between now and Christmas', '2026-11-18T10:00/2026-12-26T00:00'],
  ["we're away from the 1st to the 10th", '2026-11-18T10:00/2026-12-01T00:00 2026-12-11T00:00/2027-12-24T00:00'],
  ["I'm out of town until the 5th", '2026-12-05T00:00/2027-12-24T00:00'],
  ["I'm on vacation next week", '2026-11-18T10:00/2026-11-23T00:00 2026-11-30T00:00/2027-12-24T00:00'],
  ["I'm away next week, so the week after", '2026-11-30T00:00/2026-12-07T00:00'],
  ["can't do this week, next week is better", '2026-11-23T00:00/2026-11-30T00:00'],
  ['this week is no good', '2026-11-23T00:00/2027-12-24T00:00'],
  ["next week doesn't work", '2026-11-18T10:00/2026-11-23T00:00 2026-11-30T00:00/2027-12-24T00:00'],
  ["next week doesn't work, how about the week after", '2026-11-30T00:00/2026-12-07T00:00'],
  ["the 24th doesn't work", '2026-11-18T10:00/2026-11-24T00:00 2026-11-25T00:00/2027-12-24T00:00'],
  ['nothing before ten', '2026-11-18T10:00/2026-11-19T00:00 2026-11-19T10:00/2026-11-20T00:00 ...'],
  ['nothing on Fridays', '2026-11-18T10:00/2026-11-20T00:00 2026-11-21T00:00/2026-11-27T00:00 ...'],
  ['no Fridays', '2026-11-18T10:00/2026-11-20T00:00 2026-11-21T00:00/2026-11-27T00:00 ...'],
  ['not too early', '2026-11-18T10:00/2026-11-19T00:00 2026-11-19T09:00/2026-11-20T00:00 ...'],
  ['half nine tomorrow', '2026-11-19T09:30'],
  ['half three', '2026-11-18T15:30/2026-11-18T15:31 2026-11-19T15:30/2026-11-19T15:31 ...'],
  ['10 past 4', '2026-11-18T16:10/2026-11-18T16:11 2026-11-19T16:10/2026-11-19T16:11 ...'],
  ['ten of four', '2026-11-18T15:50/2026-11-18T15:51 2026-11-19T15:50/2026-11-19T15:51 ...'],
  ['a quarter to nine on Monday morning', '2026-11-23T08:45'],
  ['eight hundred hours', '2026-11-19T08:00/2026-11-19T08:01 2026-11-20T08:00/2026-11-20T08:01 ...'],
  ['1500 hours', '2026-11-18T15:00/2026-11-18T15:01 2026-11-19T15:00/2026-11-19T15:01 ...'],
  ['noon-ish', '2026-11-18T11:30/2026-11-18T12:31 2026-11-19T11:30/2026-11-19T12:31 ...'],
  ['threeish tomorrow', '2026-11-19T14:30/2026-11-19T15:31'],
  ['somewhere around 2', '2026-11-18T13:30/2026-11-18T14:31 2026-11-19T13:30/2026-11-19T14:31 ...'],
  ['by around 5', '2026-11-18T10:00/2026-11-18T17:00 2026-11-19T00:00/2026-11-19T17:00 ...'],
  ['up until 6', '2026-11-18T10:00/2026-11-18T18:00 2026-11-19T00:00/2026-11-19T18:00 ...'],
  ['from 3 on', '2026-11-18T15:00/2026-11-19T00:00 2026-11-19T15:00/2026-11-20T00:00 ...'],
  ['from three onwards on Tuesday', '2026-11-24T15:00/2026-11-25T00:00'],
  ['starting at 2', '2026-11-18T14:00/2026-11-19T00:00 2026-11-19T14:00/2026-11-20T00:00 ...'],
  ['ending by 5', '2026-11-18T10:00/2026-11-18T17:00 2026-11-19T00:00/2026-11-19T17:00 ...'],
  ['tomorrow from 2 until 4', '2026-11-19T14:00/2026-11-19T16:00'],
  ['Monday 2 to 4', '2026-11-23T14:00/2026-11-23T16:00'],
  ['Monday 2pm-4pm', '2026-11-23T14:00/2026-11-23T16:00'],
  ['Friday 9am', '2026-11-20T09:00'],
  ['9am Friday', '2026-11-20T09:00'],
  ['fri 9', '2026-11-20T09:00'],
  ['fri. at 9', '2026-11-20T09:00'],
  ['Weds at 2', '2026-11-25T14:00'],
  ['thurs pm', '2026-11-19T12:00/2026-11-19T21:00'],
  ['thursday am', '2026-11-19T06:00/2026-11-19T12:00'],
  ['tomorrow am', '2026-11-19T06:00/2026-11-19T12:00'],
  ['tomorrow in the a.m.', '2026-11-19T06:00/2026-11-19T12:00'],
  ['Monday p.m.', '2026-11-23T12:00/2026-11-23T21:00'],
  ['this time tomorrow', '2026-11-19T00:00/2026-11-20T00:00'],
  ['day after tomorrow at 5', '2026-11-20T17:00'],
  ['a week from today at 3', '2026-11-25T15:00'],
  ['a week Thursday', '2026-11-26T00:00/2026-11-27T00:00'],
  ['Thursday fortnight', '2026-12-03T00:00/2026-12-04T00:00'],
  ['three weeks on Monday', '2026-12-14T00:00/2026-12-15T00:00'],
  ['in a fortnight', '2026-12-02T00:00/2026-12-03T00:00'],
  ['in 10 days', '2026-11-28T00:00/2026-11-29T00:00'],
  ['ten days from now', '2026-11-28T00:00/2026-11-29T00:00'],
  ['30 days from today', '2026-12-18T00:00/2026-12-19T00:00'],
  ['the rest of the week', '2026-11-18T10:00/2026-11-23T00:00'],
  ['rest of this month', '2026-11-18T10:00/2026-12-01T00:00'],
  ['second half of December', '2026-12-16T00:00/2027-01-01T00:00'],
  ['first half of next month', '2026-12-01T00:00/2026-12-16T00:00'],
  ['the week before Christmas', '2026-12-14T00:00/2026-12-21T00:00'],
  ['the week of Thanksgiving', '2026-11-23T00:00/2026-11-30T00:00'],
  ['New Year', '2027-01-01T00:00/2027-01-02T00:00'],
  ['early January', '2027-01-01T00:00/2027-01-11T00:00'],
  ['end of January, beginning of February', '2027-01-25T00:00/2027-02-08T00:00'],
  ['late November or early December', '2026-11-21T00:00/2026-12-11T00:00'],
  ['November or December', '2026-11-18T10:00/2027-01-01T00:00'],
  ['next available Tuesday', '2026-11-24T00:00/2026-11-25T00:00'],
  ['first available Tuesday afternoon', '2026-11-24T12:00/2026-11-24T17:00'],
  ['the next Tuesday you have', '2026-11-24T00:00/2026-11-25T00:00'],
] as const)('"%s" asks for %s', (phrase, expected) => {
  expect(asked(phrase, WEDNESDAY)).toBe(expected)
})
