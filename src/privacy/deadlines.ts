import { instantAtOrAfter, wallTimeAt, type WallTime } from '../bookings/wall-clock.ts'
import { isHoliday, weekdayOf } from '../consent/clock/holidays.ts'
import { DAY_MS } from '../consent/clock/iso-date.ts'
import { LAWS, type Law } from './regime.ts'
import type { Regime, RequestType } from './request.ts'

/** A stretch of the calendar. Business days are those of the federal government of the United States. */
type Span = { readonly months: number } | { readonly days: number } | { readonly businessDays: number }

/** All counted from the receipt of the request, whenever it became clear who asks (CCPA regulations, section 7021(b)). */
interface Terms {
  /** Until when the asker is to be told what happens with it; null: there is no such time. */
  readonly acknowledge: Span | null
  readonly due: Span
  /** The same where it was extended, and they were told so in time. */
  readonly extended: Span
}

const GDPR: Terms = { acknowledge: null, due: { months: 1 }, extended: { months: 3 } }
const CCPA: Terms = { acknowledge: { businessDays: 10 }, due: { days: 45 }, extended: { days: 90 } }
const HIPAA_ACCESS: Terms = { acknowledge: null, due: { days: 30 }, extended: { days: 60 } }
const HIPAA_AMENDMENT: Terms = { acknowledge: null, due: { days: 60 }, extended: { days: 90 } }

/** GDPR art. 12(3); CCPA regulations, section 7021; 45 CFR 164.524(b)(2) and 164.526(b)(2). */
function termsOf(law: Law, types: readonly RequestType[]): Terms {
  if (law === 'gdpr') return GDPR
  if (law === 'ccpa') return CCPA
  return types.length > 0 && types.every((type) => type === 'correct') ? HIPAA_AMENDMENT : HIPAA_ACCESS
}

/** What is asked, when, and where the wall clock is that days are counted by: of several zones the earliest counts. */
export interface Received {
  readonly types: readonly RequestType[]
  readonly receivedAtMs: number
  /** IANA; none: UTC. */
  readonly zones: readonly string[]
}

export interface Deadlines {
  /** The law that gives the shortest time; `none` where nothing is known of which it is. */
  readonly regime: Regime
  readonly acknowledgeByMs: number | null
  readonly dueAtMs: number
}

/** By when a request must be answered: by the shortest time of all laws that hold, or of all there are where none is known to. */
export function deadlinesOf(laws: readonly Law[], received: Received): Deadlines {
  const held = laws.length === 0 ? LAWS : laws
  const dues = held.map((law) => ({ law, atMs: after(received, termsOf(law, received.types).due) }))
  const first = dues.reduce((one, other) => (other.atMs < one.atMs ? other : one))
  const acknowledged = held.flatMap((law) => termsOf(law, received.types).acknowledge ?? [])
  return {
    regime: laws.length === 0 ? 'none' : first.law,
    acknowledgeByMs: acknowledged.length === 0 ? null : Math.min(...acknowledged.map((span) => after(received, span))),
    dueAtMs: first.atMs,
  }
}

/** By when it must be answered once it was extended. */
export function extendedDueAtMs(regime: Regime, received: Received): number {
  const held = regime === 'none' ? LAWS : [regime]
  return Math.min(...held.map((law) => after(received, termsOf(law, received.types).extended)))
}

function after({ receivedAtMs, zones }: Received, span: Span): number {
  return Math.min(...(zones.length === 0 ? ['UTC'] : zones).map((zone) => addSpan(zone, receivedAtMs, span)))
}

/** The same time on the wall, so much of the calendar later. A time that the clock jumps over is the moment of the jump. */
export function addSpan(zone: string, fromMs: number, span: Span): number {
  const { day, minutes } = wallTimeAt(zone, fromMs)
  return instantAtOrAfter(zone, dayAfter({ day, minutes }, span), minutes)
}

function dayAfter({ day }: WallTime, span: Span): number {
  if ('months' in span) return addMonths(day, span.months)
  return 'days' in span ? day + span.days : addBusinessDays(day, span.businessDays)
}

/** The same date so many months later, or the last of that month where it has no such date (31 January, 28 February). */
function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDate)) / DAY_MS
}

/** Whether federal offices are open on a day, counted from 1970-01-01. */
export function isBusinessDay(day: number): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday('US', day)
}

/** The day of receipt does not count. */
function addBusinessDays(day: number, count: number): number {
  let [at, left] = [day, count]
  while (left > 0) {
    at += 1
    if (isBusinessDay(at)) left -= 1
  }
  return at
}

/** What part of its time has passed when a business is told of a request. */
export const ESCALATIONS = [50, 80, 100] as const

const shareAtMs = ({ receivedAtMs, dueAtMs }: Running, percent: number): number =>
  receivedAtMs + Math.ceil(((dueAtMs - receivedAtMs) * percent) / 100)

interface Running {
  readonly receivedAtMs: number
  readonly dueAtMs: number
}

/** 0, 50, 80 or 100: the last of them that has come. */
export const percentAt = (running: Running, nowMs: number): number =>
  ESCALATIONS.findLast((percent) => shareAtMs(running, percent) <= nowMs) ?? 0

/** When the next of them after `percent` comes; null after the last. */
export function nextEscalationAtMs(running: Running, percent: number): number | null {
  const next = ESCALATIONS.find((one) => one > percent)
  return next === undefined ? null : shareAtMs(running, next)
}
