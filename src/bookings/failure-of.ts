import { misfitOf } from './availability.ts'
import type { Misfit, ResourceRule, ServiceRule } from './booking.ts'
import type { DeskFailure } from './desk.ts'

/** A misfit as callers and API clients are told of it. */
export function failureOf(misfit: Misfit): DeskFailure {
  if (misfit === 'taken') return { code: 'slot_taken' }
  return { code: misfit === 'off_grid' ? 'outside_hours' : misfit }
}

/** Why a start that is not free is not: it never could be on any of these resources, or it is taken. */
export function failureAt(
  service: ServiceRule,
  resources: readonly ResourceRule[],
  { startsAtMs, nowMs }: { readonly startsAtMs: number; readonly nowMs: number },
): DeskFailure {
  const misfits = resources.map((resource) => misfitOf({ service, resource, busy: [], nowMs }, startsAtMs))
  const [first] = misfits
  if (first === undefined) return { code: 'unknown_resource' }
  return misfits.includes(null) || first === null ? { code: 'slot_taken' } : failureOf(first)
}
