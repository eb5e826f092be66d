import type { ModelTurn, ToolCall } from '../contract.ts'
import { takeKey, takeSilence } from './key-and-silence.ts'
import type { Move } from './moves.ts'
import type { Notes } from './notes.ts'
import { pendingQuestion } from './pending.ts'
import { takeResult } from './results.ts'
import { takeSaid } from './said.ts'
import { worldOf, type World } from './world.ts'

/** What one step of a turn comes to. */
export interface Step {
  readonly say: readonly string[]
  readonly calls: readonly ToolCall[]
  readonly notes: Notes
}

/** A turn that has called this many tools says what it knows, instead of calling another. */
const CALLS_MAX = 5

/**
 * The engine: what to say, which tools to call, and what to remember, after what the caller just did or what the tools
 * of this turn answered.
 *
 * Pure: the same turn and notes always give the same step. The clock is the turn's.
 */
export function step(turn: ModelTurn, notes: Notes): Step {
  const w = worldOf(turn)
  const result = turn.results.at(-1)
  const move = result ? takeResult(w, notes, result) : takeInput(w, { ...notes, waiting: null })
  if (move.calls.length > 0 && turn.results.length >= CALLS_MAX) return stopCalling(w, move)
  const said = move.say.filter((sentence) => sentence !== '')
  const calls = move.calls.map((call, index) => ({ id: `c${turn.results.length + index + 1}`, ...call }))
  return { say: said, calls, notes: remember(turn, notes, move, said) }
}

/** Somebody else asked on our behalf whether the caller wants to be called back: the gateway, or another model. */
const asksToCallBack = ({ history }: ModelTurn): boolean => {
  const last = history.at(-1)
  return last?.speaker === 'agent' && /\bcall you back\b[^.]*\?\s*$/i.test(last.text)
}

function takeInput(w: World, before: Notes): Move {
  const notes = before.aside === null && asksToCallBack(w.turn) ? { ...before, aside: 'call_back' as const } : before
  const { input, lastReplyHeard } = w.turn
  const unheard = lastReplyHeard === 'all' ? null : notes.promised
  const move = respondTo(w, { ...notes, promised: null }, input)
  if (unheard === null || move.say.includes(unheard))
    return unheard === null ? move : { ...move, notes: { ...move.notes, promised: move.notes.promised ?? unheard } }
  return { ...move, say: [unheard, ...move.say], notes: { ...move.notes, promised: move.notes.promised ?? unheard } }
}

function respondTo(w: World, notes: Notes, input: ModelTurn['input']): Move {
  if (input.type === 'said') return takeSaid(w, notes, input.text)
  return input.type === 'pressed' ? takeKey(w, notes, input.digit) : takeSilence(w, notes, input.nth)
}

/** What was said last, for "what?": all of this turn's, unless it was only in passing. */
function remember(turn: ModelTurn, before: Notes, move: Move, said: readonly string[]): Notes {
  if (move.passing) return { ...move.notes, last: before.last }
  const last = turn.results.length === 0 ? said : [...before.last, ...said]
  // A tool is asked before anything is said: what was said before this turn is no part of it.
  return { ...move.notes, last: last.length > 0 || move.calls.length > 0 ? last : before.last }
}

function stopCalling(w: World, move: Move): Step {
  const notes: Notes = { ...move.notes, waiting: null }
  return { say: [...w.phrases.changeTrouble().slice(0, 1), ...pendingQuestion(w, notes)], calls: [], notes }
}
