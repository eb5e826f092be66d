import type { NotMade } from '../../calls/outbound/not-made.ts'
import type { ContactRefusalCode } from '../../consent/contact.ts'
import type { CallRefused, Placed } from '../../providers/telephony/contract.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/** A request that has not come back by then went down with its object. The carrier's own bound is ten seconds. */
const OVERDUE_MS = 30 * SECOND_MS
/** When the carrier is asked what it has of a call that nobody answered for. Its list may lag behind. */
const LOOK_MS = [3 * SECOND_MS, 12 * SECOND_MS, 45 * SECOND_MS] as const
/** A carrier that cannot be asked is asked again so long; then nobody will ever know. */
const LOOKING_MS_MAX = 15 * MINUTE_MS
const LOOK_AGAIN_MS = MINUTE_MS
/** A call that is not found is made once more, and no more. */
const CREATES_UNKNOWN_MAX = 2
const RETRY_MS = [2 * SECOND_MS, 10 * SECOND_MS, 60 * SECOND_MS, 5 * MINUTE_MS] as const
/** Nobody waits for a call longer. */
export const DIAL_MS_MAX = 7 * 24 * 60 * MINUTE_MS
/** How often the carrier is asked to let it stop ringing. */
const CANCELS_MAX = 5
const CANCEL_AGAIN_MS = 2 * SECOND_MS

/** How far the making of one call is. `dialling`: asked for, and not answered yet. `unknown`: it may ring, or not. */
export interface DialState {
  readonly phase: 'waiting' | 'dialling' | 'unknown' | 'placed' | 'done'
  readonly dueAtMs: number | null
  readonly expiresAtMs: number
  /** Once it was not made because of the hour: it is not put off a second time. */
  readonly isPutOff: boolean
  /** It waits for the hour, and not for its turn: from when on it may be made. */
  readonly notBeforeMs: number
  /** Its turn at the carrier's account, once it has one. */
  readonly turnAtMs: number | null
  /** When the carrier was asked last, and first. */
  readonly askedAtMs: number | null
  readonly firstAskedAtMs: number | null
  readonly retries: number
  /** Requests for it that nobody answered, and how often the carrier was asked what it has since the last. */
  readonly unknowns: number
  /** When those were sent, epoch milliseconds. */
  readonly unknownAtMs: readonly number[]
  readonly looks: number
  readonly carrierCallId: string | null
  /** It is not wanted any more: once it rings it is to be let go. */
  readonly isUnwanted: boolean
  readonly cancels: number
  /** How it ended where it was not made, and why in a word of ours or the carrier's. */
  readonly notMade: NotMade | null
  readonly code: string | null
}

export const newDial = (notBeforeMs: number, nowMs: number): DialState => ({
  phase: 'waiting',
  dueAtMs: notBeforeMs,
  expiresAtMs: nowMs + DIAL_MS_MAX,
  isPutOff: false,
  notBeforeMs,
  turnAtMs: null,
  askedAtMs: null,
  firstAskedAtMs: null,
  retries: 0,
  unknowns: 0,
  unknownAtMs: [],
  looks: 0,
  carrierCallId: null,
  isUnwanted: false,
  cancels: 0,
  notMade: null,
  code: null,
})

export type DialEvent =
  /** The gate says no. `nextAllowedAtMs`: when it would not, where waiting is wanted. */
  | {
      readonly type: 'held'
      readonly code: ContactRefusalCode | 'expired' | 'erased' | 'moved'
      readonly nextAllowedAtMs: number | null
    }
  /** Its turn at the account; not `isGiven`: when it may ask for one again. */
  | { readonly type: 'turn'; readonly atMs: number; readonly isGiven: boolean }
  | { readonly type: 'started' }
  | { readonly type: 'answered'; readonly placed: Placed }
  /** A test reaches nobody. */
  | { readonly type: 'nobody' }
  | { readonly type: 'overdue' }
  /** What the carrier has of it, or null; `unreached`: it could not be asked. */
  | { readonly type: 'looked'; readonly found: string | null }
  | { readonly type: 'unreached' }
  /** The carrier has spoken of it to its object. */
  | { readonly type: 'made'; readonly carrierCallId: string }
  | { readonly type: 'unwanted'; readonly code: 'cancelled' | 'suppressed' }
  /** The carrier was asked to let it stop ringing. */
  | { readonly type: 'let_go'; readonly isDone: boolean }
  | { readonly type: 'over' }

/** What is about one phase only is old news in another. */
const ONLY_IN: Readonly<Partial<Record<DialEvent['type'], DialState['phase']>>> = {
  held: 'waiting',
  turn: 'waiting',
  started: 'waiting',
  answered: 'dialling',
  nobody: 'dialling',
  overdue: 'dialling',
  looked: 'unknown',
  unreached: 'unknown',
  let_go: 'placed',
}

/** The making of a call after `event`. Pure. An event that no longer applies changes nothing. */
export function advanceDial(state: DialState, event: DialEvent, nowMs: number): DialState {
  const { phase } = state
  if (phase === 'done') return event.type === 'made' ? rungAllTheSame(state, event.carrierCallId, nowMs) : state
  return (ONLY_IN[event.type] ?? phase) === phase ? stepOf(state, event, nowMs) : state
}

function stepOf(state: DialState, event: DialEvent, nowMs: number): DialState {
  switch (event.type) {
    case 'held':
      return held(state, event, nowMs)
    case 'turn':
      return { ...state, turnAtMs: event.isGiven ? event.atMs : null, dueAtMs: Math.max(event.atMs, nowMs) }
    case 'started':
      return started(state, nowMs)
    case 'answered':
      return answered(state, event.placed, nowMs)
    case 'nobody':
      return done(state, 'nobody', 'no_answer')
    default:
      return afterwards(state, event, nowMs)
  }
}

