/** What keys are pressed for: several digits, up to `max` or `#`; `*` clears them. Times in milliseconds. */
export interface KeyPlan {
  readonly min: number
  readonly max: number
  /** A card number, a PIN: its digits are counted and forgotten as they come, so that nobody can be handed them. */
  readonly masked: boolean
  /** How long we wait for the first key, and after each. */
  readonly firstKeyMs: number
  readonly nextKeyMs: number
}

/** Keys being pressed. JSON; of a masked capture it holds a number of digits and no digit. */
export interface KeyState {
  readonly v: 1
  readonly plan: KeyPlan
  /** Null for a masked capture. */
  readonly digits: string | null
  readonly count: number
  /** When it ends if no key comes; null once it is over. */
  readonly dueAtMs: number | null
}

/** What came of the keys. A `receipt` says how many digits were entered, and nothing of them. */
export type KeyOutcome =
  | { readonly type: 'entered'; readonly digits: string }
  | { readonly type: 'receipt'; readonly count: number; readonly text: string }
  /** Ended with fewer than the least. `digits` is null for a masked capture. */
  | { readonly type: 'too_few'; readonly count: number; readonly min: number; readonly digits: string | null }
  | { readonly type: 'cleared' }
  /** No key in time. */
  | { readonly type: 'nothing' }

export interface KeyStep {
  readonly state: KeyState
  /** Null while more keys are awaited, and for keys that come when it is over. */
  readonly outcome: KeyOutcome | null
}

/** No number that is keyed in is longer: an IBAN's digits, a card's. */
export const KEYS_MAX = 40
const KEY = /^[0-9*#]$/

/** Begins to await keys. Throws on a plan that cannot be met: plans come from documents, which are checked before. */
export function awaitKeys(plan: KeyPlan, nowMs: number): KeyState {
  if (!(plan.min >= 1 && plan.min <= plan.max && plan.max <= KEYS_MAX))
    throw new Error('keys: min must be at least 1, and at most max')
  return { v: 1, plan, digits: plan.masked ? null : '', count: 0, dueAtMs: nowMs + plan.firstKeyMs }
}

/**
 * The capture after one key, and what came of it. Pure: the same state and key always give the same step. A key that comes
 * after `dueAtMs` ends the capture as its time did; keys when it is over, and what is no key, change nothing.
 */
export function pressKey(state: KeyState, key: string, nowMs: number): KeyStep {
  if (state.dueAtMs === null || !KEY.test(key)) return { state, outcome: null }
  if (nowMs >= state.dueAtMs) return keysDue(state, nowMs)
  const { plan } = state
  if (key === '*') {
    const cleared = { ...state, digits: plan.masked ? null : '', count: 0, dueAtMs: nowMs + plan.firstKeyMs }
    return { state: cleared, outcome: { type: 'cleared' } }
  }
  if (key === '#') return keysOver(state)
  const digits = state.digits === null ? null : state.digits + key
  const next = { ...state, digits, count: state.count + 1, dueAtMs: nowMs + plan.nextKeyMs }
  return next.count >= plan.max ? keysOver(next) : { state: next, outcome: null }
}

/** The capture when its time has come: what was entered counts. Before that it changes nothing. */
export function keysDue(state: KeyState, nowMs: number): KeyStep {
  if (state.dueAtMs === null || nowMs < state.dueAtMs) return { state, outcome: null }
  return state.count === 0 ? over(state, { type: 'nothing' }) : keysOver(state)
}

/** Nothing more is keyed in: what was entered counts. */
function keysOver(state: KeyState): KeyStep {
  const { count, digits, plan } = state
  if (count < plan.min) return over(state, { type: 'too_few', count, min: plan.min, digits })
  if (digits !== null) return over(state, { type: 'entered', digits })
  return over(state, { type: 'receipt', count, text: `${count} ${count === 1 ? 'digit' : 'digits'} entered` })
}

/** Over: the state keeps nothing of what was keyed in. */
const over = (state: KeyState, outcome: KeyOutcome): KeyStep => ({
  state: { ...state, digits: state.digits === null ? null : '', count: 0, dueAtMs: null },
  outcome,
})
