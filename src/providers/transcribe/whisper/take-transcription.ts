import { readBody } from '../../../kernel/read-body.ts'
import { textOf } from '../../../kernel/bytes.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import {
  TRANSCRIBE_BYTES_MAX,
  TRANSCRIBE_MINUTES_MAX,
  type AudioSource,
  type Dictation,
  type TranscribeFailure,
  type Transcription,
} from '../contract.ts'
import { readTranscription } from './read-transcription.ts'

/** Sends the audio. Rejects when nobody can be reached; stops when `signal` aborts. */
export type Ask = (audio: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<Response>

const ANSWER_BYTES_MAX = 2 * 1024 * 1024
const RETRY_AFTER_MS_MAX = 24 * 60 * 60 * 1000

type Taken = Result<Transcription, TranscribeFailure>

const failed = (
  reason: TranscribeFailure['reason'],
  retryable: boolean,
  { status = null, retryAfterMs = null }: Partial<TranscribeFailure> = {},
) => err<TranscribeFailure>({ reason, retryable, status, retryAfterMs })

/**
 * One attempt to have `dictation` written down.
 *
 * @throws what reading the audio threw: then it is our store that is in trouble, and no vendor.
 */
export async function takeTranscription(ask: Ask, dictation: Dictation, signal: AbortSignal): Promise<Taken> {
  const { audio, nowMs } = dictation
  if (isTooLarge(audio)) return failed('too_large', false)
  if (signal.aborted) return failed('timed_out', true)
  const source = exactly(audio)
  const late = lateness(signal)
  const asked = ask(source.chunks, signal)
  try {
    const response = await Promise.race([asked, late])
    // A server may answer before it has noticed that the rest never came.
    if (source.unreadable !== null) throw source.unreadable.error
    if (response.ok) return await Promise.race([readAnswer(response), late])
    dismiss(response)
    return failureOf(response, nowMs)
  } catch {
    // A binding that does not heed the signal still answers; nobody reads it.
    asked.then(dismiss, () => {})
    const { unreadable } = source
    if (unreadable !== null) throw unreadable.error
    return signal.aborted ? failed('timed_out', true) : failed('unreachable', true)
  } finally {
    source.close()
  }
}

const isTooLarge = ({ bytes, durationSeconds }: AudioSource): boolean =>
  bytes > TRANSCRIBE_BYTES_MAX || (durationSeconds ?? 0) > TRANSCRIBE_MINUTES_MAX * 60

interface Source {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Whoever is answered without having sent all of it lets go of the rest: a store's stream that is open keeps its object awake. */
  readonly close: () => void
  unreadable: { readonly error: unknown } | null
}

/** The audio, as long as it said it is, and what was thrown while it was read. */
function exactly(audio: AudioSource): Source {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let length = 0
    try {
      for await (const bytes of audio.chunks()) {
        length += bytes.length
        if (length > audio.bytes) break
        yield bytes
      }
      if (length !== audio.bytes) throw new Error('the audio has another length than it said')
    } catch (error) {
      source.unreadable = { error }
      throw error
    }
  }
  const read = chunks()
  const source: Source = { chunks: read, close: () => void read.return(undefined).catch(() => {}), unreadable: null }
  return source
}

function lateness(signal: AbortSignal): Promise<never> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('too late', 'TimeoutError')), { once: true })
  })
  // It mostly comes with nobody waiting.
  late.catch(() => {})
  return late
}

const dismiss = ({ body }: Response): void => void body?.cancel().catch(() => {})

async function readAnswer(response: Response): Promise<Taken> {
  const { status } = response
  const body = await readBody(response, ANSWER_BYTES_MAX)
  const transcription = body.ok ? readTranscription(parsed(textOf(body.value))) : null
  // Not by its content type: compatible servers are careless with it.
  return transcription === null ? failed('malformed', true, { status }) : ok(transcription)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a status means. The body may quote what was said: it is not read. */
function failureOf({ status, headers }: Response, nowMs: number): Taken {
  const told = { status, retryAfterMs: retryAfterMs(headers, nowMs) }
  if (status === 429) return failed('rate_limited', true, told)
  if (status === 413) return failed('too_large', false, told)
  if (status === 408 || status === 504) return failed('timed_out', true, told)
  if (status >= 500) return failed('unreachable', true, told)
  // A key can be mended while a voicemail waits; what is wrong with the request stays wrong.
  return failed('refused', status === 401 || status === 403, told)
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date; null when there is none to understand. */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const exact = headers.get('retry-after-ms')?.trim()
  const given = headers.get('retry-after')?.trim()
  const waitMs = exact ? Number(exact) : given ? msIn(given, nowMs) : Number.NaN
  return Number.isFinite(waitMs) ? Math.min(RETRY_AFTER_MS_MAX, Math.max(0, waitMs)) : null
}

const msIn = (given: string, nowMs: number): number =>
  /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given) - nowMs
