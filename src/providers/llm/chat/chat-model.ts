import type { Model, Writing } from '../contract.ts'
import { chatTools, type ChatMessage, type ChatTool } from './chat-message.ts'
import { promptOf } from './prompt.ts'
import { rememberCalls } from './remembered-calls.ts'
import type { Ask } from './answer.ts'
import { streamReply, type Patience } from './stream-reply.ts'
import { writeText, writingMessages } from './write-text.ts'

/** What a vendor is asked, before it is put in the vendor's own form. */
export interface ChatRequest {
  readonly turn: Pick<Writing, 'document'>
  readonly messages: readonly ChatMessage[]
  readonly tools: readonly ChatTool[]
}

/** Output tokens a reply may come to: some five times what is pleasant to hear. */
export const REPLY_TOKENS_MAX = 800

/** A model behind a chat API: the prompt, the stream and its faults are the same for all, the way there is not. */
export function chatModel(askFor: (request: ChatRequest) => Ask, patience: Patience): Model {
  return {
    async *respond(turn, signal) {
      if (signal.aborted) return
      // First, so that an interrupted reply does not forget what its tools have answered.
      if (turn.results.length > 0) yield { type: 'memory', memory: rememberCalls(turn) }
      const ask = askFor({ turn, messages: promptOf(turn), tools: chatTools(turn.tools) })
      yield* streamReply({ ask, signal, callsBefore: turn.results.length, patience, nowMs: turn.nowMs })
    },
    async write(writing, signal) {
      const ask = askFor({ turn: writing, messages: writingMessages(writing), tools: [] })
      return writeText(ask, writing.nowMs, signal)
    },
  }
}
