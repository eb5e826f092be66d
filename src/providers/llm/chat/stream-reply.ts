import { ModelFailure, type ModelChunk } from '../contract.ts'
import { dataOf, takeAnswer, type Ask } from './answer.ts'
import { createCallAssembler } from './assemble-calls.ts'
import { createThoughtFilter } from './drop-thoughts.ts'
import { readDelta, type Delta, type Usage } from './read-delta.ts'
import { startWatch, type Watch } from './watch.ts'
import { createWrittenCallFilter } from './written-call.ts'

/** More than this is no turn of a conversation. */
export const TEXT_CHARS_MAX = 8_000

/** How long a reply is waited for, in milliseconds. */
export interface Patience {
  /** From asking to the first word or call, a second attempt included. */
  readonly firstTokenMs: number
  readonly betweenTokensMs: number
}

export const PATIENCE: Patience = { firstTokenMs: 4_000, betweenTokensMs: 3_000 }

/** After the reply is whole, how long the vendor may take to say what it cost. */
const USAGE_MS_MAX = 250
const ATTEMPTS_MAX = 2
/** A vendor that wants to be left alone for longer is not asked again in this turn. */
const RETRY_AFTER_MS_MAX = 1_000
const RETRY_PAUSE_MS = 100

export interface Asking {
  readonly ask: Ask
  readonly signal: AbortSignal
  /** How many tool calls this turn has had. */
  readonly callsBefore: number
  readonly patience: Patience
  readonly nowMs: number
}

/**
 * A vendor's reply in our words, as it comes. Text at once; calls and usage when it is whole.
 *
 * Asks a second time where nothing has come yet and it may help. Ends without a word when `signal` aborts, and the request
 * with it.
 *
 * @throws ModelFailure when there is no reply, or no whole one.
 */
export async function* streamReply(asking: Asking): AsyncGenerator<ModelChunk> {
  if (asking.signal.aborted) return
  const watch = startWatch(asking.signal)
  watch.allow(asking.patience.firstTokenMs)
  try {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const progress: Progress = { begun: false, failure: null }
      yield* attemptReply(asking, watch, progress)
      const { failure } = progress
      if (failure === null) return
      if (attempt === ATTEMPTS_MAX || progress.begun || !mayHelp(failure)) throw failure
      await pause(Math.max(RETRY_PAUSE_MS, failure.retryAfterMs ?? 0), watch)
    }
  } finally {
    watch.close()
  }
}

interface Progress {
  /** A word or a call has come: from now on nothing is asked twice. */
  begun: boolean
  failure: ModelFailure | null
}

/** One attempt; how it failed is left in `progress`. An interruption is no failure. */
async function* attemptReply(asking: Asking, watch: Watch, progress: Progress): AsyncGenerator<ModelChunk> {
  try {
    yield* oneReply(asking, watch, progress)
  } catch (error) {
    if (asking.signal.aborted) return
    if (!(error instanceof ModelFailure)) throw error
    progress.failure = watch.isLate() ? new ModelFailure('slow') : error
  }
}

/** Whether asking again at once may help: the server was away, or is busy for a moment only. */
function mayHelp({ reason, retryAfterMs }: ModelFailure): boolean {
  if (reason === 'rate_limited') return retryAfterMs !== null && retryAfterMs <= RETRY_AFTER_MS_MAX
  return reason === 'unreachable' && (retryAfterMs ?? 0) <= RETRY_AFTER_MS_MAX
}

/** Waits; an end of the reply in the meantime shows with the next thing that is raced. */
async function pause(delayMs: number, watch: Watch): Promise<void> {
  await watch.race(new Promise((resolve) => setTimeout(resolve, delayMs))).catch(() => {})
}

async function* oneReply(asking: Asking, watch: Watch, progress: Progress): AsyncGenerator<ModelChunk> {
  const { ask, callsBefore, patience, nowMs } = asking
  const response = await takeAnswer(ask, watch, nowMs)
  const calls = createCallAssembler(callsBefore)
  const [thoughts, written] = [createThoughtFilter(), createWrittenCallFilter()]
  const end: { finish: string | null; usage: Usage | null } = { finish: null, usage: null }
  let spoken = 0
  for await (const delta of deltasOf(response, watch, end)) {
    if (delta.error !== null) throw troubleOf(delta.error, progress.begun)
    calls.push(delta.calls)
    const spokenNow = thoughts.push(delta.text)
    if (spokenNow === '' && delta.calls.length === 0) continue
    const text = written.push(spokenNow)
    progress.begun = true
    watch.pause()
    if (text !== '') yield { type: 'text', text: text.slice(0, TEXT_CHARS_MAX - spoken) }
    spoken += text.length
    if (spoken > TEXT_CHARS_MAX) throw new ModelFailure('cut')
    if (end.finish === null) watch.allow(patience.betweenTokensMs)
  }
  if (asking.signal.aborted) return
  expectWhole(end.finish)
  const rest = written.push(thoughts.flush())
  if (rest !== '') yield { type: 'text', text: rest }
  calls.push(written.finish())
  for (const call of calls.finish()) yield { type: 'call', call }
  if (end.usage) yield { type: 'usage', ...end.usage }
}

const DONE = '[DONE]'

/** The deltas of an answer, until it is over; why it is, and what it cost, are left in `end`. */
async function* deltasOf(
  response: Response,
  watch: Watch,
  end: { finish: string | null; usage: Usage | null },
): AsyncGenerator<Delta> {
  try {
    for await (const data of dataOf(response, watch)) {
      if (data.trim() === DONE) {
        end.finish ??= 'stop'
        return
      }
      const delta = readDelta(data)
      end.usage = delta.usage ?? end.usage
      // Whatever is said after the end is none of the reply, and no reason to wait for more.
      if (end.finish !== null) continue
      end.finish = delta.finish
      yield delta
      if (end.finish !== null) watch.allow(USAGE_MS_MAX)
    }
  } catch (error) {
    // The reply was whole; only what it cost is missing.
    if (end.finish === null) throw error
  }
  if (end.finish === null) throw new ModelFailure('cut')
}

/** What a vendor reports in the middle of a reply. Before its first word the next attempt may fare better. */
function troubleOf(error: string, begun: boolean): ModelFailure {
  if (/rate_limit|429/.test(error)) return new ModelFailure('rate_limited')
  if (/invalid_request|content_filter|content_policy/.test(error)) return new ModelFailure('refused')
  return new ModelFailure(begun ? 'cut' : 'unreachable')
}

/** A reply that ran into its limit ends in the middle of a sentence, or of a call's arguments: neither is to be used. */
function expectWhole(finish: string | null): void {
  if (finish === 'content_filter') throw new ModelFailure('refused')
  if (finish === 'length' || finish === 'error') throw new ModelFailure('cut')
}
