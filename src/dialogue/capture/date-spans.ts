import { MONTH } from '../when/lexicon.ts'
import { type DateInText, datesIn } from '../when/read-date.ts'
import type { WhenClock } from '../when/wish.ts'
import { announcementsIn } from './announced.ts'
import type { Hearing } from './sensitive.ts'
import type { Span } from './spans.ts'
import type { Piece } from './spoken-pieces.ts'

/** Where nobody says by which clock: only the order of day and month in figures depends on it. */
const ANY_CLOCK: WhenClock = { nowMs: Date.UTC(2030, 0, 1), timeZone: 'America/New_York' }

const BIRTH = '[date of birth]'
/** So many characters from "born" the date is still of a birth. */
const REACH_CHARS_MAX = 60
/** The dates of a text are read in parts no longer than this, at sentence ends where there are any. */
const PART_CHARS_MAX = 1_500

/** Dates of birth: a date after "born", "birthday" or the like, or any date with a year where one was asked for. */
export function birthSpans(text: string, pieces: readonly Piece[], { asked, clock }: Hearing): readonly Span[] {
  const born = announcementsIn(pieces).flatMap(({ what, to }) => (what === 'dob' ? [pieces[to - 1]?.end ?? 0] : []))
  if (born.length === 0 && asked !== 'dob') return []
  return allDates(text, clock ?? ANY_CLOCK).flatMap(({ start, end }) => {
    const isBirth = asked === 'dob' || born.some((at) => start >= at && start - at <= REACH_CHARS_MAX)
    return isBirth ? [{ start, end, mask: BIRTH }] : []
  })
}

/** Dates with a year that is over: nobody makes an appointment for one, so they tell of a person. */
export function pastDateSpans(text: string, clock: WhenClock | undefined): readonly Span[] {
  const year = new Date((clock ?? ANY_CLOCK).nowMs).getUTCFullYear()
  return allDates(text, clock ?? ANY_CLOCK).flatMap((date) => {
    const { start, end, said } = date
    const isOver = said.year !== undefined && said.year < year && said.year > 1_900
    return isOver && looksLikeDate(text, date) ? [{ start, end, mask: BIRTH }] : []
  })
}

/** Where a text has dates that look like dates: with a month's name, strokes or hyphens. Their figures are no number. */
export const calendarSpans = (text: string, clock: WhenClock | undefined): readonly Pick<Span, 'start' | 'end'>[] =>
  allDates(text, clock ?? ANY_CLOCK).filter((date) => looksLikeDate(text, date) && mayBe(date))

/** "(612) 200-2070" reads like a date of a 200th month: it is a number. */
const mayBe = ({ said: { month, dayOfMonth } }: DateInText): boolean =>
  month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31

const looksLikeDate = (text: string, { start, end }: DateInText): boolean =>
  /\d[/.-]\d/.test(text.slice(start, end)) ||
  (
    text
      .slice(start, end)
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  ).some((word) => MONTH.has(word))

/** Every date of a text, however long it is. */
function allDates(text: string, clock: WhenClock): readonly DateInText[] {
  const dates: DateInText[] = []
  for (let from = 0; from < text.length; from += PART_CHARS_MAX) {
    const part = withoutMasks(text.slice(from, from + PART_CHARS_MAX + 60))
    for (const date of datesIn(part, clock)) {
      const [start, end] = [date.start + from, date.end + from]
      if (!dates.some((known) => known.start <= start && known.end >= end)) dates.push({ ...date, start, end })
    }
  }
  return dates
}

/** A mask ends what stands before it; its own words say nothing. */
const withoutMasks = (text: string): string => text.replace(/\[[a-z ]+\]/gi, (mask) => '.'.padEnd(mask.length))
