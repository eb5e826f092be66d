import type { Region } from '../records/region.ts'
import type { CallStatus, EndedBy, EndReason, Outcome } from './call.ts'

/** What admission pins: who was called, whose line it is, and which agent answers. Nothing that was said, no number in clear. */
export interface CallPins {
  readonly objectName: string
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly carrier: string
  readonly accountSid: string
  readonly carrierCallId: string
  readonly ourNumber: string
  /** Token of the caller's number, or null when it is withheld. */
  readonly phoneToken: string | null
  readonly maskedNumber: string | null
  readonly agentId: string
  readonly agentVersion: number
  readonly recorded: boolean
  readonly maxMinutes: number
}

/** How far the recording of a call has come. */
export type RecordingState =
  | { readonly is: 'none' }
  /** Asked for; the carrier has reported nothing final. */
  | { readonly is: 'expected' }
  | {
      readonly is: 'ready'
      readonly recordingId: string
      readonly durationSeconds: number | null
      readonly channels: number | null
    }
  /** Settled: the row says how. */
  | { readonly is: 'settled'; readonly as: 'stored' | 'refused' | 'not_kept' | 'absent' | 'failed' }

/** What is to happen at a time, epoch milliseconds. The object has one alarm: the earliest of these. */
export interface Timers {
  /** The caller has been silent; prompt them. */
  readonly idle?: number
  /** The call has lasted as long as it may. */
  readonly tooLong?: number
  /** The goodbye has been spoken by now. */
  readonly hangUp?: number
  /** Write what is owed to the stores: first row, last row, recording, events. */
  readonly work?: number
  /** The socket is gone and nothing has been heard of the call since. */
  readonly lost?: number
  readonly forget?: number
}

export type TimerName = keyof Timers

/** A call from its first ring until it has been written down and forgotten. Clear: no personal data in it. */
export interface CallState {
  readonly callId: string
  readonly pins: CallPins
  readonly status: CallStatus
  readonly startedAtMs: number
  readonly answeredAtMs: number | null
  readonly endedAtMs: number | null
  readonly durationSeconds: number | null
  readonly endedBy: EndedBy | null
  readonly endReason: EndReason | null
  /** The newest socket token handed out, and the newest one redeemed. A token at or below `redeemed` is spent. */
  readonly epoch: number
  readonly redeemed: number
  readonly reconnects: number
  /** Who calls, once known; `keySubject` names the key their data is sealed with. */
  readonly personId: string | null
  readonly keySubject: string | null
  readonly returning: boolean
  readonly recording: RecordingState
  /** The caller objected: nothing of the recording is ever kept. */
  readonly recordingRefused: boolean
  /** Recordings the carrier has besides the one that was waited for: owed is that they go there. */
  readonly strayRecordings: readonly string[]
  /** Owed: the carrier has not been told to stop recording. */
  readonly stopOwed: boolean
  readonly rows: { readonly first: boolean; readonly last: boolean; readonly completed: boolean }
  /** Failed attempts at the owed work in a row, for the back-off. */
  readonly failures: number
  /** How often the carrier has been asked about a recording it did not report. */
  readonly recordingAsked: number
  /** What the relay is told once the last words are heard. `stands`: whatever the caller says meanwhile. */
  readonly ending: { readonly handoff: string; readonly speechSeen: boolean; readonly stands: boolean } | null
  readonly silences: number
  readonly turns: number
  readonly replyMs: readonly number[]
  readonly outcomes: readonly Outcome[]
  /** The carrier reports what it plays; then only that counts as heard. */
  readonly playReported: boolean
  readonly timers: Timers
}

/** A call that is over owes its stores something and is forgotten then. Nothing else is due, whoever still wants it. */
export function atRest(state: CallState): CallState {
  const { idle, tooLong, hangUp, lost, ...rest } = state.timers
  const isQuiet = [idle, tooLong, hangUp, lost].every((at) => at === undefined)
  if (state.endedAtMs === null || (isQuiet && state.ending === null)) return state
  return { ...state, ending: null, timers: rest }
}

/** The earliest timer, or null. */
export function nextDue(timers: Timers): number | null {
  const due = Object.values(timers).filter((at): at is number => typeof at === 'number')
  return due.length === 0 ? null : Math.min(...due)
}

/** `timers` with one set, or taken away when `atMs` is null. */
export function withTimer(timers: Timers, name: TimerName, atMs: number | null): Timers {
  const rest = Object.fromEntries(Object.entries(timers).filter(([key]) => key !== name))
  return atMs === null ? rest : { ...rest, [name]: atMs }
}
