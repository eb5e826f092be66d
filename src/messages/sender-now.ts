import type { InboundMessage, Recipient } from './message.ts'

/** What whoever wrote is called now: what they were called until now leads nowhere, and may be somebody else's. */
export function senderNow({ content, sender }: Pick<InboundMessage, 'content' | 'sender'>): Recipient {
  if (content.type !== 'identity_changed' || content.change === null) return sender
  const { was, is } = content.change
  return {
    phone: is.phone ?? (sender.phone === was.phone ? null : sender.phone),
    userId: is.userId ?? (sender.userId === was.userId ? null : sender.userId),
  }
}
