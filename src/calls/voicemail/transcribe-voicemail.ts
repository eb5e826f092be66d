import { errorName, log } from '../../kernel/log.ts'
import type { AudioSource, TranscribeFailure } from '../../providers/transcribe/contract.ts'
import { audioOf, pendingVoicemail, settleWords, type WordsOutcome } from '../../recordings/voicemail-words.ts'
import type { RecordingRow } from '../../recordings/recording.ts'
import type { CallHandle } from '../call-handle.ts'
import { withTimer, type CallState, type OwedWords } from '../call-state.ts'
import { keepDaysOfWords } from './keep-days-of-words.ts'
import { callTranscriber, type NamedTranscriber } from './transcriber-of.ts'
import { wordsToKeep } from './words-to-keep.ts'

/** Longer than the longest voicemail takes a vendor in a bad hour. */
const TRANSCRIBE_MS_MAX = 90_000
/** A try that was not heard of again, because its object went away in the middle, is begun anew after this. */
const WORK_MS_MAX = 3 * 60_000
/** What the call owes its stores comes first; so long until it is looked at again. */
const CALL_FIRST_MS = 2_000
/** Waits between tries while a vendor or a store is in trouble; the last one repeats. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000] as const
/** Nobody waits longer for the words: the audio is there to be heard. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000

type Tried = WordsOutcome | { readonly is: 'later'; readonly waitMs: number | null }

/**
 * Has the voicemail of a call that is over written down, seals the words beside the audio, and tells of them once.
 *
 * Owed in the call's own storage until it is done, so that it outlasts its object. A vendor's answer is kept there before
 * anything is made of it: while a store is in trouble nobody is asked twice. Never throws.
 */
export async function transcribeVoicemail(handle: CallHandle, clock: () => number): Promise<void> {
  const { owedWords, rows, callId } = handle.state
  if (owedWords === undefined) return
  if (!rows.last) return wordsAt(handle, clock() + CALL_FIRST_MS)
  await wordsAt(handle, clock() + WORK_MS_MAX)
  try {
    const tried = await tryOnce(handle, owedWords, clock)
    if (tried !== null && tried.is === 'later')
      return await tryLater(handle, owedWords, clock() + waitMs(owedWords, tried))
    await handle.update(withoutOwed)
  } catch (error) {
    log.warn('voicemail.words_failed', { callId, error: errorName(error), tries: owedWords.tries })
    await tryLater(handle, owedWords, clock() + waitMs(owedWords, null))
  }
}

/** Null when there is nothing to be written down any more. */
async function tryOnce(handle: CallHandle, owed: OwedWords, clock: () => number): Promise<Tried | null> {
  const row = await pendingVoicemail(handle.ctx(clock()), owed.recordingId)
  if (row === undefined) return null
  const isLast = clock() - owed.sinceMs >= GIVE_UP_AFTER_MS
  const tried = await outcomeOf(handle, row, { isLast, clock }).catch((error: unknown) => {
    if (isLast) return none('failed')
    throw error
  })
  if (tried.is === 'later') return tried
  const ctx = handle.ctx(clock())
  const keepDays = await keepDaysOfWords(handle, ctx)
  // Chosen while the vendor listened, or after its answer was kept here: then nothing of it stays.
  const outcome = keepDays === 0 ? none('not_kept') : tried
  if (keepDays === 0) await handle.writeOutcome(OUTCOME, JSON.stringify(outcome), ctx.nowMs)
  await settleWords(ctx, row, outcome, keepDays)
  return outcome
}

const OUTCOME = 'voicemail-words'
const none = (why: Extract<WordsOutcome, { is: 'none' }>['why']): WordsOutcome => ({ is: 'none', why })

interface Try {
  /** Whoever does not answer now is not asked again. */
  readonly isLast: boolean
  readonly clock: () => number
}

async function outcomeOf(handle: CallHandle, row: RecordingRow, once: Try): Promise<Tried> {
  const ctx = handle.ctx(once.clock())
  // What is kept, and who there is to ask, may have changed since the voicemail was left.
  if ((await keepDaysOfWords(handle, ctx)) === 0) return none('not_kept')
  const before = await handle.readOutcome(OUTCOME, ctx.nowMs)
  if (before !== null) return JSON.parse(before) as WordsOutcome
  const named = handle.state.aiOff === undefined ? await callTranscriber(handle) : null
  if (named === null) return none('not_transcribed')
  const audio = await audioOf(ctx, row)
  if (audio === null) return none('failed')
  const outcome = await ask(handle, named, audio, once)
  if (outcome.is !== 'later') await handle.writeOutcome(OUTCOME, JSON.stringify(outcome), once.clock())
  return outcome
}

async function ask(
  handle: CallHandle,
  { name: by, transcriber }: NamedTranscriber,
  audio: AudioSource,
  { isLast, clock }: Try,
): Promise<Tried> {
  const document = await handle.document()
  const { languages, hours } = document
  // Read before the vendor is asked: once it has answered nothing may stand between that and its keeping.
  const { name } = await handle.memory(clock())
  const language = languages.detect ? null : languages.default
  const heard = await inTime((signal) => transcriber.transcribe({ audio, language, nowMs: clock() }, signal))
  if (!heard.ok) return afterFailure(handle, heard.error, isLast)
  if (heard.value.text === '') return none('no_speech')
  const { pins, startedAtMs } = handle.state
  const known = {
    names: [name],
    numbers: [pins.ourNumber],
    clock: { nowMs: startedAtMs, timeZone: hours.tz },
  }
  return { is: 'stored', words: { ...wordsToKeep(heard.value, document, known), by } }
}

/** A signal's own timeout would keep the object awake long after the answer. */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), TRANSCRIBE_MS_MAX)
  try {
    return await work(late.signal)
  } finally {
    clearTimeout(timer)
    // Whatever of the request is still about ends with it.
    late.abort()
  }
}

function afterFailure(handle: CallHandle, failure: TranscribeFailure, isLast: boolean): Tried {
  const { reason, status, retryable, retryAfterMs } = failure
  const { callId, owedWords } = handle.state
  log.warn('voicemail.not_transcribed', { callId, reason, status: status ?? 0, tries: owedWords?.tries ?? 0 })
  if (retryable && !isLast) return { is: 'later', waitMs: retryAfterMs }
  return none(reason === 'too_large' || reason === 'refused' ? reason : 'failed')
}

const waitMs = ({ tries }: OwedWords, later: { readonly waitMs: number | null } | null): number =>
  Math.max(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0, later?.waitMs ?? 0)

async function tryLater(handle: CallHandle, { tries }: OwedWords, atMs: number): Promise<void> {
  await handle.update((state) => {
    if (state.owedWords === undefined) return state
    const owedWords = { ...state.owedWords, tries: tries + 1 }
    return { ...state, owedWords, timers: withTimer(state.timers, 'words', atMs) }
  })
}

async function wordsAt(handle: CallHandle, atMs: number): Promise<void> {
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'words', atMs) }))
}

function withoutOwed(known: CallState): CallState {
  const { owedWords, ...state } = known
  return owedWords === undefined ? known : { ...state, timers: withTimer(state.timers, 'words', null) }
}
