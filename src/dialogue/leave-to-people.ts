import { withOutcome } from './act.ts'
import { guardWords } from './guardrails/guard-words.ts'
import { anyoneNow, passOn } from './pass-on.ts'
import type { Progress, TurnSetting } from './turn-setting.ts'

/**
 * Ends what an assistant has to do with somebody who objects to it: rings a person for them, where one is to be rung now, or
 * leaves a note for the business and ends the call. No model is asked.
 *
 * @param mayRing  nobody was rung in vain for them yet.
 * @returns what they are told.
 */
export async function leaveToPeople(setting: TurnSetting, progress: Progress, mayRing: boolean): Promise<string> {
  const { document, language, nowMs } = setting.room
  const words = guardWords(language)
  const target = mayRing ? anyoneNow(document, nowMs) : null
  const passed = target?.kind === 'phone' ? await passOn(setting, progress, 'objected', target) : 'nobody'
  if (passed === 'connecting') {
    progress.state = withOutcome(progress.state, 'transferred')
    return `${words.rules.objection}${words.afterDecline.connecting}`
  }
  await setting.room.fileTask({
    kind: 'message',
    queue: 'front-desk',
    priority: 'normal',
    details: { message: 'Somebody who objects to the assistant, or whose data may not be used, has called.' },
    intentKey: `${setting.conversationId}:objected`,
    dueAtMs: nowMs,
  })
  progress.ending = { how: 'consent_declined' }
  return words.objectedEnd
}
