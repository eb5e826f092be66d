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
    open(secrets) {
      const settings = openAiSettings(secrets)
      return settings && chatModel((request) => (signal) => ask(settings, request, signal), patience)
    },
  }
}

function ask(settings: OpenAiSettings, request: ChatRequest, signal: AbortSignal): Promise<Response> {
  return fetch(`${settings.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${settings.apiKey}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify(bodyOf(settings, request)),
    // Followed, a redirect would hand the talk to whoever it names.
    redirect: 'manual',
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
