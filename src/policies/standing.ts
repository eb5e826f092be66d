import type { PolicyLine } from './policy-line.ts'
import { POLICY_VERSIONS, type PolicyVersion } from './policy-versions.ts'

/** The versions of a line, oldest first. */
export const versionsOf = (line: PolicyLine, versions = POLICY_VERSIONS): readonly PolicyVersion[] =>
  versions.filter((each) => each.line === line)

/** The version of a line that holds at `nowMs`; before the first one took effect it is that one. */
export function standingVersion(line: PolicyLine, nowMs: number, versions = POLICY_VERSIONS): PolicyVersion {
  const all = versionsOf(line, versions)
  const standing = all.findLast(({ effectiveAtMs }) => effectiveAtMs <= nowMs) ?? all[0]
  if (standing === undefined) throw new Error(`no policy of ${line}`)
  return standing
}

/**
 * How a business stands to the policy of its line.
 *
 * `accepted`: to the version that holds. `by_use`: to an earlier one, and its next use accepts the newer. `needed`: to none, or a
 * version since asks anew: it has to say yes.
 */
export type AcceptanceState = 'accepted' | 'by_use' | 'needed'

/** @param accepted  the version that the business accepted last, null for none. */
export function acceptanceState(
  accepted: string | null,
  line: PolicyLine,
  nowMs: number,
  versions = POLICY_VERSIONS,
): AcceptanceState {
  if (accepted === null) return 'needed'
  const standing = standingVersion(line, nowMs, versions)
  // Versions are dates, so that they sort as text.
  if (accepted >= standing.version) return 'accepted'
  const since = versionsOf(line, versions).filter(
    ({ version, effectiveAtMs }) => version > accepted && effectiveAtMs <= nowMs,
  )
  return since.some(({ asksAnew }) => asksAnew) ? 'needed' : 'by_use'
}
