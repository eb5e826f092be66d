import type { Region } from '../records/region.ts'
import type { LeadState } from './outbound-talk/lead-in.ts'
import type { PartyState } from './outbound-talk/party.ts'
import type { Purpose } from '../consent/contact.ts'
import type { CallerVerdict, CallStatus, EndedBy, EndReason, Judged, Outcome } from './call.ts'

/** Of a call that we make: what for. */
export interface OutboundPins {
  readonly purpose: Purpose
  readonly campaignId: string | null
  /** For which of its people the campaign wanted it. */
  readonly memberId: string | null
  /** In whose thread it was asked for: that one is told what becomes of it. */
  readonly personId: string
  /** BCP 47: what they want to be spoken to in. Absent: that is not known. */
  readonly language?: string
}

/** Of a call that we make: how far it has come beside what every call has. */
export interface OutboundState {
  /** The carrier's newest word for who or what picked up, or null. */
  readonly judged: Judged | null
  /** What the thread that wanted the call has been told of it. */
  readonly told: 'nothing' | 'made' | 'over' | 'unmade'
  /** Its row names the carrier's id, and when it was made. */
  readonly isRowBound: boolean
  /** Who or what is there, by what was heard; and how far it has come with a person. Absent: nothing was heard yet. */
  readonly party?: PartyState
  /** What was said last asked whoever is there whether they have a moment. */
  readonly hasAsked?: boolean
  readonly lead?: LeadState
}

/** What admission pins: who was called, whose line it is, and which agent answers. Nothing that was said, no caller's number in clear. */
export interface CallPins {
  readonly objectName: string
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly carrier: string
  readonly accountSid: string
  /** Of a call of ours that the carrier has not named yet: our own id of it. */
  readonly carrierCallId: string
  readonly ourNumber: string
  /** Token of the caller's number, or null when it is withheld. */
  readonly phoneToken: string | null
  readonly maskedNumber: string | null
  /** How far carriers vouch for the caller's number. Absent: nothing was said of it. */
  readonly verdict?: CallerVerdict
  readonly agentId: string
  readonly agentVersion: number
  readonly recorded: boolean
  /** The business keeps what is recorded at all: a voicemail too. Absent: it does. */
  readonly keepsAudio?: boolean
  readonly maxMinutes: number
  /** What a caller gets whose agent cannot go on, and whom to ring then. Absent: a person, and nobody. */
  readonly onFailure?: FailingState['is']
  readonly standIns?: readonly TransferPerson[]
  /** The speech vendor that the caller talks with over raw audio. Absent: the carrier's relay hears and speaks. */
  readonly speech?: string
  /** Absent: they called us. */
  readonly outbound?: OutboundPins
}

/** How far the recording of a call has come. */
export type RecordingState =
  | { readonly is: 'none' }
  /** Asked for; the carrier has reported nothing final. `isMade`: it has begun. */
  | { readonly is: 'expected'; readonly isMade?: true }
  | {
      readonly is: 'ready'
      readonly recordingId: string
      readonly durationSeconds: number | null
      readonly channels: number | null
    }
  /** Settled: the row says how. */
  | { readonly is: 'settled'; readonly as: 'stored' | 'refused' | 'not_kept' | 'absent' | 'failed' }

/** Somebody of the business who may be rung for the caller. */
export interface TransferPerson {
  readonly number: string
  /** `warm`: they hear who calls and take it with a key, so that no machine can. */
  readonly mode: 'cold' | 'warm'
  /** Keys pressed when their number picks up: an extension, or the way through a menu. */
  readonly sendDigits?: string
}

/** The newest go at passing the caller on: whom to try, in this order, and how far it has come. */
export interface TransferState {
  readonly people: readonly TransferPerson[]
  /** The socket that ended with it: of that one it is begun once. */
  readonly epoch: number
  /** Who of them is being rung, or was last. */
  readonly at: number
  /** Counts everybody rung in this call. The addresses we hand out for a leg name it. */
  readonly leg: number
  /** Of that leg, as far as is known: who takes the call has picked up, and said so where that is asked. */
  readonly came: 'ringing' | 'taken' | 'declined' | 'machine'
  readonly is: 'dialling' | 'taken' | 'nobody'
  /** Nobody came, and the caller has been told so in a turn of its own. */
  readonly told: boolean
  /** Nobody came for a caller who can be called back: where nothing else is arranged, that is owed them. */
  readonly isOwed: boolean
}

/** The agent cannot go on: what its caller gets now. */
export interface FailingState {
  readonly is: 'person' | 'voicemail' | 'message'
}

