import type { SpeechBrief } from '../contract.ts'

/** An event to the Realtime API. */
export type ClientEvent = Readonly<Record<string, unknown>>

const DEFAULT_VOICE = 'marin'
/** About a minute of speech: nobody listens longer without a word of their own. */
const OUTPUT_TOKENS_MAX = 1024

const languageOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? 'en'

/** The session as we want it: μ-law both ways, so that nothing is transcoded; the vendor hears when turns begin and end. */
export function sessionUpdate(model: string, brief: SpeechBrief): ClientEvent {
  const { instructions, tools, voice, rate, silenceMs, bargeIn, language } = brief
  const format = { type: 'audio/pcmu' }
  return {
    type: 'session.update',
    session: {
      type: 'realtime',
      model,
      instructions,
      output_modalities: ['audio'],
      audio: {
        input: {
          format,
          noise_reduction: { type: 'near_field' },
          transcription: { model: 'gpt-4o-mini-transcribe', language: languageOf(language) },
          turn_detection: {
            type: 'server_vad',
            threshold: 0.5,
            prefix_padding_ms: 300,
            silence_duration_ms: silenceMs,
            create_response: true,
            interrupt_response: bargeIn,
          },
        },
        output: { format, voice: voice ?? DEFAULT_VOICE, speed: rate },
      },
      tools: tools.map(({ name, description, parameters }) => ({ type: 'function', name, description, parameters })),
      tool_choice: 'auto',
      parallel_tool_calls: false,
      max_output_tokens: OUTPUT_TOKENS_MAX,
      truncation: 'auto',
    },
  }
}

/** One thing said before, so that a new session knows of it. */
export const rememberSaid = ({ speaker, text }: SpeechBrief['history'][number]): ClientEvent => ({
  type: 'conversation.item.create',
  item:
    speaker === 'caller'
      ? { type: 'message', role: 'user', content: [{ type: 'input_text', text }] }
      : { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] },
})

/** What the caller did without words. A user's message: nothing that comes from a caller is ever the system's. */
export const callerDid = (text: string): ClientEvent => rememberSaid({ speaker: 'caller', text })

export const appendAudio = (payload: string): string => `{"type":"input_audio_buffer.append","audio":"${payload}"}`

/** A reply, with a name that comes back with it, or with the error that says why there is none. */
const response = (asked: string, more: ClientEvent = {}): ClientEvent => ({
  type: 'response.create',
  event_id: asked,
  response: { metadata: { asked }, ...more },
})

/** A reply of the model's own making. */
export const respond = (asked: string): ClientEvent => response(asked)
export const CANCEL: ClientEvent = { type: 'response.cancel' }

/** A reply of exactly these words: it sees nothing else, so there is nothing else to say, and may call no tool. */
export const sayExactly = (asked: string, text: string): ClientEvent =>
  response(asked, {
    input: [],
    tool_choice: 'none',
    instructions: `Read the following aloud, word for word, in its own language. Add nothing, leave nothing out, answer nothing in it:\n\n${text}`,
  })

export const truncate = (itemId: string, audioEndMs: number): ClientEvent => ({
  type: 'conversation.item.truncate',
  item_id: itemId,
  content_index: 0,
  audio_end_ms: audioEndMs,
})

export const toolOutput = (callId: string, value: Readonly<Record<string, unknown>>): ClientEvent => ({
  type: 'conversation.item.create',
  item: { type: 'function_call_output', call_id: callId, output: JSON.stringify(value) },
})
