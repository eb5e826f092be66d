import type { CallerInput } from '../providers/llm/contract.ts'
import { withTimer, type CallState } from './call-state.ts'
import { readHandoff } from './handoff.ts'

/** Whoever makes themselves heard has said what they have to say by then, or says on; else it was a noise. */
const WORDS_MS_MAX = 10_000

/** Whether the last words are being said, and the caller may still say something to them. */
export const isLeaving = ({ ending }: CallState): boolean => ending?.stands === false

/** The call after the caller made themselves heard: for a while they are neither prompted nor hung up on. */
export function stirred(state: CallState, nowMs: number): CallState {
  if (state.ending?.stands === true) return state
  const name = state.ending === null ? 'idle' : 'hangUp'
  const dueAtMs = state.timers[name] ?? Infinity
  // Not worth a write.
  if (dueAtMs > nowMs + WORDS_MS_MAX / 2) return state
  return { ...state, timers: withTimer(state.timers, name, nowMs + WORDS_MS_MAX) }
}

/** The call whose caller has said something after our last words: how it ends is open again. */
export function reopened(state: CallState, nowMs: number): CallState {
  if (!isLeaving(state)) return state
  const timers = withTimer(withTimer(state.timers, 'hangUp', null), 'idle', nowMs + WORDS_MS_MAX)
  return { ...state, ending: null, endedBy: null, endReason: null, timers }
}

/** The call that ends as was said, at `atMs` at the latest: it was a noise, or nothing that is to be answered. */
export function endsBy(state: CallState, atMs: number): CallState {
  const { hangUp = Infinity } = state.timers
  return isLeaving(state) && hangUp > atMs ? { ...state, timers: withTimer(state.timers, 'hangUp', atMs) } : state
}

/** The call whose last words were heard: the carrier is told to end it, and says so. */
export function letGo(state: CallState, nowMs: number): CallState {
  const timers = withTimer(state.timers, 'hangUp', null)
  return { ...state, timers: state.ending === null ? timers : withTimer(timers, 'lost', nowMs + END_ANSWER_MS) }
}

const END_ANSWER_MS = 30_000

const THANKS =
  'ok|okay|all ?right|alright|great|perfect|good|wonderful|cool|thanks?(?: you)?(?: (?:so|very) much| a lot)?|(?:good ?)?bye|m+-?hm+|uh-?huh|you too|(?:have )?a (?:good|great|nice) (?:one|day|evening|weekend)|(?:muchas )?gracias|adi[oó]s|vale|bueno|perfecto|est[aá] bien'
const YES =
  "yes|yeah|yep|sure|please|right|got it|no problem|(?:i'?ll|i can|i will) (?:hold|wait)|s[ií]|claro|por favor|(?:yo )?espero"

const only = (words: string): RegExp => new RegExp(`^(?:(?:${words})[ ,.!-]*){1,5}$`, 'i')
const TAKES_LEAVE = only(THANKS)
const AGREES = only(`${THANKS}|${YES}`)

/** Whoever is let go to somebody, or something, else may say yes to it. */
const ONWARD: ReadonlySet<string | undefined> = new Set(['transfer', 'voicemail'])
/** Said because nothing was heard of them: any word is news. */
const IN_SILENCE = 'silence'

/** Whether the caller only says yes, thanks or goodbye to how their call is about to end: that asks for no answer. */
export function goesAlong(input: CallerInput, handoff: string): boolean {
  const { reason } = readHandoff(handoff)
  if (input.type !== 'said' || reason === IN_SILENCE) return false
  return (ONWARD.has(reason) ? AGREES : TAKES_LEAVE).test(input.text.trim())
}
