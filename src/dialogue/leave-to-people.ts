import { withOutcome } from './act.ts'
import { guardWords } from './guardrails/guard-words.ts'
import { anyoneNow, passOn } from './pass-on.ts'
import type { Progress, TurnSetting } from './turn-setting.ts'

/** Why no assistant may deal with somebody. */
export type LeftFor = 'objection' | 'minor'

const NOTES: Readonly<Record<LeftFor, string>> = {
  objection: 'Somebody who objects to the assistant, or whose data may not be used, has called.',
  minor: 'Somebody who may be a child has called. What they said is sealed off until you decide.',
}

/**
 * Ends what an assistant has to do with somebody who objects to it, or who may be a child: rings a person for them, where one is to be rung now, or
 * leaves a note for the business and ends the call. No model is asked.
 *
 * @param mayRing  nobody was rung in vain for them yet.
 * @returns what they are told.
 */
export async function leaveToPeople(
  setting: TurnSetting,
  progress: Progress,
  mayRing: boolean,
  leftFor: LeftFor = 'objection',
): Promise<string> {
  const { document, language, nowMs } = setting.room
  const words = guardWords(language)
  const target = mayRing ? anyoneNow(document, nowMs) : null
  const passed = target?.kind === 'phone' ? await passOn(setting, progress, 'objected', target) : 'nobody'
  if (passed === 'connecting') {
    progress.state = withOutcome(progress.state, 'transferred')
    return `${words.rules[leftFor]}${words.afterDecline.connecting}`
  }
  await setting.room.fileTask({
    kind: 'message',
    queue: 'front-desk',
    priority: 'normal',
    details: { message: NOTES[leftFor] },
    intentKey: `${setting.conversationId}:${leftFor === 'minor' ? 'minor' : 'objected'}`,
    dueAtMs: nowMs,
  })
  progress.ending = { how: 'consent_declined' }
  return leftFor === 'minor' ? words.rules.minor : words.objectedEnd
}
