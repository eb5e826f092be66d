import type { ContactRefusalCode, Purpose } from '../consent/contact.ts'
import type { Channel, Outgoing, Recipient } from './message.ts'

/** The fixed wording that a platform has approved: the only thing WhatsApp takes outside its window. */
export type Template = Extract<Outgoing, { readonly type: 'template' }>

/** Somebody whom a campaign contacts: `cmp_…`, `cmm_…`. */
export interface CampaignMember {
  readonly id: string
  readonly memberId: string
}

/** A message somebody wants to send to the person of a thread. */
export interface WantedMessage {
  readonly channel: Channel
  /** Path segment of the platform: `whatsapp`, `twilio`. */
  readonly provider: string
  /** The business's side: a number of its own, or Meta's id of one. */
  readonly line: string
  readonly to: Recipient
  readonly content: Outgoing
  /** Goes in place of `content` where the platform takes no free text. */
  readonly fallback?: Template
  readonly author: 'agent' | 'staff' | 'api' | 'system'
  /** `service` when it is not said. Any other, and whatever a business has sent by the API, goes through the whole gate. */
  readonly purpose?: Purpose
  /** Where only the clock or a cap says no: it is refused when it is not said, or waits until they allow it. */
  readonly whenClosed?: WhenClosed
  /** Of ours, the id of the message this one answers. */
  readonly repliesTo?: string
  /** Names this very message within the thread: wanted again with the same key, it is the one that is there. */
  readonly key?: string
  /** For which of its people a campaign wants it. It is filed with the decision, and reported to the campaign. */
  readonly campaign?: CampaignMember
  /** The one message that may follow an opt-out, within minutes of it. */
  readonly isConfirmation?: boolean
  /** False: the business keeps no words of it. */
  readonly keepsWords?: boolean
}

export const WHEN_CLOSED = ['refuse', 'wait'] as const
export type WhenClosed = (typeof WHEN_CLOSED)[number]

/** Why a message cannot be sent, as the API says it. */
export interface SendRefusal {
  readonly code: ContactRefusalCode | 'too_many' | 'not_kept'
  readonly ruleIds: readonly string[]
  /** When the clock and the caps would allow it; null or left out where waiting does not help. */
  readonly nextAllowedAtMs?: number | null
}
