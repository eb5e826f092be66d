import * as z from 'zod'
import { CALL_STATUSES } from '../../calls/call.ts'
import type { Ctx } from '../../context.ts'
import { WHEN_CLOSED } from '../../messages/wanted-message.ts'
import type { CallAsked } from '../../outreach/dial/call-somebody.ts'
import type { DialledCall } from '../../outreach/dial/wanted-call.ts'
import type { ApiContext } from './api-env.ts'
import { Phone } from './phone-field.ts'
import { PurposeField } from './purpose-field.ts'
import { Id, time, Time } from './shape.ts'

const FIELDS_MAX = 20

const About = z.strictObject({
  booking_id: Id.optional(),
  fields: z
    .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().min(1).max(500))
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, { message: `At most ${FIELDS_MAX} fields.` })
    .optional()
    .describe('What the agent may tell once it knows whom it is talking to, by name.'),
})

export const NewCall = z.strictObject({
  to: Phone,
  purpose: PurposeField,
  agent_id: Id.optional().describe('Whoever answers the number that the call goes out by, when it is not said.'),
  from: Phone.optional().describe('A number of yours. One that the agent answers, when it is not said.'),
  when_closed: z
    .enum(WHEN_CLOSED)
    .default('refuse')
    .describe(
      'Where only the hour or a cap says no: `refuse` it, with when it may be asked again, or `wait` for that.',
    ),
  about: About.optional(),
})

export const AcceptedCall = z
  .object({
    object: z.literal('call'),
    id: z.string(),
    status: z.enum(CALL_STATUSES).meta({ examples: ['ringing'] }),
    starts_at: Time.describe('When it is made at the earliest.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'AcceptedCall' })

/** The call that the fields ask for. With the same idempotency key it is the same call, however often it is asked for. */
export function toCallOf(body: z.output<typeof NewCall>, c: ApiContext): CallAsked {
  const key = c.req.header('idempotency-key')
  const { booking_id: bookingId, fields } = body.about ?? {}
  const about = { ...(bookingId !== undefined && { bookingId }), ...(fields !== undefined && { fields }) }
  return {
    to: body.to,
    purpose: body.purpose,
    from: body.from ?? null,
    agentId: body.agent_id ?? null,
    whenClosed: body.when_closed,
    about,
    ...(key !== undefined && { key: `api:${c.get('key').keyId}:${key}` }),
  }
}

export const acceptedCall = ({ livemode }: Ctx, { id, status, notBeforeMs }: DialledCall) => ({
  object: 'call' as const,
  id,
  status,
  starts_at: time(notBeforeMs),
  livemode,
})
