import { callWords } from '../calls/call-words.ts'
import { log } from '../kernel/log.ts'
import { MEMORY_CHARS_MAX, type ModelChunk, type ToolCall, type ToolResult } from '../providers/llm/contract.ts'
import { act } from './act.ts'
import { modelTurn } from './model-turn.ts'
import { createSentenceSplitter } from './sentences.ts'
import { judgeSentence } from './speech-guard.ts'
import type { Progress, TurnAsk, TurnModel, TurnSetting } from './turn-setting.ts'

/** A model that still calls tools after this many rounds is going in circles. */
const ROUNDS_MAX = 6
const CALLS_PER_ROUND_MAX = 4
/** About two minutes of speech: nobody listens to more at one go. */
const SAID_CHARS_MAX = 1_800
/** A tool that takes longer is bridged with words; so is a model that has said nothing yet. */
const TOOL_LATE_MS = 700
const MODEL_LATE_MS = 1_500

/** A sentence to be said. One is the last, and may be empty: then it only says that there is no more. */
export interface Said {
  readonly type: 'say'
  readonly text: string
  readonly last: boolean
}

export const say = (text: string, last: boolean): Said => ({ type: 'say', text, last })

const bridge = ({ room }: TurnSetting): Said => say(callWords(room.language).oneMoment, false)

/** A turn's talk so far, whichever model leads it. */
export interface Talk {
  said: string
  readonly results: ToolResult[]
  /** So many of the results were there when the last sentence was said. */
  told: number
}

export interface Lead {
  readonly talk: Talk
  readonly choice: TurnModel
}

/**
 * One model's way through the turn: sentences as they are whole and allowed, and tools between them.
 *
 * @throws ModelFailure when its vendor fails.
 */
export async function* lead(
  setting: TurnSetting,
  ask: TurnAsk,
  progress: Progress,
  led: Lead,
): AsyncGenerator<Said, void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const calls = yield* oneRound(setting, ask, progress, led)
    if (calls.length === 0 || setting.signal.aborted) return
    for (const call of calls.slice(0, CALLS_PER_ROUND_MAX)) yield* useTool(setting, progress, led.talk, call)
  }
  log.warn('model.circled', { provider: led.choice.name, rounds: ROUNDS_MAX })
}

/** What the model says until it is done or wants tools: those. */
async function* oneRound(
  setting: TurnSetting,
  ask: TurnAsk,
  progress: Progress,
  led: Lead,
): AsyncGenerator<Said, readonly ToolCall[]> {
  const calls: ToolCall[] = []
  const splitter = createSentenceSplitter()
  for await (const chunk of chunks(setting, ask, progress, led)) {
    if (setting.signal.aborted) return []
    if (chunk.type === 'bridge') yield bridge(setting)
    else if (chunk.type === 'call') calls.push(chunk.call)
    else if (chunk.type === 'text') yield* spoken(splitter.push(chunk.text), setting, progress, led.talk)
    else take(chunk, progress, led.choice)
    if (led.talk.said.length > SAID_CHARS_MAX) {
      log.warn('model.rambled', { provider: led.choice.name })
      return []
    }
  }
  if (!setting.signal.aborted) yield* spoken(splitter.flush(), setting, progress, led.talk)
  return calls
}

async function* useTool(
  setting: TurnSetting,
  progress: Progress,
  talk: Talk,
  call: ToolCall,
): AsyncGenerator<Said, void> {
  const work = act(setting, call, progress)
  const mayBridge = setting.channel === 'voice' && talk.said === ''
  if (mayBridge && (await isLate(work, TOOL_LATE_MS))) yield bridge(setting)
  const { ok, value } = await work
  talk.results.push({ call, ok, value })
}

/** What the model says to this round; and `bridge` when it takes its time before the first word of the turn. */
async function* chunks(
  setting: TurnSetting,
  ask: TurnAsk,
  progress: Progress,
  { talk, choice }: Lead,
): AsyncGenerator<ModelChunk | { readonly type: 'bridge' }> {
  const { results, said } = talk
  const memory = progress.state.memories[choice.name] ?? null
  const isVendors = !choice.answersAtOnce
  const turn = modelTurn(setting, ask, { results, memory, ...(said !== '' && isVendors && { said }) })
  const stream = choice.model.respond(turn, setting.signal)[Symbol.asyncIterator]()
  try {
    let next = stream.next()
    const mayWait = isVendors && setting.channel === 'voice' && said === '' && results.length === 0
    if (mayWait && (await isLate(next, MODEL_LATE_MS))) yield { type: 'bridge' }
    for (let got = await next; got.done !== true; got = await next) {
      progress.modelAtMs ??= setting.clock()
      yield got.value
      next = stream.next()
    }
  } finally {
    await stream.return?.()
  }
}

function take(chunk: ModelChunk, progress: Progress, { name }: TurnModel): void {
  if (chunk.type === 'memory') {
    const memories = { ...progress.state.memories, [name]: chunk.memory.slice(0, MEMORY_CHARS_MAX) }
    progress.state = { ...progress.state, memories }
  }
  if (chunk.type !== 'usage') return
  const { inputTokens, outputTokens } = progress.usage
  progress.usage = {
    inputTokens: inputTokens + chunk.inputTokens,
    outputTokens: outputTokens + chunk.outputTokens,
  }
}

function* spoken(sentences: readonly string[], setting: TurnSetting, progress: Progress, talk: Talk): Generator<Said> {
  for (const sentence of sentences) {
    for (const text of allowed(sentence, setting, progress)) {
      // However much came at one go.
      if (talk.said.length > SAID_CHARS_MAX) return
      talk.told = talk.results.length
      talk.said += talk.said === '' ? text : ` ${text}`
      yield say(text, false)
    }
  }
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
  const verdict = judgeSentence(sentence, room.document, facts, room.language)
  if (verdict.allow) return [sentence]
  log.warn('speech.withheld', { rule: verdict.rule })
  return verdict.replacement === null ? [] : [verdict.replacement]
}

/** Whether `work` is still going on after `afterMs`. Whatever becomes of it is left to whoever awaits it. */
async function isLate(work: Promise<unknown>, afterMs: number): Promise<boolean> {
  let cancel = (): void => undefined
  const late = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(true), afterMs)
    cancel = () => clearTimeout(timer)
  })
  const settled = work.then(
    () => false,
    () => false,
  )
  return Promise.race([settled, late]).finally(() => cancel())
}
