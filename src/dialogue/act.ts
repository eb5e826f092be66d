import type { AgentDocument } from '../agents/agent-document.ts'
import type { Outcome } from '../calls/call.ts'
import { errorName, log } from '../kernel/log.ts'
import type { ToolCall, ToolSpec } from '../providers/llm/contract.ts'
import type { TalkState } from './talk-state.ts'
import { tools } from './tools/index.ts'
import type { Tool, ToolOutcome, ToolState } from './tools/tool.ts'
import { newProgress, type Progress, type TurnSetting } from './turn-setting.ts'

/** The tools an agent has: none for a skill that its document lacks. */
export const toolsFor = ({ skills }: AgentDocument): readonly Tool[] =>
  tools.filter(({ skill }) => skill === undefined || skills[skill] !== undefined)

const specs = new WeakMap<AgentDocument, readonly ToolSpec[]>()

/** What a model is told of them; the same list for the same document. */
export function toolSpecsFor(document: AgentDocument): readonly ToolSpec[] {
  const known = specs.get(document) ?? toolsFor(document).map(({ spec }) => spec)
  specs.set(document, known)
  return known
}

/** `state` with what came of it besides. */
export const withOutcome = (state: TalkState, outcome: Outcome | undefined): TalkState =>
  outcome === undefined || state.outcomes.includes(outcome)
    ? state
    : { ...state, outcomes: [...state.outcomes, outcome] }

/** The tools' state with a patch. It may come from the ledger, made before other things were done: what is done stays. */
function patched(state: ToolState, patch: Partial<ToolState> = {}): ToolState {
  const both = (one: readonly string[], other: readonly string[] = []) => [...new Set([...one, ...other])]
  return {
    ...state,
    ...patch,
    confirmed: both(state.confirmed, patch.confirmed),
    moved: both(state.moved, patch.moved),
    cancelled: both(state.cancelled, patch.cancelled),
    changes: Math.max(state.changes, patch.changes ?? 0),
  }
}

/** One tool call of a model that leads the talk by itself: the same ledger, and the state after it. */
export async function callTool(
  setting: TurnSetting,
  call: ToolCall,
  state: TalkState,
): Promise<{ readonly outcome: ToolOutcome; readonly state: TalkState }> {
  const progress = newProgress(state)
  const outcome = await act(setting, call, progress)
  return { outcome, state: progress.state }
}

/** A store that is in trouble has no words for it; what a tool cannot do for a reason, it says. */
const isUnreached = ({ ok, value }: ToolOutcome): boolean =>
  !ok && value['code'] === 'unavailable' && value['say'] === undefined

/** Runs one tool call through the ledger, and takes what it changed into the conversation's state. Never throws. */
export async function act(setting: TurnSetting, call: ToolCall, progress: Progress): Promise<ToolOutcome> {
  const tool = tools.find(({ spec }) => spec.name === call.name)
  if (!tool) return { ok: false, value: { code: 'unknown_tool' } }
  progress.called.push(call.name)
  const intent = tool.intent(call.args, progress.state.tools)
  const key = intent === null ? '' : `${setting.conversationId}:${intent}`
  const run = (): Promise<ToolOutcome> => tool.run(setting.room, call.args, progress.state.tools, key)
  let outcome: ToolOutcome
  try {
    outcome = intent === null ? await run() : await setting.ledger.once(key, run)
  } catch (error) {
    // A tool that throws is in storage trouble: the caller is told so, and nothing is claimed.
    log.error('tool.failed', { tool: call.name, error: errorName(error) })
    outcome = { ok: false, value: { code: 'unavailable' } }
  }
  if (isUnreached(outcome)) progress.unreached = true
  else progress.reached = true
  const toolState = patched(progress.state.tools, outcome.state)
  progress.state = withOutcome({ ...progress.state, tools: toolState }, outcome.outcome)
  if (outcome.outcome === 'question_answered') progress.answered = true
  if (outcome.ending) progress.ending = outcome.ending
  setting.onCalled?.(call, outcome)
  return outcome
}
