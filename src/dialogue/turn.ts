import { isStopWord } from '../consent/opt-out-words.ts'
import { insteadOfCalling } from './cannot-call.ts'
import { converse, FAILURES_MAX } from './converse.ts'
import { guard, guardedBy, type Guarded, type GuardRule } from './guardrails.ts'
import { say, type Said } from './lead.ts'
import { obey } from './obey.ts'
import type { TalkState } from './talk-state.ts'
import { newProgress, type Progress, type TurnAsk, type TurnSetting } from './turn-setting.ts'

export interface TurnEnd extends Omit<Progress, 'called' | 'broken' | 'reached' | 'unreached'> {
  readonly type: 'end'
  readonly state: TalkState
  readonly toolsCalled: readonly string[]
  readonly rule: GuardRule | null
}

/** A turn lets out whole sentences, one of them marked `last` unless it is called off, and then its end. */
export type TurnOut = Said | TurnEnd

/**
 * One turn of a conversation, the same for voice and text.
 *
 * Guardrails first, then the model, then tools through the ledger; every sentence passes the speech guard. Never ends
 * without saying something, unless it is called off, and never throws for a model that fails.
 */
export async function* runTurn(setting: TurnSetting, ask: TurnAsk): AsyncGenerator<TurnOut> {
  const progress = newProgress(ask.state)
  const guarded = guardOf(setting, ask.input)
  const instead = insteadOf(setting, ask, guarded)
  if (instead !== null) await tellOfHidden(setting, progress)
  if (guarded) yield say(await obey(setting, instead === null ? guarded : { ...guarded, say: instead }, progress), true)
  else if (instead !== null) yield say(instead, true)
  else yield* converse(setting, ask, progress)
  // Of the rules' consequences only a person is got by a tool, which may not be reached.
  if (!guarded || guarded.rule === 'human') countFailure(ask, progress)
  const { called, broken: _, reached: __, unreached: ___, ...rest } = progress
  yield { type: 'end', ...rest, toolsCalled: called, rule: guarded?.rule ?? null }
}

/** Nothing is recorded of what is written, so nobody can object to it. */
function guardOf({ room, channel, weCalled }: TurnSetting, input: TurnAsk['input']): Guarded | null {
  if (input.type === 'pressed' && input.digit === weCalled?.optOutKey)
    return guardedBy('opt_out', room.document, room.language)
  if (input.type !== 'said') return null
  // They have been told to say so, and do it in one word.
  if (weCalled !== undefined && isStopWord(input.text)) return guardedBy('opt_out', room.document, room.language)
  const guarded = guard(input.text, room.document, room.language)
  return guarded?.rule === 'recording_objection' && channel !== 'voice' ? null : guarded
}

const insteadOf = ({ room }: TurnSetting, { input, history }: TurnAsk, guarded: Guarded | null): string | null =>
  input.type === 'said' ? insteadOfCalling({ ...room, history }, input.text, guarded) : null

/** Whatever else is done: people of the business are told at once, for we cannot call for help. */
async function tellOfHidden({ room, conversationId }: TurnSetting, progress: Progress): Promise<void> {
  progress.state = { ...progress.state, hides: true }
  await room.fileTask({
    kind: 'message',
    queue: 'front-desk',
    priority: 'urgent',
    details: {
      message: 'Somebody may be in danger and cannot speak. Do not call or text them: it may give them away.',
    },
    intentKey: `${conversationId}:hides`,
    dueAtMs: room.nowMs,
  })
}

/** A turn that came to nothing, twice in a row, is the agent's last: somebody else is to take over. */
function countFailure({ state }: TurnAsk, progress: Progress): void {
  const isFailure = progress.broken || (progress.unreached && !progress.reached)
  const failures = isFailure ? (state.failures ?? 0) + 1 : 0
  if (failures !== (state.failures ?? 0)) progress.state = { ...progress.state, failures }
  if (failures >= FAILURES_MAX) progress.ending ??= { how: 'failed' }
}