/** How far the voicemail of a call has come. */
export type VoicemailState =
  /** The caller was asked to speak; how often the carrier was asked what it has of it. */
  | { readonly is: 'expected'; readonly asked: number }
  | {
      readonly is: 'ready'
      readonly recordingId: string
      readonly durationSeconds: number | null
      readonly channels: number | null
    }
  | { readonly is: 'settled'; readonly as: 'stored' | 'not_kept' | 'absent' | 'failed' }

/** A voicemail that is kept, and still to be written down. */
export interface OwedWords {
  readonly recordingId: string
  readonly sinceMs: number
  /** How often that was tried. */
  readonly tries: number
}

/** The talk without a socket, answer by answer. */
export interface GatherState {
  /** The newest answer handed out. What the caller says next answers that one. */
  readonly nth: number
  /** Turns of the call when it was handed out: with more, what the caller said has been answered already. */
  readonly turnsBefore: number
  /** How the newest answer begins, for whoever asks for it again. */
  readonly says: 'greeting' | 'resumed' | 'reply' | 'nobody_came' | 'nothing'
  /** The document before was not carried out: what it announces and begins is in the newest answer again. */
  readonly announces: boolean
  readonly stopRecording: boolean
}

/** What is to happen at a time, epoch milliseconds. The object has one alarm: the earliest of these. */
export interface Timers {
  /** The caller has been silent; prompt them. */
  readonly idle?: number
  /** No key has followed in time: what was keyed in counts. */
  readonly keys?: number
  /** The call has lasted as long as it may. */
  readonly tooLong?: number
  /** The goodbye has been spoken by now. */
  readonly hangUp?: number
  /** Write what is owed to the stores: first row, last row, recording, events. */
  readonly work?: number
  /** The socket is gone and nothing has been heard of the call since. */
  readonly lost?: number
  /** Have the voicemail written down. */
  readonly words?: number
  readonly forget?: number
}

/** After the last sign of the call, how long its final status may take before we end it ourselves. */
export const LOST_WAIT_MS = 45_000

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
  /** From the caller's last word to the model's first token, and to the first sound on the line, where they are known. */
  readonly modelMs?: readonly number[]
  readonly onLineMs?: readonly number[]
  /** What the models' vendors counted. */
  readonly tokens?: { readonly input: number; readonly output: number }
  readonly outcomes: readonly Outcome[]
  /** Tools called so far. */
  readonly toolCalls?: number
  /** Turns in which the caller tried to give the agent other orders: how many the business was told of, and those owed. */
  readonly injections?: { readonly told: number; readonly untold: readonly number[] }
  /** The carrier reports what it plays; then only that counts as heard. */
  readonly playReported: boolean
  /** The speech vendor was given up: the rest of the call goes over the relay. */
  readonly speechOff?: boolean
  /** Why we ended the audio stream of this epoch: its end carries no word of ours. */
  readonly handedOff?: { readonly epoch: number; readonly handoff: string }
  /** Turns in a row that could not be worked. */
  readonly failedTurns?: number
  readonly failing?: FailingState
  /** Owed: that who said so then is not contacted any more. */
  readonly optOutOwedAtMs?: number
  /** No model may deal with whoever is on the line. `isOwed`: they said so in this call, and the records do not know yet. */
  readonly aiOff?: { readonly isOwed: boolean }
  /** Whoever is on the line said to be a child: what they said is sealed off with the last row. */
  readonly minorSaid?: true
  /** Owed: that somebody calls back whom the agent could not help. */
  readonly callbackOwed?: boolean
  /** Its caller, who rang off before a word, has got a text, or is to get none. */
  readonly textedBack?: boolean
  readonly transfer: TransferState | null
  readonly voicemail: VoicemailState | null
  /** Absent: nobody waits for the words of a voicemail. */
  readonly owedWords?: OwedWords
  /** Null while there is a socket to talk on. */
  readonly gather: GatherState | null
  /** Absent: they called us. */
  readonly outbound?: OutboundState
  readonly timers: Timers
}

/** A call that is over owes its stores something and is forgotten then. Nothing else is due, whoever still wants it. */
export function atRest(state: CallState): CallState {
  const { idle, keys, tooLong, hangUp, lost, ...rest } = state.timers
  const isQuiet = [idle, keys, tooLong, hangUp, lost].every((at) => at === undefined)
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

const TIMES_MAX = 200

/** `state` with how long callers waited for sound, in milliseconds, since it was last written. */
export const withTimes = (state: CallState, onLineMs: readonly number[]): CallState =>
  onLineMs.length === 0 ? state : { ...state, onLineMs: [...(state.onLineMs ?? []), ...onLineMs].slice(-TIMES_MAX) }
