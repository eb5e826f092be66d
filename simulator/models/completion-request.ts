import * as z from 'zod'

const TextParts = z.array(z.strictObject({ type: z.literal('text'), text: z.string() })).min(1)
const Content = z.union([z.string(), TextParts])

const ToolCall = z.strictObject({
  id: z.string().min(1).max(40),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
})

const Message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: Content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('developer'), content: Content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('user'), content: Content, name: z.string().optional() }),
  z.strictObject({
    role: z.literal('assistant'),
    content: Content.nullish(),
    refusal: z.string().nullish(),
    name: z.string().optional(),
    tool_calls: z.array(ToolCall).min(1).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), content: Content, tool_call_id: z.string().min(1).max(40) }),
])

const Tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().optional(),
    parameters: z.looseObject({ type: z.literal('object') }).optional(),
    strict: z.boolean().nullish(),
  }),
})

/** A request for a completion, as far as OpenAI documents what the gateway may send. Anything else is refused. */
export const CompletionRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  tools: z.array(Tool).min(1).max(128).optional(),
  tool_choice: z
    .union([z.enum(['none', 'auto', 'required']), z.looseObject({ type: z.literal('function') })])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  seed: z.int().nullish(),
  store: z.boolean().nullish(),
  user: z.string().optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
  reasoning_effort: z.string().nullish(),
  response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).optional(),
})
export type CompletionRequest = z.infer<typeof CompletionRequest>
export type Message = z.infer<typeof Message>

/** The document OpenAI says no with. */
export interface ErrorDocument {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
}

export const errorDocument = (
  type: string,
  message: string,
  { param = null, code = null }: { param?: string | null; code?: string | null } = {},
): ErrorDocument => ({ error: { message, type, param, code } })

const invalid = (message: string, param: string | null, code: string | null = null): ErrorDocument =>
  errorDocument('invalid_request_error', message, { param, code })

/** The request that a body is, or the document that refuses it with 400. */
export function readRequest(body: unknown): CompletionRequest | ErrorDocument {
  const read = CompletionRequest.safeParse(body)
  if (!read.success) return refusalOf(read.error)
  const request = read.data
  if (request.stream_options && request.stream !== true)
    return invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options')
  if (request.max_tokens && request.max_completion_tokens)
    return invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", 'max_tokens')
  return toolOrder(request.messages) ?? request
}

function refusalOf({ issues: [issue] }: z.ZodError): ErrorDocument {
  const path = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)
  if (issue?.code === 'unrecognized_keys') {
    const name = [path, issue.keys[0]].filter(Boolean).join('.')
    return invalid(`Unknown parameter: '${name}'.`, name, 'unknown_parameter')
  }
  return invalid(`Invalid value for '${path}': ${issue?.message ?? 'it cannot be read'}.`, path, 'invalid_value')
}

/** Every call is answered right after it was made, and nothing is answered that was not called. */
function toolOrder(messages: readonly Message[]): ErrorDocument | null {
  let owed = new Set<string>()
  for (const [at, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (owed.delete(message.tool_call_id)) continue
      return invalid(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        `messages.[${at}].role`,
      )
    }
    if (owed.size > 0) return unanswered(owed, at)
    if (message.role !== 'assistant') continue
    if (!message.tool_calls && !message.content)
      return invalid(`Invalid value for 'content': expected a string, got null.`, `messages.[${at}].content`)
    owed = new Set(message.tool_calls?.map(({ id }) => id))
  }
  return owed.size > 0 ? unanswered(owed, messages.length - 1) : null
}

const unanswered = (owed: ReadonlySet<string>, at: number): ErrorDocument =>
  invalid(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...owed].join(', ')}`,
    `messages.[${at}].role`,
  )

/** The text of a message. */
export function textOf({ content }: Message): string {
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => text).join('')
}
