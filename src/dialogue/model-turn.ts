import type { ModelTurn, ToolResult } from '../providers/llm/contract.ts'
import { toolSpecsFor } from './act.ts'
import type { TurnAsk, TurnSetting } from './turn-setting.ts'

const weCalled = ({ weCalled: ours }: TurnSetting) => ours !== undefined && { wasCalled: true as const }

/** All that a model is told of a turn. */
export function modelTurn(
  setting: TurnSetting,
  ask: TurnAsk,
  soFar: { readonly results: readonly ToolResult[]; readonly said?: string; readonly memory: string | null },
): ModelTurn {
  const { room } = setting
  return {
    document: room.document,
    channel: setting.channel,
    language: room.language,
    nowMs: room.nowMs,
    timeZone: room.timeZone,
    businessName: room.document.business,
    caller: {
      phoneKnown: room.caller.phone !== null,
      name: room.caller.name,
      returning: ask.returning,
      ...weCalled(setting),
    },
    history: ask.history,
    input: ask.input,
    lastReplyHeard: ask.lastReplyHeard,
    tools: toolSpecsFor(room.document),
    results: soFar.results,
    ...(soFar.said !== undefined && { said: soFar.said }),
    memory: soFar.memory,
  }
}
