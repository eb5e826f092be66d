/** Where a promise is kept. */
export interface Proof {
  /** Path from the root of the project. */
  readonly file: string
  /** The exact name of the test. */
  readonly name: string
}

export type Safeguard =
  | 'access'
  | 'consent'
  | 'disclosure'
  | 'encryption'
  | 'erasure'
  | 'governance'
  | 'incidents'
  | 'retention'
  | 'rights'
  | 'truth'
  | 'vendors'

interface Said {
  /** `M-1` … `M-60` of Misocare's policy, `C-1` … `C-75` of CareCaller's. */
  readonly id: string
  /** What was promised, in short. */
  readonly promise: string
  /** The kind of control it belongs to. */
  readonly control: Safeguard
}

/** A promise, and either what keeps it and proves it, or why it is not kept yet. */
export type LedgerEntry =
  | (Said & { readonly status: 'kept'; readonly where: readonly string[]; readonly proofs: readonly Proof[] })
  | (Said & { readonly status: 'not_yet'; readonly why: string })

type Tests = Readonly<Record<string, string | readonly string[]>>

/**
 * A promise that is kept.
 *
 * @param where  the files that keep it.
 * @param tests  names of the tests that prove it, by file.
 */
export const kept = (
  said: readonly [string, Safeguard, string],
  where: readonly string[],
  tests: Tests,
): LedgerEntry => ({
  id: said[0],
  control: said[1],
  promise: said[2],
  status: 'kept',
  where,
  proofs: Object.entries(tests).flatMap(([file, names]) => [names].flat().map((name) => ({ file, name }))),
})

/** A promise that is not kept yet, and why. */
export const notYet = (said: readonly [string, Safeguard, string], why: string): LedgerEntry => ({
  id: said[0],
  control: said[1],
  promise: said[2],
  status: 'not_yet',
  why,
})
