import { createHash } from 'node:crypto'
import * as z from 'zod'

/** A dictation as either vendor takes it, or why it does not. */
export interface ReadDictation {
  readonly model: string
  readonly fields: Readonly<Record<string, string>>
  readonly file: { readonly name: string | null; readonly contentType: string | null } | null
  readonly audio: Buffer
}

export interface Refused {
  readonly status: number
  readonly message: string
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const OPENAI_FILE_BYTES_MAX = 25 * 1024 * 1024
const ENDINGS = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/
const FIELDS = new Set([
  'model',
  'language',
  'prompt',
  'response_format',
  'temperature',
  'include[]',
  'timestamp_granularities[]',
  'chunking_strategy',
  'stream',
])
const FORMATS = /^(json|text|srt|verbose_json|vtt|diarized_json)$/

/** A form as it came. Null when it is none. */
async function formIn(body: Buffer, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

/** OpenAI's form: only what it documents, with a file that it would know by its name. */
export async function readForm(body: Buffer, contentType: string): Promise<ReadDictation | Refused> {
  const form = await formIn(body, contentType)
  if (form === null) return { status: 400, message: 'Could not parse multipart form' }
  const file = form.get('file')
  if (!(file instanceof Blob)) return { status: 400, message: "you must provide a 'file' parameter" }
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const fields = Object.fromEntries(entries)
  const audio = Buffer.from(await file.arrayBuffer())
  const name = file instanceof File ? file.name : null
  const wrong = wrongIn(fields, name ?? '', audio)
  return wrong ?? { model: fields['model'] ?? '', fields, audio, file: { name, contentType: file.type || null } }
}

type Fields = Readonly<Record<string, string>>

function wrongIn(fields: Fields, name: string, audio: Buffer): Refused | null {
  const refused = (message: string): Refused => ({ status: 400, message })
  const unknown = Object.keys(fields).find((field) => !FIELDS.has(field))
  if (unknown !== undefined) return refused(`Unknown parameter: '${unknown}'.`)
  if (!fields['model']) return refused('you must provide a model parameter')
  if (audio.length > OPENAI_FILE_BYTES_MAX) return { status: 413, message: 'Maximum content size limit exceeded' }
  if (!ENDINGS.test(name)) return refused('Unrecognized file format.')
  const incompatible = incompatibleIn(fields, fields['model'])
  if (incompatible !== null) return refused(incompatible)
  return isWave(audio) ? null : refused('Audio file might be corrupted or unsupported')
}

function incompatibleIn(fields: Fields, model: string): string | null {
  const { response_format: format = 'json', language = 'en' } = fields
  const isNew = model.startsWith('gpt-')
  if (!FORMATS.test(format) || (isNew && format !== 'json'))
    return `response_format '${format}' is not compatible with model '${model}'.`
  if (fields['include[]'] !== undefined && !isNew) return "'include' is not supported."
  return /^[a-z]{2,3}$/.test(language) ? null : `Language '${language}' is not supported.`
}

/** The gateway's carriers give WAV: what is none was cut or mangled on its way. */
const isWave = (audio: Buffer): boolean =>
  audio.length >= 44 && audio.toString('latin1', 0, 4) === 'RIFF' && audio.readUInt32LE(4) === audio.length - 8

/** Workers AI's JSON, as the binding sends it for whisper-large-v3-turbo. */
const RunBody = z.looseObject({
  inputs: z.strictObject({
    audio: z.base64(),
    task: z.enum(['transcribe', 'translate']).optional(),
    language: z.string().optional(),
    vad_filter: z.boolean().optional(),
    initial_prompt: z.string().optional(),
    prefix: z.string().optional(),
    beam_size: z.int().optional(),
    condition_on_previous_text: z.boolean().optional(),
    no_speech_threshold: z.number().optional(),
    compression_ratio_threshold: z.number().optional(),
    log_prob_threshold: z.number().optional(),
    hallucination_silence_threshold: z.number().optional(),
  }),
})

export function readRun(body: Buffer, model: string): ReadDictation | Refused {
  if (!model.startsWith('@cf/openai/whisper')) return { status: 400, message: `5007: No such model ${model} or task` }
  const read = RunBody.safeParse(jsonIn(body))
  if (!read.success) return { status: 400, message: '5006: Error: oneOf at "/" not met' }
  const { audio: encoded, ...others } = read.data.inputs
  const audio = Buffer.from(encoded, 'base64')
  const fields = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]))
  return isWave(audio) ? { model, fields, audio, file: null } : { status: 400, message: '5006: Invalid audio' }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

/** How long a WAV is. */
export function secondsOf(wave: Buffer): number {
  const bytesPerSecond = wave.readUInt32LE(28)
  return bytesPerSecond === 0 ? 0 : (wave.length - 44) / bytesPerSecond
}
