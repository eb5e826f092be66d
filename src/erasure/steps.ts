import { STEPS, type ErasureStatus, type Step } from './progress.ts'

const MINUTE_MS = 60_000

/** While a hold stands it is looked again this often: what it kept back goes within a day of its end, and long before. */
export const HELD_LOOK_MS = 60 * MINUTE_MS
/** After this whoever had begun to write when the person went has written: what they left goes too. */
export const AFTERCARE_MS = 10 * MINUTE_MS
/** So often it is looked what came of vendors, and of the request that is to be answered before its words go. */
const LOOSE_LOOK_MS = 60 * MINUTE_MS

/** Steps that may be done while a hold keeps some categories: none of them closes what is held. */
const BESIDE_A_HOLD: readonly Step[] = ['survive', 'survey', 'unpoint']

/** Where an erasure stands. */
export interface Standing {
  readonly status: ErasureStatus
  readonly startsAtMs: number
  readonly done: readonly Step[]
  /** Of each hold on the person, the categories; null: all of them. */
  readonly holds: readonly { readonly categories: readonly string[] | null }[]
  /** Whether all that no hold keeps has gone already, beside the holds that stand. */
  readonly isClearedBeside: boolean
  readonly nowMs: number
}

/** What is to be done next. */
export type Next =
  | { readonly do: 'step'; readonly step: Step }
  /** Everything that no hold keeps. */
  | { readonly do: 'clear_beside'; readonly except: readonly string[] }
  | { readonly do: 'wait'; readonly status: ErasureStatus; readonly untilMs: number }
  /** All steps are done: what is left is with vendors, or comes in late. */
  | { readonly do: 'aftercare' }
  | { readonly do: 'nothing' }

/** Pure. The same standing is always followed by the same step, so whoever goes on after a crash does what was not marked. */
export function nextStep(standing: Standing): Next {
  const { status, startsAtMs, done, holds, nowMs } = standing
  if (status === 'cancelled') return { do: 'nothing' }
  const step = STEPS.find((each) => !done.includes(each))
  if (step === undefined) return { do: 'aftercare' }
  if (nowMs < startsAtMs) return { do: 'wait', status: 'waiting', untilMs: startsAtMs }
  // Once the key is gone there is nothing left that a hold could keep.
  if (holds.length === 0 || done.includes('shred')) return { do: 'step', step }
  return besideHolds(standing, step)
}

/**
 * A hold on everything lets nothing begin. One on some categories keeps the key, which seals them and the rest alike; what it does not
 * name goes all the same.
 */
function besideHolds({ holds, isClearedBeside, nowMs }: Standing, step: Step): Next {
  const wait: Next = { do: 'wait', status: 'held', untilMs: nowMs + HELD_LOOK_MS }
  if (holds.some(({ categories }) => categories === null)) return wait
  if (BESIDE_A_HOLD.includes(step)) return { do: 'step', step }
  if (isClearedBeside) return wait
  return { do: 'clear_beside', except: [...new Set(holds.flatMap(({ categories }) => categories ?? []))].toSorted() }
}

/** What came of the copies at vendors. */
export interface VendorCounts {
  readonly pending: number
  readonly gaveUp: number
}

/** How an erasure stands when all its steps are done, and when it is looked at again; null: never. */
export function settled(
  { pending, gaveUp }: VendorCounts,
  { closedAtMs, openRequests, nowMs }: { closedAtMs: number; openRequests: number; nowMs: number },
): { readonly status: ErasureStatus; readonly nextAtMs: number | null } {
  const status = pending > 0 ? 'vendors' : gaveUp > 0 ? 'failed' : 'completed'
  if (nowMs < closedAtMs + AFTERCARE_MS) return { status, nextAtMs: closedAtMs + AFTERCARE_MS }
  return { status, nextAtMs: pending > 0 || openRequests > 0 ? nowMs + LOOSE_LOOK_MS : null }
}

const FIRST_RETRY_MS = MINUTE_MS / 4
const RETRY_MS_MAX = 10 * MINUTE_MS

/** How long to wait after the `attempts`th go that broke off: doubling to ten minutes. It is never given up. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 16), RETRY_MS_MAX)
