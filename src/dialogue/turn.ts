import type { AgentDocument } from '../agents/agent-document.ts'
import type { Outcome } from '../calls/call.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallerInput, Model, ModelTurn, ToolCall, ToolResult, Utterance } from '../providers/llm/contract.ts'
import { MEMORY_CHARS_MAX } from '../providers/llm/contract.ts'
import { guard, type GuardRule } from './guardrails.ts'
import type { Ledger } from './ledger.ts'
import { createSentenceSplitter } from './sentences.ts'
import { judgeSentence } from './speech-guard.ts'
import { tools } from './tools/index.ts'
import type { TalkState } from './talk-state.ts'
import type { Tool, ToolOutcome, ToolRoom, ToolState } from './tools/tool.ts'

/** A model that still calls tools after this many rounds is going in circles. */
const ROUNDS_MAX = 6
const CALLS_PER_ROUND_MAX = 4

const NOTHING_TO_SAY = 'Sorry, could you say that again?'
const IN_TROUBLE = "I'm sorry, I'm having trouble with that just now. Could you tell me once more what you need?"

/** What a turn is worked with. */
export interface TurnSetting {
  readonly room: ToolRoom
  readonly model: Model
  /** Takes over when `model` fails before it has said anything. */
  readonly fallback: Model | null
  readonly ledger: Ledger
  /** Names this conversation; intents are unique under it. */
  readonly conversationId: string
  readonly channel: ModelTurn['channel']
  /** Makes a guardrail's consequence durable (opting out, ending the recording) before it is spoken of. */
  readonly onRule: (rule: GuardRule) => Promise<{ readonly say?: string; readonly done: boolean }>
  readonly signal: AbortSignal
}

export interface TurnAsk {
  readonly input: CallerInput
  readonly history: readonly Utterance[]
  readonly lastReplyHeard: ModelTurn['lastReplyHeard']
  readonly returning: boolean
  readonly state: TalkState
}

export interface TurnEnd {
  readonly type: 'end'
  readonly state: TalkState
  readonly toolsCalled: readonly string[]
  readonly rule: GuardRule | null
  readonly ending: NonNullable<ToolOutcome['ending']> | null
}

/** A turn lets out whole sentences, exactly one of them marked `last`, and then its end. */
export type TurnOut = { readonly type: 'say'; readonly text: string; readonly last: boolean } | TurnEnd

interface Progress {
  state: TalkState
  readonly called: string[]
  ending: TurnEnd['ending']
}

/**
 * One turn of a conversation, the same for voice and text.
 *
 * Guardrails first, then the model, then tools through the ledger; every sentence passes the speech guard. Never ends
 * without saying something, and never throws for a model that fails.
 */
export async function* runTurn(setting: TurnSetting, ask: TurnAsk): AsyncGenerator<TurnOut> {
  const progress: Progress = { state: ask.state, called: [], ending: null }
  const { room } = setting
  const guarded = ask.input.type === 'said' ? guard(ask.input.text, room.document, room.language) : null
  if (guarded) yield* obey(setting, guarded.rule, guarded.say, progress)
  else yield* converse(setting, ask, progress)
  const { state, called, ending } = progress
  yield { type: 'end', state, toolsCalled: called, rule: guarded?.rule ?? null, ending }
}

/** What a guardrail says and does. A request for a person goes through the same tool the model has. */
async function* obey(setting: TurnSetting, rule: GuardRule, line: string, progress: Progress): AsyncGenerator<TurnOut> {
  if (rule === 'human') {
    const result = await act(
      setting,
      { id: 'rule', name: 'transfer', args: { reason: 'asked for a person' } },
      progress,
    )
    yield { type: 'say', text: typeof result.value['say'] === 'string' ? result.value['say'] : line, last: true }
    return
  }
  const effect = await setting.onRule(rule)
  if (effect.done) progress.state = withOutcome(progress.state, OUTCOME_OF_RULE[rule])
  if (effect.done && rule === 'opt_out') progress.ending = { how: 'opted_out' }
  yield { type: 'say', text: effect.say ?? line, last: true }
}

const OUTCOME_OF_RULE: Partial<Record<GuardRule, Outcome>> = {
  emergency: 'emergency_redirect',
  self_harm: 'emergency_redirect',
  opt_out: 'opted_out',
}

