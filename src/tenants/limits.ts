/** What a business may use before callers are turned away. */
export interface Limits {
  /** Calls at one time. */
  readonly concurrentCalls: number
  /** Of all calls together, in a day of UTC. */
  readonly minutesPerDay: number
  /** Into and out of models together, in a day of UTC. */
  readonly modelTokensPerDay: number
  /** Calls within an hour from one number. */
  readonly callsPerCallerPerHour: number
}

/** The ceiling of a business for which the operator has set no other: a busy office, and no runaway bill. */
const CEILINGS: Limits = {
  concurrentCalls: 20,
  minutesPerDay: 6_000,
  modelTokensPerDay: 50_000_000,
  callsPerCallerPerHour: 20,
}

/** What is kept of it with the business: only what somebody has set. */
export type SetLimits = Partial<Limits>

interface Kept {
  /** The operator's. */
  readonly ceilings: SetLimits | null
  /** The business's own. */
  readonly limits: SetLimits | null
}

/** How high the business may set its own limits. */
export const ceilingsOf = ({ ceilings }: Pick<Kept, 'ceilings'>): Limits =>
  eachOf((name) => ceilings?.[name] ?? CEILINGS[name])

/** What holds: the business's own limit, and never more than its ceiling, whichever was set last. */
export function limitsOf(kept: Kept): Limits {
  const most = ceilingsOf(kept)
  return eachOf((name) => Math.min(kept.limits?.[name] ?? most[name], most[name]))
}

const eachOf = (valueOf: (name: keyof Limits) => number): Limits => ({
  concurrentCalls: valueOf('concurrentCalls'),
  minutesPerDay: valueOf('minutesPerDay'),
  modelTokensPerDay: valueOf('modelTokensPerDay'),
  callsPerCallerPerHour: valueOf('callsPerCallerPerHour'),
})
