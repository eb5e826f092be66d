import { LAST_RUN } from './last-run.ts'
import { LEDGER } from './ledger.ts'
import type { LedgerEntry, Proof, Safeguard } from './promise.ts'

/** `pass` and `fail`: of its tests, when they ran last. `unknown`: they did not run yet. */
export type PromiseResult = 'pass' | 'fail' | 'unknown' | 'not_yet'

/** A promise as `/trust` tells it. */
export interface PromiseState {
  readonly id: string
  readonly policy: 'misocare' | 'carecaller'
  readonly promise: string
  readonly control: Safeguard
  readonly result: PromiseResult
  /** The first of its tests, `file > name`; null while it is not kept. */
  readonly test: string | null
  readonly tests: readonly Proof[]
  readonly implemented_in: readonly string[]
  readonly why: string | null
}

/** A kind of safeguard, and the promises that stand for it. */
interface Control {
  readonly id: Safeguard
  readonly name: string
  readonly promises: readonly string[]
  readonly result: PromiseResult
}

export interface TrustDocument {
  readonly object: 'trust'
  readonly last_run: string | null
  readonly summary: Readonly<Record<PromiseResult, number>>
  readonly controls: readonly Control[]
  readonly promises: readonly PromiseState[]
}

/** What each kind of safeguard is, in words. */
export const CONTROL_NAMES: Readonly<Record<Safeguard, string>> = {
  truth: 'Saying what is so',
  consent: 'Consent, wishes and opt-outs',
  rights: 'Rights of people',
  erasure: 'Erasure',
  retention: 'Keeping no longer than needed',
  encryption: 'Encryption and keys',
  access: 'Access',
  disclosure: 'Sharing and disclosure',
  vendors: 'Companies that work for us',
  incidents: 'Abuse and incidents',
  governance: 'Records and responsibility',
}

/** Everything that was promised, with how its tests went in the run that is told of. */
export function trustDocument(ledger: readonly LedgerEntry[] = LEDGER, run = LAST_RUN): TrustDocument {
  const promises = ledger.map((entry) => stateOf(entry, run))
  const count = (result: PromiseResult): number => promises.filter((one) => one.result === result).length
  const controls = (Object.keys(CONTROL_NAMES) as Safeguard[]).map((id) => controlOf(id, promises))
  return {
    object: 'trust',
    last_run: run.day,
    summary: { pass: count('pass'), fail: count('fail'), unknown: count('unknown'), not_yet: count('not_yet') },
    controls,
    promises,
  }
}

function stateOf(entry: LedgerEntry, run: typeof LAST_RUN): PromiseState {
  const { id, promise, control } = entry
  const said = { id, policy: id.startsWith('M-') ? ('misocare' as const) : ('carecaller' as const), promise, control }
  if (entry.status === 'not_yet')
    return { ...said, result: 'not_yet', test: null, tests: [], implemented_in: [], why: entry.why }
  const [first] = entry.proofs
  return {
    ...said,
    result: resultOf(id, run),
    test: first === undefined ? null : `${first.file} > ${first.name}`,
    tests: entry.proofs,
    implemented_in: entry.where,
    why: null,
  }
}

function resultOf(id: string, run: typeof LAST_RUN): PromiseResult {
  if (run.failed.includes(id)) return 'fail'
  return run.passed.includes(id) ? 'pass' : 'unknown'
}

/** As bad as the worst of what stands for it. */
function controlOf(id: Safeguard, all: readonly PromiseState[]): Control {
  const its = all.filter(({ control }) => control === id)
  const worst = (['fail', 'unknown', 'not_yet', 'pass'] as const).find((one) =>
    its.some(({ result }) => result === one),
  )
  return { id, name: CONTROL_NAMES[id], promises: its.map((one) => one.id), result: worst ?? 'unknown' }
}
