import * as z from 'zod'

const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const Format = z.union([
  z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24_000) }),
  z.strictObject({ type: z.enum(['audio/pcmu', 'audio/pcma']) }),
])
const VOICES = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar'] as const
const Tool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  parameters: z.looseObject({ type: z.literal('object') }),
})
const TurnDetection = z.union([
  z.strictObject({
    type: z.literal('server_vad'),
    threshold: z.number().min(0).max(1).optional(),
    prefix_padding_ms: z.number().int().min(0).optional(),
    silence_duration_ms: z.number().int().min(0).optional(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
    idle_timeout_ms: z.number().int().min(5000).max(30_000).optional(),
  }),
  z.strictObject({
    type: z.literal('semantic_vad'),
    eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
  }),
])
const Audio = z.strictObject({
  input: z
    .strictObject({
      format: Format.optional(),
      noise_reduction: z
        .strictObject({ type: z.enum(['near_field', 'far_field']) })
        .nullable()
        .optional(),
      transcription: z
        .strictObject({
          model: z.string(),
          language: z
            .string()
            .regex(/^[a-z]{2,3}$/)
            .optional(),
          prompt: z.string().optional(),
        })
        .nullable()
        .optional(),
      turn_detection: TurnDetection.nullable().optional(),
    })
    .optional(),
  output: z
    .strictObject({
      format: Format.optional(),
      voice: z.enum(VOICES).optional(),
      speed: z.number().min(0.25).max(1.5).optional(),
    })
    .optional(),
})
const Session = z.strictObject({
  type: z.literal('realtime'),
  model: z.string().optional(),
  instructions: z.string().optional(),
  output_modalities: z
    .array(z.enum(['audio', 'text']))
    .length(1)
    .optional(),
  audio: Audio.optional(),
  tools: z.array(Tool).optional(),
  tool_choice: z.enum(['auto', 'none', 'required']).optional(),
  parallel_tool_calls: z.boolean().optional(),
  max_output_tokens: z.union([z.number().int().min(1).max(4096), z.literal('inf')]).optional(),
  truncation: z.enum(['auto', 'disabled']).optional(),
})
const Item = z.union([
  z.strictObject({
    type: z.literal('message'),
    role: z.literal('user'),
    content: z.array(z.strictObject({ type: z.literal('input_text'), text: z.string() })).min(1),
  }),
  z.strictObject({
    type: z.literal('message'),
    role: z.literal('assistant'),
    content: z.array(z.strictObject({ type: z.literal('output_text'), text: z.string() })).min(1),
  }),
  z.strictObject({ type: z.literal('function_call_output'), call_id: z.string(), output: z.string() }),
])
const Response = z.strictObject({
  instructions: z.string().optional(),
  input: z.array(z.unknown()).optional(),
  tool_choice: z.enum(['auto', 'none', 'required']).optional(),
  metadata: z.record(z.string().max(64), z.string().max(512)).optional(),
  conversation: z.enum(['auto', 'none']).optional(),
})
const id = { event_id: z.string().max(512).optional() }

/** What a client may send. The API refuses what it does not know; so do we. */
export const ClientEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...id, type: z.literal('session.update'), session: Session }),
  z.strictObject({ ...id, type: z.literal('input_audio_buffer.append'), audio: Base64 }),
  z.strictObject({ ...id, type: z.literal('input_audio_buffer.commit') }),
  z.strictObject({ ...id, type: z.literal('input_audio_buffer.clear') }),
  z.strictObject({
    ...id,
    type: z.literal('conversation.item.create'),
    previous_item_id: z.string().optional(),
    item: Item,
  }),
  z.strictObject({
    ...id,
    type: z.literal('conversation.item.truncate'),
    item_id: z.string(),
    content_index: z.literal(0),
    audio_end_ms: z.number().int().min(0),
  }),
  z.strictObject({ ...id, type: z.literal('response.create'), response: Response.optional() }),
  z.strictObject({ ...id, type: z.literal('response.cancel'), response_id: z.string().optional() }),
])
export type ClientEvent = z.infer<typeof ClientEvent>
export type SessionSettings = z.infer<typeof Session>
export type ResponseSettings = z.infer<typeof Response>
