import * as z from 'zod'
import { isTimeZone } from '../../kernel/local-date.ts'
import { oneWrong, Instant } from './shape.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const DAYS_DEFAULT = 7

/** The stretch of time that figures are asked for. */
export const spanFields = {
  from: Instant.optional().describe('Where it begins; a week before its end unless said. Counted in whole hours.'),
  to: Instant.optional().describe('Where it ends, not included; now unless said.'),
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone, for example America/New_York')
    .default('UTC')
    .describe('Whose days.'),
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** The stretch asked for. @throws Refusal invalid when it is empty or longer than `daysMax`. */
export function spanOf(
  query: { readonly from?: number | undefined; readonly to?: number | undefined },
  nowMs: number,
  daysMax: number,
): Span {
  // The hour that is running belongs to "until now".
  const toMs = query.to ?? (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS
  const fromMs = query.from ?? toMs - DAYS_DEFAULT * DAY_MS
  if (fromMs >= toMs) throw oneWrong('from', 'not_before_to', 'This must lie before to.')
  if (toMs - fromMs > daysMax * DAY_MS) throw oneWrong('from', 'too_long', `At most ${daysMax} days at once.`)
  return { fromMs, toMs }
}
