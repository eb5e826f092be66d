import * as z from 'zod'
import { WEEKDAYS } from './weekdays.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, HH:MM')
const Span = z.tuple([Clock, Clock]).refine(([from, to]) => from < to, 'must end after it begins')
const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date, YYYY-MM-DD')
  .refine(isRealDate, 'must be a date that exists')

function isRealDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function isTimeZone(name: string): boolean {
  try {
    return name.length > 0 && Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}

/** Opening hours on the business's own wall clock: a week, and dates that differ from it. */
export const Hours = z.strictObject({
  tz: z.string().refine(isTimeZone, 'must be an IANA time zone, for example America/New_York'),
  weekly: z.partialRecord(z.enum(WEEKDAYS), z.array(Span)),
  /** A date listed here has these spans and no others; none means closed. */
  exceptions: z
    .array(z.strictObject({ date: LocalDate, open: z.array(Span), note: z.string().max(200).optional() }))
    .max(400)
    .default([]),
})

export type Hours = z.infer<typeof Hours>
