import type { CallerVerdict } from '../../../calls/call.ts'

const PASSED = new Map<string, CallerVerdict>([
  ['A', 'full'],
  ['B', 'partial'],
  ['C', 'gateway'],
])

/**
 * What `StirVerstat` says: `TN-Validation-Passed-A`, `TN-Validation-Failed-B`, `TN-Validation-Failed`, `No-TN-Validation`.
 *
 * With `-Passthrough` behind it the word is that of a carrier on the way. Null when it is absent, or a word we do not know.
 */
export function verdictOf(verstat: string | null): CallerVerdict | null {
  const word = /^(No-TN-Validation|TN-Validation-(Passed|Failed)(?:-([ABC]))?)(?:-(?:Diverted|Passthrough))*$/.exec(
    verstat ?? '',
  )
  if (word === null) return null
  const [, whole, how, level = ''] = word
  if (whole === 'No-TN-Validation') return 'none'
  return how === 'Failed' ? 'failed' : (PASSED.get(level) ?? null)
}
