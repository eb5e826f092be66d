import { FRESH_TALK } from '../../dialogue/talk-state.ts'
import { toolsFor } from '../../dialogue/act.ts'
import { modelTurn } from '../../dialogue/model-turn.ts'
import type { ModelTurn } from '../../providers/llm/contract.ts'
import type { SpeechBrief } from '../../providers/speech/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import { loadSetting } from '../later-talk.ts'

/** What a speech session of this call is told at its beginning: the same facts, rules and tools as a text model. */
export async function briefOf(
  handle: CallHandle,
  instruct: (turn: ModelTurn) => string,
  nowMs: number,
): Promise<SpeechBrief> {
  const { settingOf } = await loadSetting()
  const document = await handle.document()
  const { history } = await handle.memory(nowMs)
  const input = { type: 'silent', nth: 1 } as const
  const setting = await settingOf(handle, input, nowMs, new AbortController().signal)
  const { returning } = handle.state
  const ask = { input, history: [], lastReplyHeard: 'all', returning, state: FRESH_TALK } as const
  const turn = modelTurn(setting, ask, { results: [], memory: null })
  const { rate, silenceMs, bargeIn, id } = document.voice
  return {
    instructions: instruct(turn),
    tools: toolsFor(document).map(({ spec }) => spec),
    language: document.languages.default,
    voice: id ?? null,
    rate,
    silenceMs,
    bargeIn,
    history: history.filter(({ text }) => text.trim() !== ''),
  }
}
