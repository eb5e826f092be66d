import type { PhoneCall } from '../carrier/phone-call.ts'
import type { Handset } from '../carrier/line.ts'
import type { Meeting } from './meeting.ts'
import { matchesPattern, type Step } from './scenario.ts'
import { isUnprompted, performUnprompted } from './unprompted.ts'

export type Ends = 'agent' | 'caller' | 'carrier' | 'still talking'

/** How a caller's script went. A caller whose script fails hangs up. */
export interface Played {
  readonly failure: string | null
  readonly ends: Ends
}

/** The agent is given this long to answer, really, and to say what it has to say, at the pace of the call. */
const REPLY_MS_MAX = 40_000
const SPEECH_MS_MAX = 120_000
/** An agent that has finished and then adds something does so within this. */
const AFTERTHOUGHT_MS = 1_000
const HANG_UP_MS_MAX = 60_000
const ANSWERS_MAX = 15

/** The script cannot go on. */
class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure'
}

interface Playing {
  readonly call: PhoneCall
  readonly meeting: Meeting
  readonly signal: AbortSignal
}

/** Goes through `steps` on a ringing call, as a person would: listening, waiting for their turn, or not. */
export async function playCaller(call: PhoneCall, steps: readonly Step[], meeting: Meeting): Promise<Played> {
  const over = new AbortController()
  void call.talk.until(() => call.isOver, 2 ** 31 - 1).then(() => over.abort())
  const playing = { call, meeting, signal: over.signal }
  let failure: string | null = null
  let hungUp = false
  for (const [index, step] of steps.entries()) {
    failure = await failureOf(playing, step, index)
    hungUp = failure === null && (step === 'hang-up' || step === 'hang-up-now')
    if (failure !== null || hungUp) break
  }
  if (failure === null && !hungUp) await untilQuiet(call).catch(() => undefined)
  meeting.leave()
  const ends: Ends = call.isOver ? (call.endedBy ?? 'carrier') : hungUp ? 'caller' : 'still talking'
  call.end('completed', 'caller')
  return { failure, ends }
}

async function failureOf(playing: Playing, step: Step, index: number): Promise<string | null> {
  try {
    await perform(playing, step)
    return null
  } catch (error) {
    const where = `step ${index + 1} (${nameOf(step)})`
    if (error instanceof ScriptFailure) return `${where}: ${error.message}`
    if (playing.signal.aborted) return `${where}: the ${playing.call.endedBy ?? 'carrier'} ended the call`
    throw error
  }
}

async function perform(playing: Playing, step: Step): Promise<void> {
  const { call, meeting, signal } = playing
  if (typeof step === 'string') return endOr(call, step)
  if (isUnprompted(step)) return performUnprompted(call, step, signal)
  if ('hear' in step || 'hold-for' in step) return listen(call, step)
  if ('say' in step) return say(playing, step.say)
  if ('press' in step) {
    await untilQuiet(call)
    for (const digit of step.press) await (await handsetOf(call)).press(digit, false, signal)
    return
  }
  if ('silence' in step) return stayQuiet(call, step.silence)
  if ('interrupt' in step) {
    await untilWords(call, step.interrupt.after)
    return (await handsetOf(call)).say(step.interrupt.say, signal)
  }
  if ('late-interrupt' in step) {
    await untilWords(call, step['late-interrupt'].after)
    return (await handsetOf(call)).press(step['late-interrupt'].press, true, signal)
  }
  if ('meet' in step) return meeting.arrive(step.meet)
  return answer(playing, step.answer)
}

async function say({ call, signal }: Playing, text: string): Promise<void> {
  await untilQuiet(call)
  await (await handsetOf(call)).say(text, signal)
}

async function endOr(call: PhoneCall, step: Extract<Step, string>): Promise<void> {
  if (step === 'drop-socket') return (await handsetOf(call)).dropSocket()
  if (step === 'human') return void (call.humanAtMs ??= call.talk.nowMs)
  if (step === 'hang-up-now') return
  return step === 'hang-up' ? untilQuiet(call) : untilHungUp(call)
}

