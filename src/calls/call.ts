/** A call as the gateway knows it, whichever carrier brought it. */
export const CALL_STATUSES = ['ringing', 'in_progress', 'completed', 'failed', 'busy', 'no_answer', 'canceled'] as const
export type CallStatus = (typeof CALL_STATUSES)[number]

/** How far a call has come. A status of lower rank than the one known is old news. */
export const STATUS_RANK: Readonly<Record<CallStatus, number>> = {
  ringing: 0,
  in_progress: 1,
  completed: 2,
  failed: 2,
  busy: 2,
  no_answer: 2,
  canceled: 2,
}

export const isOver = (status: CallStatus): boolean => STATUS_RANK[status] === 2

export const ENDED_BY = ['caller', 'agent', 'system', 'carrier'] as const
export type EndedBy = (typeof ENDED_BY)[number]

export const END_REASONS = [
  'customer_hangup',
  'agent_goodbye',
  'transferred',
  'voicemail',
  'no_answer',
  'busy',
  'canceled',
  'silence',
  'max_duration',
  'consent_declined',
  'opted_out',
  'abusive',
  'agent_missing',
  'relay_failed',
  'provider_llm_error',
  'carrier_error',
  'went_silent',
  // Of a call of ours that was never made: the rules did not let it be, its number cannot be called, nobody knows whether it was.
  'contact_refused',
  'number_invalid',
  'outcome_unknown',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** What came of a call, best first: a call that did two of these is told by the higher one. */
export const OUTCOMES = [
  'emergency_redirect',
  'booked',
  'rescheduled',
  'cancelled',
  'confirmed',
  'refill_requested',
  'opted_out',
  'transferred',
  'callback_task',
  'message_taken',
  'voicemail_left',
  'question_answered',
  'abandoned',
  'failed',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * How far carriers vouch for a caller's number (STIR/SHAKEN): in full, for the caller only, for where it came in only; or that
 * what vouched for it did not hold, or nothing did.
 */
export const CALLER_VERDICTS = ['full', 'partial', 'gateway', 'failed', 'none'] as const
export type CallerVerdict = (typeof CALLER_VERDICTS)[number]

/** What a carrier's webhook says about one call, in our words. */
export type CallEvent =
  | {
      readonly type: 'incoming'
      readonly call: CarrierCall
      readonly from: string | null
      readonly to: string
      /** Absent where the carrier says nothing of it. */
      readonly verdict?: CallerVerdict
    }
  | {
      readonly type: 'status'
      readonly call: CarrierCall
      readonly status: CallStatus
      /** The carrier's counter of this leg's callbacks, or null when it has none. */
      readonly sequence: number | null
      readonly durationSeconds: number | null
      readonly from: string | null
      readonly to: string
    }
  | {
      readonly type: 'relay_ended'
      readonly call: CarrierCall
      /** `lost`: our socket died and the caller is still there. */
      readonly how: 'ended_by_us' | 'caller_hung_up' | 'lost'
      readonly callerPresent: boolean
      /** What we sent with `end`, verbatim, or null. */
      readonly handoff: string | null
      readonly errorCode: string | null
      /** Of the socket that ended, by the address we handed out with it. */
      readonly epoch?: number
    }
  | {
      /** Without a socket: what the caller said or pressed after what was said last, or nothing. */
      readonly type: 'gathered'
      readonly call: CarrierCall
      /** Which answer of ours it answers; 0 when the address does not say. */
      readonly nth: number
      readonly speech: string | null
      readonly digits: string | null
      readonly from: string | null
      readonly callerPresent: boolean
    }
  | {
      /** The caller has spoken after the tone, or hung up. */
      readonly type: 'voicemail_ended'
      readonly call: CarrierCall
      readonly callerPresent: boolean
    }
  | {
      /** What the carrier has of a voicemail. */
      readonly type: 'voicemail'
      readonly call: CarrierCall
      /** Our number, where it was the fallback that asked for it and not the call. */
      readonly askedFor?: string
      readonly recordingId: string
      readonly status: 'in_progress' | 'completed' | 'absent' | 'failed'
      readonly durationSeconds: number | null
      readonly channels: number | null
    }
  | {
      /** Somebody was rung for the caller, and that is over. */
      readonly type: 'dial_ended'
      readonly call: CarrierCall
      readonly leg: number
      readonly how: 'completed' | 'busy' | 'no_answer' | 'failed' | 'canceled'
      /** Whether the two were connected; null where the carrier does not say. */
      readonly bridged: boolean | null
      readonly callerPresent: boolean
    }
  | {
      /** Whoever was rung has picked up, and waits for what we say; or has pressed keys in answer to it. */
      readonly type: 'leg_answered'
      readonly call: CarrierCall
      readonly leg: number
      readonly digits: string | null
      readonly legCallId: string
    }
  | {
      /** A call that we made was picked up, and waits for what it is to do. */
      readonly type: 'answered'
      readonly call: CarrierCall
      /** Where the carrier has judged already who or what it was. */
      readonly by: Judged | null
    }
  | {
      /** What the carrier takes whoever picked up a call of ours for. */
      readonly type: 'judged'
      readonly call: CarrierCall
      readonly by: Judged
    }
  | {
      /** What the carrier takes whoever picked up for. */
      readonly type: 'leg_judged'
      readonly call: CarrierCall
      readonly leg: number
      readonly by: 'human' | 'machine' | 'unknown'
      readonly legCallId: string
    }
  | {
      readonly type: 'recording'
      readonly call: CarrierCall
      readonly recordingId: string
      readonly status: 'in_progress' | 'completed' | 'absent' | 'failed'
      readonly durationSeconds: number | null
      readonly channels: number | null
    }
  | {
      readonly type: 'fallback'
      readonly call: CarrierCall
      readonly from: string | null
      readonly to: string
      readonly errorCode: string | null
      /** Which of our doors gave no answer, by the last part of its path; absent where the carrier does not say. */
      readonly failedDoor?: string
    }

/** A call as its carrier names it: account and call id together name the LiveCall. */
export interface CarrierCall {
  readonly carrier: string
  readonly accountSid: string
  readonly carrierCallId: string
}

/** Who or what picked up a call that we made. `screening`: an assistant that asks who calls and why. */
export const ANSWERED_BY = ['human', 'machine', 'beep', 'ivr', 'screening', 'fax', 'silence'] as const
export type AnsweredBy = (typeof ANSWERED_BY)[number]

/** A carrier's own word for that. `beep`: a machine whose greeting is over. A hint, and often wrong. */
export type Judged = AnsweredBy | 'unknown'

/** What we want the carrier to do next, in our words. */
export type CallReply =
  | {
      readonly type: 'talk'
      /** Spoken by the carrier before anything is recorded: that this is an AI, and that it records. Null on a reconnect. */
      readonly announcement: string | null
      /** Where to report the recording, or null when none is made. */
      readonly recording: { readonly statusUrl: string } | null
      /** Stop the recording that an earlier reply began. */
      readonly stopRecording: boolean
      readonly actionUrl: string
      readonly relayUrl: string
      /** Raw audio to and from `url` instead of the relay; `caller` is told back to us there. */
      readonly media?: { readonly url: string; readonly caller: string | null }
      readonly greeting: string | null
      /** The caller may speak over the greeting: it holds nothing they must hear. */
      readonly greetingYields?: boolean
      readonly language: string
      readonly voice: { readonly provider: string | null; readonly id: string | null; readonly bargeIn: boolean }
      readonly hints: readonly string[]
    }
  | { readonly type: 'say_and_hang_up'; readonly text: string; readonly language: string }
  | DialReply
  | {
      /** Said to whoever was rung, who then takes the call with a key, or is let go. */
      readonly type: 'whisper'
      readonly text: string
      readonly language: string
      readonly actionUrl: string
      /** How often it is said: a machine may still be putting the call through when it is said first. Absent: once. */
      readonly times?: number
    }
  | ListenReply
  /** Said while the answer is still being made, which the carrier asks for again. */
  | { readonly type: 'wait'; readonly text: string; readonly language: string; readonly actionUrl: string }
  | {
      /** Lets the caller speak after a tone. */
      readonly type: 'take_voicemail'
      readonly text: string
      readonly language: string
      /** Stop the recording of the call that an earlier reply began. */
      readonly stopRecording: boolean
      readonly secondsMax: number
      readonly actionUrl: string
      readonly statusUrl: string
      /** Said to whoever says nothing. */
      readonly silence: string
    }
  /** Said to whoever was rung, before the two are connected. */
  | { readonly type: 'bridge'; readonly text: string | null; readonly language: string }
  | { readonly type: 'reject' }
  | { readonly type: 'hang_up' }
  | { readonly type: 'nothing' }

/** The talk without a socket: something is said, and what the caller says or presses then is posted to `actionUrl`. */
export interface ListenReply {
  readonly type: 'listen'
  /** Spoken before anything is recorded, as in `talk`. */
  readonly announcement: string | null
  readonly recording: { readonly statusUrl: string } | null
  readonly stopRecording: boolean
  readonly text: string
  readonly language: string
  readonly actionUrl: string
  /** Silence after what is said, until that is posted. */
  readonly waitSeconds: number
  /** So many keys may answer it, or fewer and `#`. Absent: one, whichever. */
  readonly keysMax?: number
  readonly bargeIn: boolean
  readonly hints: readonly string[]
}

/** Rings somebody for the caller. */
export interface DialReply {
  readonly type: 'dial'
  readonly number: string
  readonly actionUrl: string
  /** Shown to whoever is rung; null: the caller's own. */
  readonly callerId: string | null
  /** Said to the caller first. */
  readonly announcement?: { readonly text: string; readonly language: string }
  readonly ringSeconds?: number
  /** Keys pressed when the number picks up. */
  readonly sendDigits?: string
  /** Asked when somebody picks up: what they are told before they are connected. */
  readonly answeredUrl?: string
  /** Where to report whether it is a machine that picked up. */
  readonly judgedUrl?: string
}
