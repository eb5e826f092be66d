import type { CallRecord } from '../caller/place-call.ts'
import type { Scenario } from '../caller/scenario.ts'
import type { Aftermath } from './aftermath.ts'
import { fieldOf, textOf } from './gateway.ts'

type Json = Readonly<Record<string, unknown>>

/** Milliseconds from dialling to the first document, and from the caller's last word to the first word back. */
export interface Timings {
  readonly document_ms: number | null
  readonly reply_ms_p50: number | null
  readonly reply_ms_max: number | null
  readonly call_ms: number
}

/** One caller's call as a JSON document. */
export interface CallReport {
  readonly scenario: string
  readonly call_id: string | null
  readonly turns: CallRecord['turns']
  readonly outcome: string | null
  readonly booking: Json | null
  readonly recording: Json | null
  /** Types, in the order they were received; `deliveries` has the rest. */
  readonly events: readonly string[]
  readonly timings: Timings
  readonly caller: string
  readonly ends: string
  readonly summary: string | null
  readonly voicemail: Json | null
  readonly deliveries: readonly Json[]
  readonly notices: CallRecord['notices']
}

export function reportOf(
  scenario: Scenario,
  record: CallRecord,
  { call, booking, events, summary, voicemail }: Aftermath,
): CallReport {
  const recording = fieldOf(call, 'recording')
  return {
    scenario: scenario.name,
    call_id: textOf(call?.['id']),
    turns: record.turns,
    outcome: textOf(call?.['outcome']),
    booking,
    recording: typeof recording === 'object' && recording !== null ? { ...recording } : null,
    events: events.map(({ type }) => type ?? 'unknown'),
    timings: timingsOf(record),
    caller: record.caller,
    ends: record.ends,
    summary,
    voicemail,
    deliveries: events.map(({ id, type, timestamp, verified, attempt }) => ({
      id,
      type,
      timestamp,
      verified,
      attempt,
    })),
    notices: record.notices,
  }
}

function timingsOf({ document_ms: documentMs, reply_ms: replies, duration_ms: callMs }: CallRecord): Timings {
  const sorted = replies.toSorted((a, b) => a - b)
  return {
    document_ms: documentMs,
    reply_ms_p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    reply_ms_max: sorted.at(-1) ?? null,
    call_ms: callMs,
  }
}
