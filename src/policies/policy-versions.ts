import type { PolicyLine } from './policy-line.ts'

/** A version of a policy, as it was published. It never changes: what is said anew is another version. */
export interface PolicyVersion {
  readonly line: PolicyLine
  /** The date from which it holds: versions of a line sort by it. */
  readonly version: string
  readonly effectiveAtMs: number
  /** When businesses were first told of it: those opened since have read it already. */
  readonly publishedAtMs: number
  /** SHA-256 of the text's UTF-8, in hex. */
  readonly sha256: string
  /** Whether going on is not enough, and every business has to say yes. */
  readonly asksAnew: boolean
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Businesses know of a new version this long before it takes effect. */
export const NOTICE_DAYS = 30

const version = (line: PolicyLine, date: string, sha256: string, asksAnew = false): PolicyVersion => {
  const effectiveAtMs = Date.parse(date)
  return { line, version: date, effectiveAtMs, publishedAtMs: effectiveAtMs - NOTICE_DAYS * DAY_MS, sha256, asksAnew }
}

/** Every version there has been, oldest first within its line. A new one is a text beside the others, and a line here. */
export const POLICY_VERSIONS: readonly PolicyVersion[] = [
  version('misocare', '2026-04-08', 'f013a3617ed54ab79e834e1b31c5bf40f6e5bac4218c141fd4125e1c67ff635e'),
  version('carecaller', '2026-03-24', 'ff2b555a65788683b678ae30251227a38cb4a837b7c85a6d6d9a376d5559baef'),
]
