import * as z from 'zod'
import { Refusal } from '../../kernel/refusal.ts'

/** Epoch milliseconds as the API writes times: RFC 3339 in UTC. */
export const time = (atMs: number): string => new Date(atMs).toISOString()

/** The same for a time that may not have come. */
export const timeOrNull = (atMs: number | null): string | null => (atMs === null ? null : time(atMs))

export const Time = z.iso.datetime({ offset: true }).meta({ examples: ['2026-12-01T15:30:00.000Z'] })

/** A time in a query or a body, as epoch milliseconds. A date alone means its midnight in UTC. */
export const Instant = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    'must be a time (RFC 3339) or a date, for example 2026-12-01',
  )
  .transform((text) => Date.parse(text))

export const Id = z.string().min(1).max(64)
export const Name = z.string().trim().min(1).max(200)

/** The row, or the one 404 there is: for an unknown id as for somebody else's. */
export function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new Refusal('not_found', `There is no such ${what}.`)
  return row
}

/** The refusal of a single field that only the stores could tell was wrong. */
export const oneWrong = (pointer: string, code: string, detail: string): Refusal =>
  new Refusal('invalid', 'One field is wrong.', { errors: [{ pointer, code, detail }] })
