import { act, withOutcome } from './act.ts'
import type { Guarded } from './guardrails.ts'
import type { Outcome } from '../calls/call.ts'
import { guardWords } from './guardrails/guard-words.ts'
import { leaveToPeople } from './leave-to-people.ts'
import { anyoneNow, passOn } from './pass-on.ts'
import type { Progress, RuleEffect, TurnSetting } from './turn-setting.ts'

/** What a guardrail says once what it demands is done. A request for a person goes through the same tool the model has. */
export async function obey(
  setting: TurnSetting,
  { rule, say, language }: Guarded,
  progress: Progress,
): Promise<string> {
  if (rule === 'human') {
    const call = { id: 'rule', name: 'transfer', args: { reason: 'asked for a person' } }
    const { ok, value } = await act(setting, call, progress)
    if (typeof value['say'] === 'string') return value['say']
    return ok ? say : guardWords(setting.room.language).notDone.otherwise
  }
  const effect = await setting.onRule(rule, language)
  if (!effect.done) return effect.say ?? say
  progress.state = withOutcome(progress.state, OUTCOME_OF_RULE[rule])
  if (rule === 'opt_out') progress.ending = { how: 'opted_out' }
  if (rule === 'emergency') return `${say}${await inEmergency(setting, progress)}`
  return (await passedOn(setting, { rule, say }, progress, effect)) ?? effect.say ?? say
}

/** What is said to whoever is to be dealt with by people from now on; null of all others. */
async function passedOn(
  setting: TurnSetting,
  { rule, say }: Pick<Guarded, 'rule' | 'say'>,
  progress: Progress,
  { recorded }: RuleEffect,
): Promise<string | null> {
  const { document, inWriting } = setting.room
  if ((rule === 'objection' || rule === 'minor') && inWriting !== true)
    return leaveToPeople(setting, progress, true, rule)
  const wasRecorded = recorded ?? document.opening.recording.mode !== 'off'
  return rule === 'recording_objection' && wasRecorded ? declined(setting, progress, say) : null
}

const OUTCOME_OF_RULE: Partial<Record<Guarded['rule'], Outcome>> = {
  emergency: 'emergency_redirect',
  self_harm: 'emergency_redirect',
  opt_out: 'opted_out',
}

async function inEmergency(setting: TurnSetting, progress: Progress): Promise<string> {
  const target = setting.room.document.guardrails.emergency?.thenTransfer
  if (target === undefined) return ''
  return guardWords(setting.room.language).afterEmergency[await passOn(setting, progress, 'emergency', target)]
}

/** The caller will not be recorded, and no longer is: what the document has them get then. */
async function declined(setting: TurnSetting, progress: Progress, say: string): Promise<string> {
  const { document, language, nowMs } = setting.room
  const words = guardWords(language)
  const { onDecline } = document.opening.recording
  if (onDecline === 'continue_unrecorded') return say
  if (onDecline === 'end') {
    progress.ending = { how: 'consent_declined' }
    return words.declinedEnd
  }
  const target = anyoneNow(document, nowMs)
  const passed = target === null ? 'nobody' : await passOn(setting, progress, 'recording_declined', target)
  if (passed === 'connecting') progress.state = withOutcome(progress.state, 'transferred')
  if (passed === 'will_be_called') progress.state = withOutcome(progress.state, 'callback_task')
  return `${say}${words.afterDecline[passed]}`
}
