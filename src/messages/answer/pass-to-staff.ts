import { callTool } from '../../dialogue/act.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import type { TurnSetting } from '../../dialogue/turn-setting.ts'
import { wordsIn } from './written-words.ts'

/** What became of asking the business's people to go on. */
export interface AskedForStaff {
  readonly state: TalkState
  readonly isFiled: boolean
  readonly handsOver: boolean
}

/** Asks the business's people to write: by the same tool, and the same ledger, as when a person asks for them. */
export async function askForStaff(setting: TurnSetting, before: TalkState, reason: string): Promise<AskedForStaff> {
  const call = { id: 'rule', name: 'transfer', args: { reason } }
  const { outcome, state } = await callTool(setting, call, before)
  return { state, isFiled: outcome.ok, handsOver: outcome.ending?.how === 'handed_over' }
}

/** Somebody writes Spanish, and no model here can: people are asked to, once. */
export async function inForeignTongue(
  setting: TurnSetting,
  before: TalkState,
): Promise<{ readonly say: string; readonly state: TalkState; readonly handsOver: boolean }> {
  const words = wordsIn('es')
  if (before.tools.transfers > 0) return { say: words.stillComing, state: before, handsOver: false }
  const { state, isFiled, handsOver } = await askForStaff(setting, before, 'Writes in Spanish.')
  if (!isFiled) return { say: words.notNow, state, handsOver: false }
  return { say: handsOver ? words.handedOver : words.handedOverClosed, state, handsOver }
}
