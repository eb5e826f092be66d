import { zoneOffsetMs } from '../../kernel/zone-offset.ts'
import type { CampaignRow } from './campaign.ts'

type Window = CampaignRow['window']

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const STEP_MS = 15 * MINUTE_MS
/** A week, and the day on which the clocks change. */
const AHEAD_MS_MAX = 8 * DAY_MS

/** All day, every day: what the law allows. Sunday is 0. */
export const ANY_TIME: Window = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 24 * 60 }

function isOpenIn(window: Window, zone: string, atMs: number): boolean {
  const local = atMs + zoneOffsetMs(zone, atMs)
  const minute = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS)
  return window.days.includes(new Date(local).getUTCDay()) && minute >= window.from && minute < window.to
}

/**
 * The first moment from `atMs` on at which a window is open in every one of `zones`: `atMs` itself where it is now. Null when
 * there is none within a week: zones that are never open at once.
 */
export function nextInWindow(window: Window, zones: readonly string[], atMs: number): number | null {
  const isOpen = (ms: number): boolean => zones.every((zone) => isOpenIn(window, zone, ms))
  if (window.from <= 0 && window.to >= 24 * 60 && window.days.length >= 7) return atMs
  if (isOpen(atMs)) return atMs
  const first = Math.ceil((atMs + 1) / STEP_MS) * STEP_MS
  for (let ms = first; ms <= atMs + AHEAD_MS_MAX; ms += STEP_MS) {
    if (!isOpen(ms)) continue
    // A window may begin at any minute: back to the first of this quarter at which it is open.
    let start = ms
    while (start - MINUTE_MS > atMs && isOpen(start - MINUTE_MS)) start -= MINUTE_MS
    return start
  }
  return null
}
