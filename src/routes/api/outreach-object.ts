import * as z from 'zod'
import { standingWaivers, type Bound, type Waiver } from '../../consent/outreach-settings.ts'
import { Instant, time, Time, timeOrNull } from './shape.ts'

export const OutreachObject = z
  .object({
    object: z.literal('outreach_settings'),
    policies_accepted_at: Time.nullable(),
    policy_version: z.string().nullable(),
    baa_signed_at: Time.nullable().describe('When the agreement on health data was signed. Set by the operator.'),
    dnc_as_of: Time.nullable().describe('When you last held your lists against the do-not-call registry.'),
    rnd_as_of: Time.nullable().describe('The same for the database of reassigned numbers.'),
    waivers: z.array(z.object({ rule_id: z.string(), basis: z.string(), at: Time })),
    ended_waivers: z
      .array(z.object({ rule_id: z.string(), basis: z.string(), at: Time, ended_at: Time }))
      .describe('What you went without before: decisions of that time name it.'),
    calls_per_second: z.int(),
    livemode: z.boolean(),
    updated_at: Time,
  })
  .meta({ id: 'OutreachSettings' })

const told = ({ ruleId, basis, atMs }: Waiver) => ({ rule_id: ruleId, basis, at: time(atMs) })

export const outreachObject = (row: Bound, livemode: boolean) => ({
  object: 'outreach_settings' as const,
  policies_accepted_at: timeOrNull(row.policyAcceptedAtMs),
  policy_version: row.policyVersion,
  baa_signed_at: timeOrNull(row.baaSignedAtMs),
  dnc_as_of: timeOrNull(row.dncAsOfMs),
  rnd_as_of: timeOrNull(row.rndAsOfMs),
  waivers: standingWaivers(row).map(told),
  ended_waivers: row.waivers.flatMap((one) =>
    one.endedAtMs === undefined ? [] : [{ ...told(one), ended_at: time(one.endedAtMs) }],
  ),
  calls_per_second: row.callsPerSecond,
  livemode,
  updated_at: time(row.updatedAtMs),
})

export const InstantOrNull = Instant.nullable()
