import { leave, type Journey } from '../../../egress/leave.ts'
import { REPLY_TOKENS_MAX, chatModel, type ChatRequest } from '../chat/chat-model.ts'
import { modelFor } from '../chat/model-name.ts'
import { PATIENCE, type Patience } from '../chat/stream-reply.ts'
import type { Llm } from '../contract.ts'
import { openAiSettings, type OpenAiSettings } from './settings.ts'

/** OpenAI's Chat Completions, and every server that speaks them: OPENAI_BASE_URL says which. */
export const openai: Llm = openaiWith(PATIENCE)

export function openaiWith(patience: Patience): Llm {
  return {
    name: 'openai',
    open(secrets, farEnds) {
      const settings = openAiSettings(secrets)
      const talk: Journey = {
        vendor: 'openai',
        purpose: 'converse',
        fields: SAID,
        whose: farEnds?.whose,
        settings: secrets,
      }
      return settings && chatModel((request) => (signal) => ask(talk, settings, { request, signal }), patience)
    },
  }
}

/** What a talk tells of whoever talks. */
const SAID = ['spoken_words', 'written_words', 'appointment'] as const

interface Asked {
  readonly request: ChatRequest
  readonly signal: AbortSignal
}

function ask(talk: Journey, settings: OpenAiSettings, { request, signal }: Asked): Promise<Response> {
  return leave(talk, `${settings.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${settings.apiKey}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify(bodyOf(settings, request)),
    signal,
  })
}

function bodyOf({ model, isOpenAi }: OpenAiSettings, { turn, messages, tools }: ChatRequest): Record<string, unknown> {
  return {
    model: modelFor(turn, 'openai', model),
    messages,
    ...(tools.length > 0 && { tools }),
    stream: true,
    stream_options: { include_usage: true },
    // OpenAI has renamed the limit, and keeps replies unless it is told not to; others know neither name.
    ...(isOpenAi ? { max_completion_tokens: REPLY_TOKENS_MAX, store: false } : { max_tokens: REPLY_TOKENS_MAX }),
  }
}
