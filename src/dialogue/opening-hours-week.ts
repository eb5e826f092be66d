import type { Hours } from '../agents/hours.ts'
import { WEEKDAYS } from '../agents/weekdays.ts'
import { saySpans } from './opening-hours-spans.ts'
import { sayChoice } from './when/say.ts'

type Weekday = (typeof WEEKDAYS)[number]

const NAMES: Readonly<Record<Weekday, string>> = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
}

interface Run {
  readonly days: Weekday[]
  readonly said: string
}

/** "On Mondays we are closed.": one day of the week as it always is. */
export function sayWeekday({ weekly }: Hours, weekday: Weekday): string {
  const spans = weekly[weekday] ?? []
  return spans.length === 0
    ? `We are closed on ${NAMES[weekday]}s.`
    : `On ${NAMES[weekday]}s we are open ${saySpans(spans)}.`
}

/** The week in a sentence or two: days in a row that are alike are told together. */
export function sayWeek({ weekly }: Hours): string {
  const open = runsOf(
    WEEKDAYS.filter((day) => (weekly[day] ?? []).length > 0),
    weekly,
  )
  const closed = WEEKDAYS.filter((day) => (weekly[day] ?? []).length === 0)
  if (open.length === 0) return 'We have no regular opening hours.'
  const parts = open.map(({ days, said }) => `${sayRun(days)} ${said}`)
  const week = `We are open ${sayChoice(parts, 'and')}.`
  return closed.length === 0
    ? week
    : `${week} We are closed on ${sayChoice(
        closed.map((day) => NAMES[day]),
        'and',
      )}.`
}

function runsOf(days: readonly Weekday[], weekly: Hours['weekly']): Run[] {
  const runs: Run[] = []
  for (const day of days) {
    const said = saySpans(weekly[day] ?? [])
    const last = runs.at(-1)
    const isNext = last !== undefined && WEEKDAYS.indexOf(last.days.at(-1) ?? day) + 1 === WEEKDAYS.indexOf(day)
    if (isNext && last.said === said) last.days.push(day)
    else runs.push({ days: [day], said })
  }
  return runs
}

function sayRun(days: readonly Weekday[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (days.length > 2) return `${NAMES[first]} to ${NAMES[last]}`
  return sayChoice(
    days.map((day) => NAMES[day]),
    'and',
  )
}
