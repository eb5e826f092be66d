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
  /** Advertising is held back by more: the platform's own switch for it too. */
  readonly purpose?: 'service' | 'marketing'
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

/** Why a message cannot be sent, as the API says it. */
export interface SendRefusal {
  readonly code: 'suppressed' | 'window_closed' | 'too_many'
  readonly ruleIds: readonly string[]
}
