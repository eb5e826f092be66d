import type { ChatAftermath } from './chat-aftermath.ts'
import { chatOutcome } from './chat-outcome.ts'
import type { ChatRecord } from './hold-chat.ts'
import type { ChatChannel, ChatScenario } from './scenario.ts'
import type { ChatMessage } from './talk.ts'

type Json = Readonly<Record<string, unknown>>

/** A chat as a JSON document. */
export interface ChatReport {
  readonly scenario: string
  readonly thread_id: string | null
  readonly messages: readonly ChatMessage[]
  readonly outcome: string | null
  readonly booking: Json | null
  /** Types, in the order they were received; `deliveries` has the rest. */
  readonly events: readonly string[]
  readonly timings: ChatTimings
  readonly channel: ChatChannel
  readonly thread: Json | null
  readonly deliveries: readonly Json[]
}

/** Milliseconds from the person's first word to the first word back, each time. */
interface ChatTimings {
  readonly reply_ms_p50: number | null
  readonly reply_ms_max: number | null
  readonly chat_ms: number
}

export function chatReportOf(scenario: ChatScenario, record: ChatRecord, aftermath: ChatAftermath): ChatReport {
  const { threadId, thread, booking, events } = aftermath
  const sorted = record.reply_ms.toSorted((a, b) => a - b)
  return {
    scenario: scenario.name,
    thread_id: threadId,
    messages: record.messages,
    outcome: chatOutcome(events),
    booking,
    events: events.map(({ type }) => type ?? 'unknown'),
    timings: {
      reply_ms_p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
      reply_ms_max: sorted.at(-1) ?? null,
      chat_ms: record.duration_ms,
    },
    channel: record.channel,
    thread,
    deliveries: events.map(({ id, type, timestamp, verified, attempt }) => ({
      id,
      type,
      timestamp,
      verified,
      attempt,
    })),
  }
}
