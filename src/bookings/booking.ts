import type { Hours } from '../agents/hours.ts'

/** Time on a resource is taken in cells of five minutes; nothing starts between two cells. */
export const CELL_MS = 5 * 60_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** The longest time one booking may take of a resource: a day's service with four hours of buffer on each side. */
export const OCCUPIED_MS_MAX = 32 * HOUR_MS

/** A stretch of time: `fromMs` inclusive, `toMs` exclusive. */
export interface Interval {
  readonly fromMs: number
  readonly toMs: number
}

/** What can be booked, and by which rules. */
export interface ServiceRule {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly minutes: number
  readonly bufferBeforeMinutes: number
  readonly bufferAfterMinutes: number
  /** Real minutes between now and the earliest start. */
  readonly noticeMinutes: number
  /** Local days after today on which it may still begin. */
  readonly horizonDays: number
  readonly mode: 'instant' | 'request' | 'off'
  readonly assign: 'any' | 'round_robin' | 'ask'
  readonly resourceIds: readonly string[]
  readonly hours: Hours
}

/** Who or what is booked. */
export interface ResourceRule {
  readonly id: string
  readonly name: string
  /** Working hours narrower than the service's, or null for the service's own. */
  readonly hours: Hours | null
}

/** A time on a resource: the service itself, without its buffers. */
export interface Slot {
  readonly resourceId: string
  readonly startsAtMs: number
  readonly endsAtMs: number
}

/** Why a start does not do. `off_grid`: it is not on a multiple of five minutes. */
export type Misfit = 'off_grid' | 'too_soon' | 'too_far' | 'outside_hours' | 'taken'

/**
 * The time a start takes of its resource: the service with its buffers, rounded outwards to whole cells.
 *
 * Two bookings collide when these intervals overlap, whoever asks: the offer, the commit, the cells in D1.
 */
export function occupiedBy(service: ServiceRule, startsAtMs: number): Interval {
  const fromMs = startsAtMs - service.bufferBeforeMinutes * MINUTE_MS
  const toMs = startsAtMs + (service.minutes + service.bufferAfterMinutes) * MINUTE_MS
  return { fromMs: Math.floor(fromMs / CELL_MS) * CELL_MS, toMs: Math.ceil(toMs / CELL_MS) * CELL_MS }
}

/** The cells of an occupied interval: minutes since the epoch divided by five. */
export function cellsOf({ fromMs, toMs }: Interval): number[] {
  const first = Math.floor(fromMs / CELL_MS)
  const count = Math.ceil(toMs / CELL_MS) - first
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index)
}
