import { refuseToLeave } from '../../../egress/leave.ts'
import type { Whose } from '../../../egress/may-leave.ts'
import { REPLY_TOKENS_MAX, chatModel, type ChatRequest } from '../chat/chat-model.ts'
import { modelFor } from '../chat/model-name.ts'
import { PATIENCE, type Patience } from '../chat/stream-reply.ts'
import type { Llm } from '../contract.ts'

const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'

/** The models Cloudflare runs beside the gateway itself, over the AI binding: no key, and no vendor besides. */
export const workersAi: Llm = workersAiWith(PATIENCE)

export function workersAiWith(patience: Patience): Llm {
  return {
    name: 'workers-ai',
    open(secrets, farEnds) {
      const ai = farEnds?.ai
      if (!ai) return null
      const model = secrets['WORKERS_AI_MODEL'] || MODEL
      if (!/^@(cf|hf)\/[\x21-\x7e]{3,100}$/.test(model))
        throw new Error('WORKERS_AI_MODEL must begin with @cf/ or @hf/')
      return chatModel((request) => (signal) => ask({ ai, whose: farEnds.whose }, model, { request, signal }), patience)
    },
  }
}

/** With the raw response, a refusal is a status, and not a sentence that would have to be read. */
async function ask(
  { ai, whose }: { readonly ai: Ai; readonly whose: Whose | undefined },
  model: string,
  { request, signal }: { readonly request: ChatRequest; readonly signal: AbortSignal },
): Promise<Response> {
  await refuseToLeave({ vendor: 'cloudflare', purpose: 'converse', fields: SAID, whose })
  const { turn, messages, tools } = request
  const inputs = { messages, ...(tools.length > 0 && { tools }), stream: true, max_tokens: REPLY_TOKENS_MAX }
  const name: string = modelFor(turn, 'workers-ai', model)
  const answer: unknown = await ai.run(name, inputs, { returnRawResponse: true, signal })
  if (answer instanceof Response) return answer
  throw new TypeError('the AI binding did not give its response')
}

/** What a talk tells of whoever talks. */
const SAID = ['spoken_words', 'written_words', 'appointment'] as const
