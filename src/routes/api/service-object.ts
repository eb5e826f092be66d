import * as z from 'zod'
import { RESOURCES_PER_SERVICE_MAX } from '../../bookings/catalog.ts'
import type { ServiceRow } from '../../bookings/service.ts'
import { HoursField } from './hours-field.ts'
import { Id, Name, time, Time } from './shape.ts'

/** Time is taken in cells of five minutes. */
const Minutes = z.int().multipleOf(5)
const MODES = ['instant', 'request', 'off'] as const
const ASSIGNS = ['any', 'round_robin', 'ask'] as const

const fields = {
  name: Name,
  minutes: Minutes.min(5)
    .max(24 * 60)
    .describe('How long it takes, a multiple of 5.'),
  buffer_before_minutes: Minutes.min(0).max(240),
  buffer_after_minutes: Minutes.min(0).max(240),
  notice_minutes: z
    .int()
    .min(0)
    .max(60 * 24 * 60)
    .describe('Real minutes between now and the earliest start.'),
  horizon_days: z.int().min(1).max(365).describe('Days ahead on which it may still begin.'),
  mode: z.enum(MODES).describe('`request` waits for the business to say yes; `off` is not booked at all.'),
  assign: z
    .enum(ASSIGNS)
    .describe(
      'Who takes it where several could: the one with least to do that day, in turn, or whom the caller names.',
    ),
  resource_ids: z
    .array(Id)
    .min(1)
    .max(RESOURCES_PER_SERVICE_MAX)
    .transform((ids) => [...new Set(ids)]),
  hours: HoursField,
}

const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _')
  .describe('What an agent’s document calls it by.')

export const NewService = z.strictObject({
  ...fields,
  slug: Slug.optional(),
  buffer_before_minutes: fields.buffer_before_minutes.default(0),
  buffer_after_minutes: fields.buffer_after_minutes.default(0),
  notice_minutes: fields.notice_minutes.default(120),
  horizon_days: fields.horizon_days.default(60),
  mode: fields.mode.default('instant'),
  assign: fields.assign.default('any'),
})

export const ServiceChange = z.strictObject(fields).partial()

export const ServiceObject = z
  .object({
    object: z.literal('service'),
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    minutes: z.int(),
    buffer_before_minutes: z.int(),
    buffer_after_minutes: z.int(),
    notice_minutes: z.int(),
    horizon_days: z.int(),
    mode: z.enum(MODES),
    assign: z.enum(ASSIGNS),
    resource_ids: z.array(z.string()),
    hours: HoursField,
    agent_id: z.string().nullable().describe('The agent whose document it comes from: publishing that sets it anew.'),
    status: z.enum(['active', 'archived']),
    livemode: z.boolean(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Service' })

export const serviceObject = (row: ServiceRow) => ({
  object: 'service' as const,
  id: row.id,
  slug: row.slug,
  name: row.name,
  minutes: row.minutes,
  buffer_before_minutes: row.bufferBeforeMinutes,
  buffer_after_minutes: row.bufferAfterMinutes,
  notice_minutes: row.noticeMinutes,
  horizon_days: row.horizonDays,
  mode: row.mode,
  assign: row.assign,
  resource_ids: row.resourceIds,
  hours: row.hours,
  agent_id: row.agentId,
  status: row.status,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

/** What was given of a change, under the names of the row. */
export function serviceChangeOf(body: z.output<typeof ServiceChange>) {
  const change = {
    name: body.name,
    minutes: body.minutes,
    bufferBeforeMinutes: body.buffer_before_minutes,
    bufferAfterMinutes: body.buffer_after_minutes,
    noticeMinutes: body.notice_minutes,
    horizonDays: body.horizon_days,
    mode: body.mode,
    assign: body.assign,
    resourceIds: body.resource_ids,
    hours: body.hours,
  }
  type Given = { [Name in keyof typeof change]?: NonNullable<(typeof change)[Name]> }
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given
}

/** "Deep cleaning & polish" is `deep-cleaning-polish`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50) || 'service'
