import * as z from 'zod'

/** Something that goes wrong with the next `times` requests. */
const TranscribeFault = z.strictObject({
  times: z.int().min(1).max(1_000_000).default(1),
  /** The connection is cut before any answer. */
  drop: z.boolean().optional(),
  /** Answered instead of words, in the vendor's own error document. */
  status: z.int().min(300).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Before the headers. */
  answer_delay_ms: z.number().min(0).max(120_000).optional(),
  /** The answer breaks off in the middle, is no JSON, is a page, has no text, or never ends. */
  breaks: z.enum(['cut', 'garbage', 'page', 'no_text', 'stall']).optional(),
})
export type TranscribeFault = z.infer<typeof TranscribeFault>
export type TranscribeFaultInput = z.input<typeof TranscribeFault>

const Segment = z.strictObject({
  text: z.string(),
  start: z.number().min(0),
  end: z.number().min(0),
  avg_logprob: z.number().default(-0.1),
  no_speech_prob: z.number().min(0).max(1).default(0.01),
})
export type Segment = z.infer<typeof Segment>

/** What is heard, whatever the audio. Without segments it is one, as long as the audio. */
const Hearing = z.strictObject({
  text: z.string(),
  /** ISO 639; OpenAI's old model says it in English. */
  language: z.string().default('en'),
  segments: z.array(Segment).optional(),
})
export type Hearing = z.infer<typeof Hearing>

export const TranscribeOrder = z.strictObject({
  api_key: z.string().optional(),
  hears: Hearing.optional(),
  faults: z.array(TranscribeFault).max(100).optional(),
})
export type TranscribeOrder = z.input<typeof TranscribeOrder>

/** A request as a stand took it. No audio: its length and its hash. */
export interface DictationAsked {
  readonly atMs: number
  readonly model: string | null
  /** Every field beside the audio. */
  readonly fields: Readonly<Record<string, string>>
  readonly file: { readonly name: string | null; readonly contentType: string | null } | null
  readonly bytes: number
  /** Of the audio, hexadecimal. */
  readonly sha256: string
  /** Of the request, as it was announced; null when it was not. */
  readonly contentLength: number | null
  /** What was answered, once it was. */
  status: number | null
  /** When the other side hung up before the answer was whole, or null. */
  hungUpAtMs: number | null
}

export const SIMULATED_TRANSCRIBE_KEY = 'sk-simulated-000000000000'
const ASKED_MAX = 200

/** One transcriber for one client: its key, what it hears, what goes wrong next, and what it was asked. */
export interface TranscribeStand {
  apiKey: string
  hears: Hearing
  faults: readonly TranscribeFault[]
  readonly asked: DictationAsked[]
}

export const newTranscribeStand = (): TranscribeStand => ({
  apiKey: SIMULATED_TRANSCRIBE_KEY,
  hears: { text: 'Hello, please call me back about my appointment. Thank you.', language: 'en' },
  faults: [],
  asked: [],
})

export function orderTranscribeStand(stand: TranscribeStand, order: z.output<typeof TranscribeOrder>): void {
  Object.assign(stand, {
    ...(order.api_key !== undefined && { apiKey: order.api_key }),
    ...(order.hears !== undefined && { hears: order.hears }),
    ...(order.faults !== undefined && { faults: order.faults }),
  })
}

/** Notes a request, the newest last. */
export function noteDictation(
  stand: TranscribeStand,
  asked: Omit<DictationAsked, 'atMs' | 'status' | 'hungUpAtMs'>,
): DictationAsked {
  const noted: DictationAsked = { ...asked, atMs: Date.now(), status: null, hungUpAtMs: null }
  stand.asked.push(noted)
  if (stand.asked.length > ASKED_MAX) stand.asked.shift()
  return noted
}

/** The fault for the next request; what is left stays with the stand. */
export function nextTranscribeFault(stand: TranscribeStand): TranscribeFault | null {
  const [fault, ...others] = stand.faults
  if (fault === undefined) return null
  stand.faults = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }, ...others] : others
  return fault
}