const listen = (call: PhoneCall, step: Extract<Step, { hear: unknown } | { 'hold-for': unknown }>): Promise<void> =>
  'hear' in step ? hear(call, patternsOf(step.hear)) : hear(call, patternsOf(step['hold-for']), true)

async function hear(call: PhoneCall, patterns: readonly string[], holds = false): Promise<void> {
  const missing = (): readonly string[] => patterns.filter((pattern) => !matchesPattern(pattern, call.talk.heard))
  const isOut = (): boolean => missing().length === 0 || call.isOver
  await call.talk.until(() => isOut() || (!holds && isQuiet(call)), patienceMs(call))
  if (!isOut()) await call.talk.until(isOut, AFTERTHOUGHT_MS)
  const [first] = missing()
  if (first === undefined) return
  throw new ScriptFailure(`expected to hear ${JSON.stringify(first)}, heard ${quote(call.talk.heard)}${whoEnded(call)}`)
}

type Answers = Extract<Step, { answer: unknown }>['answer']

async function answer(playing: Playing, { until, with: answers }: Answers): Promise<void> {
  const { call } = playing
  let before: string | null = null
  for (let round = 0; round < ANSWERS_MAX; round += 1) {
    await untilQuiet(call)
    if (patternsOf(until).every((pattern) => matchesPattern(pattern, call.talk.heard))) return
    const fitting = answers.find((candidate) => matchesPattern(candidate.hear, call.talk.heard))
    if (fitting === undefined) throw new ScriptFailure(`has no answer to ${quote(call.talk.heard)}`)
    if (call.talk.heard === before) throw new ScriptFailure(`goes round in circles: ${quote(before)}`)
    before = call.talk.heard
    await say(playing, fitting.say)
  }
  throw new ScriptFailure(`the agent still asks after ${ANSWERS_MAX} answers: ${quote(call.talk.heard)}`)
}

const nameOf = (step: Step): string => (typeof step === 'string' ? step : Object.keys(step).join(' '))

/** Until the agent has spoken and finished, or the time is over. */
async function stayQuiet(call: PhoneCall, seconds: number): Promise<void> {
  await untilQuiet(call)
  const turns = call.talk.turns.length
  await call.talk.until(() => call.isOver || (call.talk.turns.length > turns && isQuiet(call)), seconds * 1000)
}

async function untilWords(call: PhoneCall, words: number): Promise<void> {
  const isSo = await call.talk.until(() => call.isOver || wordsOf(call.talk.heard) >= words, patienceMs(call))
  if (!isSo) throw new ScriptFailure(`the agent said only ${quote(call.talk.heard)}`)
}

async function untilQuiet(call: PhoneCall): Promise<void> {
  const isSo = await call.talk.until(() => call.isOver || isQuiet(call), patienceMs(call))
  if (call.isOver) throw new ScriptFailure(`the ${call.endedBy ?? 'carrier'} ended the call`)
  if (!isSo) throw new ScriptFailure(`the agent did not answer within ${Math.round(patienceMs(call) / 1000)} s`)
}

async function untilHungUp(call: PhoneCall): Promise<void> {
  const isSo = await call.talk.until(() => call.isOver, HANG_UP_MS_MAX)
  if (!isSo) throw new ScriptFailure(`the agent did not hang up within ${HANG_UP_MS_MAX / 1000} s`)
}

async function handsetOf(call: PhoneCall): Promise<Handset> {
  await call.talk.until(() => call.handset !== null || call.isOver, patienceMs(call))
  if (call.handset === null) throw new ScriptFailure('nobody listens to the caller')
  return call.handset
}

const patienceMs = ({ exchange }: PhoneCall): number => REPLY_MS_MAX + SPEECH_MS_MAX / exchange.pace.speed
const isQuiet = (call: PhoneCall): boolean => call.handset !== null && call.handset.isQuiet
const patternsOf = (patterns: string | readonly string[]): readonly string[] =>
  typeof patterns === 'string' ? [patterns] : patterns
const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length
const quote = (text: string): string =>
  text.trim() === '' ? 'nothing' : JSON.stringify(text.replaceAll(/\s+/g, ' ').trim())
const whoEnded = (call: PhoneCall): string =>
  call.isOver ? `, and then the ${call.endedBy ?? 'carrier'} ended the call` : ''
