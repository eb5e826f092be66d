import type { Place } from '../vault/seal.ts'

/** Which of our addresses something is from. */
export type Inbox = 'privacy' | 'support' | 'general'

/** What a mail of ours says and to whom, as it is kept: sealed. */
export interface MailWords {
  /** One address. */
  readonly to: string
  readonly subject: string
  /** Plain text. Nothing of what they wrote is quoted. */
  readonly text: string
  readonly from: Inbox
  /** Message-IDs with their angle brackets, of the mail that is answered and of the thread before it. */
  readonly inReplyTo?: string | null
  readonly references?: readonly string[]
  /** Id of the request or ticket: an answer to us brings it back in the address. */
  readonly thread?: string
  /** Names what a page of ours asks them to confirm: its address is put below the text when it is sent. */
  readonly confirm?: string
  /** Where a click ends business mail (RFC 8058). */
  readonly unsubscribe?: string
}

/** Where the words of a mail of ours are sealed for. */
export const outgoingPlace = (tenantId: string, id: string): Place => ({
  tenantId,
  table: 'outgoing_mails',
  recordId: id,
  field: 'mail',
})
