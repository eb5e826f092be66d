import type { CallAbout } from '../../calls/call-memory.ts'
import type { CallPins } from '../../calls/call-state.ts'
import type { CallStatus } from '../../calls/call.ts'
import type { ContactRefusalCode, Purpose } from '../../consent/contact.ts'
import type { CampaignMember, WhenClosed } from '../../messages/wanted-message.ts'

/** By which line of the business a call goes out, and which version of which agent talks in it. */
export interface CallingLine extends LinePins {
  /** When the agent makes calls, as its document says: minutes after midnight where the person is. */
  readonly hours?: { readonly from: number; readonly to: number }
}

type LinePins = Pick<
  CallPins,
  | 'carrier'
  | 'accountSid'
  | 'ourNumber'
  | 'agentId'
  | 'agentVersion'
  | 'recorded'
  | 'keepsAudio'
  | 'maxMinutes'
  | 'onFailure'
  | 'standIns'
>

/** A call that somebody wants to be made to the person of a thread. */
export interface WantedCall {
  /** E.164: the number that was agreed to. */
  readonly to: string
  readonly purpose: Purpose
  readonly line: CallingLine
  /** What is to become of it at an hour at which they may not be called. */
  readonly whenClosed: WhenClosed
  readonly about?: CallAbout
  /** For which of its people a campaign wants it. */
  readonly campaign?: CampaignMember
  /** Names this very call within the thread: wanted again with the same key, it is the one that is there. */
  readonly key?: string
}

/** A call as whoever wanted it is told of it. */
export interface DialledCall {
  readonly id: string
  readonly status: CallStatus
  /** When it is begun at the earliest, epoch milliseconds: later than now, where they may not be called yet. */
  readonly notBeforeMs: number
}

/** Why a call is not made. */
export interface DialRefusal {
  readonly code: ContactRefusalCode | 'too_many' | 'not_kept'
  readonly ruleIds: readonly string[]
  readonly nextAllowedAtMs: number | null
}
