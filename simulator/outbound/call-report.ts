import type { CalledRecord } from '../caller/play-callee.ts'
import type { OutboundScenario } from '../caller/outbound-scenario.ts'
import type { Aftermath } from '../cli/aftermath.ts'
import { fieldOf, textOf } from '../cli/gateway.ts'
import type { Visit } from './before-calling.ts'

type Json = Readonly<Record<string, unknown>>

/** The gateway's no to a call. */
export interface CallRefusal {
  readonly status: number
  readonly code: string | null
  /** In a sentence. */
  readonly detail: string | null
  readonly rule_ids: readonly string[]
  readonly next_allowed_at: string | null
}

/** A call that was wanted, and all that came of it. */
export interface Dialled {
  readonly visit: Visit | null
  /** Null when the gateway refused, or never had the carrier ring. */
  readonly record: CalledRecord | null
  readonly refused: CallRefusal | null
  readonly callId: string | null
  readonly aftermath: Aftermath
  /** What the next call to them is refused with. */
  readonly thenRefused: CallRefusal | null
  /** How they stand in the list that they are called from; null without one. */
  readonly member: string | null
}

/** One call as a JSON document, with what every call's document has. */
export interface OutboundReport {
  readonly scenario: string
  readonly call_id: string | null
  readonly turns: CalledRecord['turns']
  readonly outcome: string | null
  readonly booking: Json | null
  readonly recording: Json | null
  readonly events: readonly string[]
  readonly timings: {
    readonly picked_up_ms: number | null
    readonly first_word_ms: number | null
    readonly call_ms: number | null
  }
  readonly status: string | null
  readonly answered_by: string | null
  readonly ends: string | null
  readonly refused: CallRefusal | null
  readonly then_refused: CallRefusal | null
  readonly summary: string | null
  readonly notices: CalledRecord['notices']
}

export function outboundReport(scenario: OutboundScenario, dialled: Dialled): OutboundReport {
  const { record, refused, thenRefused, callId, aftermath } = dialled
  const { call, booking, events, summary } = aftermath
  const recording = fieldOf(call, 'recording')
  return {
    scenario: scenario.name,
    call_id: callId,
    ...heardOn(record),
    outcome: textOf(call?.['outcome']),
    booking,
    recording: typeof recording === 'object' && recording !== null ? { ...recording } : null,
    events: events.map(({ type }) => type ?? 'unknown'),
    status: textOf(call?.['status']),
    answered_by: textOf(call?.['answered_by']),
    refused,
    then_refused: thenRefused,
    summary,
  }
}

function heardOn(record: CalledRecord | null): Pick<OutboundReport, 'turns' | 'timings' | 'ends' | 'notices'> {
  if (record === null) {
    return { turns: [], timings: { picked_up_ms: null, first_word_ms: null, call_ms: null }, ends: null, notices: [] }
  }
  const { turns, picked_up_ms, first_word_ms, duration_ms: call_ms, ends, notices } = record
  return { turns, timings: { picked_up_ms, first_word_ms, call_ms }, ends, notices }
}

/** In a story of a call that a business makes, whoever is on the other end is the one called. */
export const whoEnded = ({ ends }: Pick<OutboundReport, 'ends'>): string =>
  ends === 'caller' ? 'callee' : (ends ?? 'carrier')
