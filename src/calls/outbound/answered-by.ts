import type { CallState } from '../call-state.ts'
import type { AnsweredBy } from '../call.ts'

/** Who or what picked up a call of ours, as far as anybody knows. */
export function answeredByOf({ outbound }: CallState): AnsweredBy | null {
  const heard = outbound?.party?.party ?? 'unknown'
  const judged = heard === 'unknown' ? (outbound?.judged ?? null) : heard
  return judged === 'unknown' ? null : judged
}
