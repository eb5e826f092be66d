import type { Outcome } from '../calls/call.ts'
import { act, withOutcome } from './act.ts'
import { converse } from './converse.ts'
import { guard, type GuardRule } from './guardrails.ts'
import type { Said } from './lead.ts'
import type { TalkState } from './talk-state.ts'
import { newProgress, type Progress, type TurnAsk, type TurnSetting } from './turn-setting.ts'

export interface TurnEnd extends Omit<Progress, 'called'> {
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
  const { room } = setting
  const guarded = ask.input.type === 'said' ? guard(ask.input.text, room.document, room.language) : null
  if (guarded) yield await obey(setting, guarded.rule, guarded.say, progress)
  else yield* converse(setting, ask, progress)
  const { called, ...rest } = progress
  yield { type: 'end', ...rest, toolsCalled: called, rule: guarded?.rule ?? null }
}

/** What a guardrail says and does. A request for a person goes through the same tool the model has. */
async function obey(setting: TurnSetting, rule: GuardRule, line: string, progress: Progress): Promise<Said> {
  if (rule === 'human') {
    const call = { id: 'rule', name: 'transfer', args: { reason: 'asked for a person' } }
    const { value } = await act(setting, call, progress)
    return { type: 'say', text: typeof value['say'] === 'string' ? value['say'] : line, last: true }
  }
  const effect = await setting.onRule(rule)
  if (effect.done) progress.state = withOutcome(progress.state, OUTCOME_OF_RULE[rule])
  if (effect.done && rule === 'opt_out') progress.ending = { how: 'opted_out' }
  return { type: 'say', text: effect.say ?? line, last: true }
}

const OUTCOME_OF_RULE: Partial<Record<GuardRule, Outcome>> = {
  emergency: 'emergency_redirect',
  self_harm: 'emergency_redirect',
  opt_out: 'opted_out',
}