const withOutcome = (state: TalkState, outcome: Outcome | undefined): TalkState =>
  outcome === undefined || state.outcomes.includes(outcome)
    ? state
    : { ...state, outcomes: [...state.outcomes, outcome] }

/** The model's part, with one sentence held back so that the last can be marked. */
async function* converse(setting: TurnSetting, ask: TurnAsk, progress: Progress): AsyncGenerator<TurnOut> {
  let held: string | null = null
  let failed = false
  try {
    for await (const sentence of rounds(setting, ask, progress)) {
      if (held !== null) yield { type: 'say', text: held, last: false }
      held = sentence
    }
  } catch (error) {
    failed = true
    log.warn('model.failed', { error: errorName(error) })
  }
  if (failed && held === null && setting.fallback) {
    yield* converse({ ...setting, model: setting.fallback, fallback: null }, ask, progress)
    return
  }
  yield { type: 'say', text: held ?? (failed ? IN_TROUBLE : NOTHING_TO_SAY), last: true }
}

async function* rounds(setting: TurnSetting, ask: TurnAsk, progress: Progress): AsyncGenerator<string> {
  const results: ToolResult[] = []
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const calls: ToolCall[] = []
    const splitter = createSentenceSplitter()
    for await (const chunk of setting.model.respond(modelTurn(setting, ask, progress, results), setting.signal)) {
      if (setting.signal.aborted) return
      if (chunk.type === 'text')
        yield* splitter.push(chunk.text).flatMap((sentence) => allowed(sentence, setting, progress))
      else if (chunk.type === 'call') calls.push(chunk.call)
      else if (chunk.type === 'memory')
        progress.state = { ...progress.state, memory: chunk.memory.slice(0, MEMORY_CHARS_MAX) }
    }
    yield* splitter.flush().flatMap((sentence) => allowed(sentence, setting, progress))
    if (calls.length === 0) return
    for (const call of calls.slice(0, CALLS_PER_ROUND_MAX)) {
      const { ok, value } = await act(setting, call, progress)
      results.push({ call, ok, value })
    }
  }
  log.warn('model.circled', { rounds: ROUNDS_MAX })
}

/** The sentence when it may be spoken, what is said instead, or nothing. */
function allowed(sentence: string, { room }: TurnSetting, { state }: Progress): readonly string[] {
  const { confirmed, moved, cancelled } = state.tools
  const facts = {
    booked: confirmed.length > 0,
    moved: moved.length > 0,
    cancelled: cancelled.length > 0,
    filed: state.tools.tasks > 0,
  }
  const verdict = judgeSentence(sentence, room.document, facts)
  if (verdict.allow) return [sentence]
  log.warn('speech.withheld', { rule: verdict.rule })
  return verdict.replacement === null ? [] : [verdict.replacement]
}

/** The tools an agent has: none for a skill that its document lacks. */
export const toolsFor = ({ skills }: AgentDocument): readonly Tool[] =>
  tools.filter(({ skill }) => skill === undefined || skills[skill] !== undefined)

/** All that a model is told of a turn. */
export function modelTurn(setting: TurnSetting, ask: TurnAsk, progress: Progress, results: readonly ToolResult[]): ModelTurn {
  const { room } = setting
  return {
    document: room.document,
    channel: setting.channel,
    language: room.language,
    nowMs: room.nowMs,
    timeZone: room.timeZone,
    businessName: room.document.business,
    caller: { phoneKnown: room.caller.phone !== null, name: room.caller.name, returning: ask.returning },
    history: ask.history,
    input: ask.input,
    lastReplyHeard: ask.lastReplyHeard,
    tools: toolsFor(room.document).map(({ spec }) => spec),
    results,
    memory: progress.state.memory,
  }
}

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
  const progress: Progress = { state, called: [], ending: null }
  const outcome = await act(setting, call, progress)
  return { outcome, state: progress.state }
}

/** Runs one tool call through the ledger, and takes what it changed into the conversation's state. */
async function act(setting: TurnSetting, call: ToolCall, progress: Progress): Promise<ToolOutcome> {
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
  const toolState = patched(progress.state.tools, outcome.state)
  progress.state = withOutcome({ ...progress.state, tools: toolState }, outcome.outcome)
  if (outcome.ending) progress.ending = outcome.ending
  return outcome
}
