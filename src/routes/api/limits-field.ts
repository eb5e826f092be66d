import * as z from 'zod'
import { ceilingsOf, limitsOf, type Limits, type SetLimits } from '../../tenants/limits.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { oneWrong } from './shape.ts'

const fields = {
  concurrent_calls: z.int().min(0).max(20_000).describe('Calls at one time.'),
  minutes_per_day: z.int().min(0).max(1_000_000).describe('Of all calls together, in a day of UTC.'),
  model_tokens_per_day: z.int().min(0).max(900_000_000).describe('Into and out of models, in a day of UTC.'),
  calls_per_caller_per_hour: z.int().min(1).max(10_000).describe('From one number.'),
}

/** Limits as the API shows them. */
export const LimitsObject = z.object(fields).meta({ id: 'Limits' })

/** Those to set; one left out stays as it is. */
export const LimitsChange = z.strictObject(fields).partial()

type Asked = z.output<typeof LimitsChange>

const shown = (limits: Limits) => ({
  concurrent_calls: limits.concurrentCalls,
  minutes_per_day: limits.minutesPerDay,
  model_tokens_per_day: limits.modelTokensPerDay,
  calls_per_caller_per_hour: limits.callsPerCallerPerHour,
})

/** What holds for a business, and the ceilings it may set its limits below. */
export const limitsShown = (tenant: Pick<Tenant, 'limits' | 'ceilings'>) => ({
  limits: shown(limitsOf(tenant)),
  ceilings: shown(ceilingsOf(tenant)),
})

/** `known` with what is asked for. */
function withAsked(known: SetLimits | null, asked: Asked): SetLimits {
  const { concurrent_calls, minutes_per_day, model_tokens_per_day, calls_per_caller_per_hour } = asked
  return {
    ...known,
    ...(concurrent_calls !== undefined && { concurrentCalls: concurrent_calls }),
    ...(minutes_per_day !== undefined && { minutesPerDay: minutes_per_day }),
    ...(model_tokens_per_day !== undefined && { modelTokensPerDay: model_tokens_per_day }),
    ...(calls_per_caller_per_hour !== undefined && { callsPerCallerPerHour: calls_per_caller_per_hour }),
  }
}

/** The operator's ceilings after a change, or undefined for none. */
export const ceilingsAfter = (tenant: Tenant, asked: Asked | undefined): SetLimits | undefined =>
  asked && withAsked(tenant.ceilings, asked)

/**
 * The business's own limits after a change, or undefined for none.
 *
 * @throws Refusal invalid for one above its ceiling.
 */
export function limitsAfter(tenant: Tenant, asked: Asked | undefined): SetLimits | undefined {
  if (asked === undefined) return undefined
  const ceilings = shown(ceilingsOf(tenant))
  for (const [name, value] of Object.entries(asked)) {
    const most = ceilings[name as keyof typeof ceilings]
    if (value !== undefined && value > most)
      throw oneWrong(`/limits/${name}`, 'over_ceiling', `At most ${most}. The operator can raise it.`)
  }
  return withAsked(tenant.limits, asked)
}
