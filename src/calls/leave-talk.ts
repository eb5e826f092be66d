import { guard } from '../dialogue/guardrails.ts'
import { leaveToPeople } from '../dialogue/leave-to-people.ts'
import { newProgress } from '../dialogue/turn-setting.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import type { CallHandle } from './call-handle.ts'
import type { Led } from './outbound-talk/take-lead.ts'
import { settingOf } from './setting-of.ts'

/**
 * What is said to somebody with whom no model may deal: they are passed on to a person, or the call ends. Null where they are
 * in danger: what is said then is by rule, too, and comes first.
 */
export async function leaveTalk(
  handle: CallHandle,
  input: CallerInput,
  nowMs: number,
  signal: AbortSignal,
): Promise<Extract<Led, { type: 'said' }> | null> {
  if (input.type === 'said' && (await isInDanger(handle, input.text))) return null
  const { talk } = await handle.memory(nowMs)
  // Whatever they say meanwhile is not taken down.
  const setting = await settingOf(handle, { type: 'silent', nth: 1 }, nowMs, signal)
  const progress = newProgress(talk)
  const { transfer, minorSaid } = handle.state
  const say = await leaveToPeople(setting, progress, transfer === null, minorSaid ? 'minor' : 'objection')
  return { type: 'said', say, talk: progress.state, ending: progress.ending, isHeardOut: true }
}

async function isInDanger(handle: CallHandle, text: string): Promise<boolean> {
  const document = await handle.document()
  const rule = guard(text, document, document.languages.default)?.rule
  return rule === 'emergency' || rule === 'self_harm'
}