type Afterwards = Exclude<DialEvent, { type: 'held' | 'turn' | 'started' | 'answered' | 'nobody' }>

function afterwards(state: DialState, event: Afterwards, nowMs: number): DialState {
  switch (event.type) {
    case 'overdue':
      return unknown(state, nowMs)
    case 'looked':
      return looked(state, event.found, nowMs)
    case 'unreached':
      return unreached(state, nowMs)
    case 'made':
      return made(state, event.carrierCallId, nowMs)
    case 'unwanted':
      return unwanted(state, event.code, nowMs)
    case 'let_go':
      return letGo(state, event.isDone, nowMs)
    case 'over':
      return { ...state, phase: 'done', dueAtMs: null }
  }
}

const done = (state: DialState, notMade: NotMade, code: string): DialState => ({
  ...state,
  phase: 'done',
  dueAtMs: null,
  notMade,
  code,
})

/** Put off once, to when they may be called: an hour that is missed then is not waited for again. */
function held(
  state: DialState,
  { code, nextAllowedAtMs: nextAtMs }: Extract<DialEvent, { type: 'held' }>,
  nowMs: number,
) {
  const mayWait = nextAtMs !== null && nextAtMs > nowMs && nextAtMs < state.expiresAtMs && !state.isPutOff
  if (!mayWait) return done(state, 'refused', code)
  return { ...state, isPutOff: true, notBeforeMs: nextAtMs, dueAtMs: nextAtMs, turnAtMs: null, code }
}

const started = (state: DialState, nowMs: number): DialState => ({
  ...state,
  phase: 'dialling',
  askedAtMs: nowMs,
  firstAskedAtMs: state.firstAskedAtMs ?? nowMs,
  dueAtMs: nowMs + OVERDUE_MS,
  code: null,
})

function answered(state: DialState, placed: Placed, nowMs: number): DialState {
  if (placed.how === 'accepted') return made(state, placed.carrierCallId, nowMs)
  if (placed.how === 'unknown') return unknown(state, nowMs)
  return refused(state, placed.error, nowMs)
}

/** What may be there from before is not made again. */
function refused(state: DialState, { action, code, retryAfterMs }: CallRefused, nowMs: number): DialState {
  if (state.isUnwanted) return done(state, 'cancelled', state.code ?? 'cancelled')
  const waitMs = RETRY_MS[state.retries]
  if (action !== 'retry' || waitMs === undefined)
    return done(state, action === 'number' ? 'number_invalid' : 'carrier', code)
  const dueAtMs = nowMs + Math.max(waitMs, retryAfterMs ?? 0)
  return { ...state, phase: 'waiting', retries: state.retries + 1, turnAtMs: null, dueAtMs, code }
}

const unknown = (state: DialState, nowMs: number): DialState => ({
  ...state,
  phase: 'unknown',
  unknowns: state.unknowns + 1,
  unknownAtMs: [...state.unknownAtMs, state.askedAtMs ?? nowMs],
  looks: 0,
  dueAtMs: nowMs + LOOK_MS[0],
})

/** The carrier's list may lag: only what it has not had several times is not there. */
function looked(state: DialState, found: string | null, nowMs: number): DialState {
  if (found !== null) return made(state, found, nowMs)
  const looks = state.looks + 1
  const waitMs = LOOK_MS[looks]
  if (waitMs !== undefined) return { ...state, looks, dueAtMs: nowMs + waitMs }
  if (state.isUnwanted) return done(state, 'cancelled', state.code ?? 'cancelled')
  if (state.unknowns >= CREATES_UNKNOWN_MAX) return lost(state)
  return { ...state, phase: 'waiting', looks, turnAtMs: null, dueAtMs: nowMs }
}

function unreached(state: DialState, nowMs: number): DialState {
  const isTooLate = nowMs - (state.askedAtMs ?? nowMs) > LOOKING_MS_MAX
  return isTooLate ? lost(state) : { ...state, dueAtMs: nowMs + LOOK_AGAIN_MS }
}

const lost = (state: DialState): DialState => done(state, 'outcome_unknown', 'outcome_unknown')

function made(state: DialState, carrierCallId: string, nowMs: number): DialState {
  if (state.phase === 'placed') return state
  return { ...state, phase: 'placed', carrierCallId, dueAtMs: state.isUnwanted ? nowMs : null }
}

/** Of what was given up as not made the carrier speaks after all: it is let go. */
const rungAllTheSame = (state: DialState, carrierCallId: string, nowMs: number): DialState =>
  state.notMade === null
    ? state
    : { ...state, phase: 'placed', carrierCallId, isUnwanted: true, cancels: 0, dueAtMs: nowMs }

function unwanted(state: DialState, code: string, nowMs: number): DialState {
  // A stop says more than that the business wants it no more.
  if (state.isUnwanted && (code === 'cancelled' || state.code === 'suppressed')) return state
  // What was asked for without an answer may ring all the same.
  if (state.phase === 'waiting' && state.unknowns === 0)
    return done(state, code === 'cancelled' ? 'cancelled' : 'refused', code)
  if (state.phase === 'waiting') return { ...state, phase: 'unknown', looks: 0, isUnwanted: true, code, dueAtMs: nowMs }
  return { ...state, isUnwanted: true, code, ...(state.phase === 'placed' && { cancels: 0, dueAtMs: nowMs }) }
}

/** Its object hears from the carrier that it is over; what is not let go is picked up, or rings out. */
function letGo(state: DialState, isDone: boolean, nowMs: number): DialState {
  const cancels = state.cancels + 1
  const isLast = isDone || cancels >= CANCELS_MAX
  return { ...state, cancels, dueAtMs: isLast ? null : nowMs + CANCEL_AGAIN_MS }
}
