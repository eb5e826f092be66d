import { isBase64, plainField } from '../../../kernel/plain-field.ts'

/** An event of the Realtime API, as far as we read it. Named as in its general availability, not as in the beta. */
export type ServerEvent =
  | { readonly is: 'updated' }
  | { readonly is: 'began'; readonly saidId: string }
  | { readonly is: 'paused' }
  | { readonly is: 'transcript'; readonly saidId: string; readonly text: string }
  /** A reply is begun; `asked` is the id we asked for it by, or null when the vendor began it by itself. */
  | { readonly is: 'response'; readonly asked: string | null }
  | { readonly is: 'audio'; readonly itemId: string; readonly payload: string }
  | { readonly is: 'words'; readonly itemId: string; readonly text: string }
  | { readonly is: 'said'; readonly itemId: string; readonly text: string }
  | {
      readonly is: 'call'
      readonly callId: string
      readonly name: string
      readonly args: Readonly<Record<string, unknown>>
    }
  | { readonly is: 'done'; readonly status: string }
  /** `asked`: the id of the event of ours that it is about. */
  | { readonly is: 'error'; readonly code: string; readonly asked: string | null }

/** A reply's audio may come in pieces of seconds; nothing is anywhere near as long as this. */
const EVENT_CHARS_MAX = 4 * 1024 * 1024
const ARGUMENTS_CHARS_MAX = 16 * 1024

type Fields = Readonly<Record<string, unknown>>

/** How a piece of a reply's audio is told of, as the vendor writes it: within the first characters. */
const AUDIO = '"type":"response.output_audio.delta"'
const AUDIO_WITHIN = 80

/** What a message says, null for one that tells us nothing, or 'malformed'. */
export function readServerEvent(message: string): ServerEvent | null | 'malformed' {
  const isAudio = message.length <= EVENT_CHARS_MAX && message.slice(0, AUDIO_WITHIN).includes(AUDIO)
  const [itemId, delta] = isAudio ? [plainField(message, '"item_id":"'), plainField(message, '"delta":"')] : []
  return itemId && delta && message.endsWith('}') ? audio({ item_id: itemId, delta }) : parsedEvent(message)
}

function parsedEvent(message: string): ServerEvent | null | 'malformed' {
  const fields = message.length > EVENT_CHARS_MAX ? null : objectOf(message)
  if (fields === null || typeof fields['type'] !== 'string') return 'malformed'
  return READ.get(fields['type'])?.(fields) ?? null
}

const READ = new Map<string, (fields: Fields) => ServerEvent | null | 'malformed'>([
  ['session.updated', () => ({ is: 'updated' })],
  ['input_audio_buffer.speech_started', ({ item_id: id }) => ({ is: 'began', saidId: textOf(id) })],
  ['input_audio_buffer.speech_stopped', () => ({ is: 'paused' })],
  [
    'conversation.item.input_audio_transcription.completed',
    ({ item_id: id, transcript }) => ({ is: 'transcript', saidId: textOf(id), text: textOf(transcript) }),
  ],
  // What could not be written down was said all the same: the talk goes on without its words.
  [
    'conversation.item.input_audio_transcription.failed',
    ({ item_id: id }) => ({ is: 'transcript', saidId: textOf(id), text: '' }),
  ],
  [
    'response.created',
    ({ response }) => ({ is: 'response', asked: textOrNull(fieldsOf(fieldsOf(response)['metadata'])['asked']) }),
  ],
  ['response.output_audio.delta', audio],
  ['response.output_audio_transcript.delta', ({ item_id: id, delta }) => words('words', id, delta)],
  ['response.output_audio_transcript.done', ({ item_id: id, transcript }) => words('said', id, transcript)],
  ['response.output_item.done', ({ item }) => call(fieldsOf(item))],
  ['response.done', ({ response }) => ({ is: 'done', status: textOf(fieldsOf(response)['status']) })],
  [
    'error',
    ({ error }) => ({ is: 'error', code: codeOf(fieldsOf(error)), asked: textOrNull(fieldsOf(error)['event_id']) }),
  ],
])

function audio({ item_id: itemId, delta }: Fields): ServerEvent | 'malformed' {
  const isAudio = typeof itemId === 'string' && typeof delta === 'string' && isBase64(delta)
  return isAudio ? { is: 'audio', itemId, payload: delta } : 'malformed'
}

const words = (is: 'words' | 'said', itemId: unknown, text: unknown): ServerEvent | 'malformed' =>
  typeof itemId === 'string' && typeof text === 'string' ? { is, itemId, text } : 'malformed'

/** A finished item that is a tool call. Arguments that are no object are none: the tool itself says what it lacks. */
function call({ type, status, call_id: callId, name, arguments: text }: Fields): ServerEvent | null | 'malformed' {
  // One that was cut off in the middle of its arguments was never asked for.
  if (type !== 'function_call' || status === 'incomplete') return null
  if (typeof callId !== 'string' || typeof name !== 'string' || typeof text !== 'string') return 'malformed'
  return { is: 'call', callId, name, args: (text.length > ARGUMENTS_CHARS_MAX ? null : objectOf(text)) ?? {} }
}

/** A code is a word of the vendor's; anything else might quote what was said. */
function codeOf({ code, type }: Fields): string {
  const word = typeof code === 'string' ? code : type
  return typeof word === 'string' && /^[a-z0-9_.-]{1,80}$/i.test(word) ? word : 'unknown'
}

function objectOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {})
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
