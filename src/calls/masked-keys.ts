import { announcementsIn } from '../dialogue/capture/announced.ts'
import { awaitKeys, keysDue, pressKey, type KeyOutcome, type KeyPlan, type KeyState } from '../dialogue/capture/keys.ts'
import { piecesOf } from '../dialogue/capture/spoken-pieces.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer } from './call-state.ts'

const FIRST_KEY_MS = 10_000
const NEXT_KEY_MS = 4_000
const LENGTHS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  card: { min: 12, max: 19 },
  ssn: { min: 4, max: 9 },
  pin: { min: 3, max: 12 },
  cvv: { min: 3, max: 4 },
}
const ASKS_FOR_KEYS = /\b(?:enter|key|keys|keypad|type|punch)\b/i

/** What the caller may key in after these words of the agent's, when it is nobody else's to know; null otherwise. */
export function secretAskedFor(agent: string): KeyPlan | null {
  if (!ASKS_FOR_KEYS.test(agent)) return null
  const length = announcementsIn(piecesOf(agent)).flatMap(({ what }) => LENGTHS[what] ?? [])[0]
  const times = { firstKeyMs: FIRST_KEY_MS, nextKeyMs: NEXT_KEY_MS }
  return length === undefined ? null : { kind: 'digits', ...length, masked: true, ...times }
}

/** A step of keying in a secret: what is to be answered, if anything yet, and what is known of the keys. */
export interface KeyedIn {
  readonly keys: KeyState | null
  /** Null while more keys are awaited. */
  readonly input: CallerInput | null
}

/** Counts what is keyed in, and forgets it. Whoever speaks instead is heard. */
export function keyIn(keys: KeyState, input: CallerInput, nowMs: number): KeyedIn {
  if (input.type === 'said') return { keys: null, input }
  const { state, outcome } = input.type === 'pressed' ? pressKey(keys, input.digit, nowMs) : keysDue(keys, nowMs)
  if (outcome === null || outcome.type === 'cleared') return { keys: state, input: null }
  const text = receiptOf(outcome)
  return { keys: null, input: text === null ? { type: 'silent', nth: 1 } : { type: 'said', text } }
}

function receiptOf(outcome: KeyOutcome): string | null {
  if (outcome.type === 'receipt') return `[${outcome.text}]`
  return outcome.type === 'too_few' ? `[${outcome.count} digits entered, too few]` : null
}

/**
 * What the caller did, once a secret that is being keyed in is whole; null until then. Of its digits only their count is
 * ever in the memory. Without a socket the carrier collects keys, and none are awaited here.
 */
export async function afterKeys(handle: CallHandle, input: CallerInput, nowMs: number): Promise<CallerInput | null> {
  const { keys: awaited = null, history } = await handle.memory(nowMs)
  const plan = awaited === null && input.type === 'pressed' && handle.state.gather === null ? asked(history) : null
  const known = plan === null ? awaited : awaitKeys(plan, nowMs)
  if (known === null) return input
  const { keys, input: done } = keyIn(known, input, nowMs)
  await handle.changeMemory((memory) => ({ ...memory, keys, ...(done === null && { pending: null }) }), nowMs)
  const dueAtMs = keys?.dueAtMs ?? null
  if (dueAtMs !== null) await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'idle', dueAtMs) }))
  return done
}

const asked = (history: readonly { readonly speaker: string; readonly text: string }[]): KeyPlan | null =>
  secretAskedFor(history.findLast(({ speaker }) => speaker === 'agent')?.text ?? '')
