import { open, seal, type Place } from '../vault/seal.ts'
import type { Outgoing, Recipient } from './message.ts'
import type { OutboxRow } from './outbox-rows.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { Template, WantedMessage } from './wanted-message.ts'

/** What of a message is personal: to whom it goes and what it says. */
export interface OutboxMail {
  readonly to: Recipient
  readonly content: Outgoing
  readonly fallback: Template | null
}

const placeOf = ({ pins }: ThreadHandle, id: string): Place => ({
  tenantId: pins.tenantId,
  table: 'outbox',
  recordId: id,
  field: 'mail',
})

/** Sealed with the person's own key: a message may wait for days, and must not outlast its person. */
export async function sealMail(handle: ThreadHandle, id: string, wanted: WantedMessage): Promise<string> {
  const mail: OutboxMail = { to: wanted.to, content: wanted.content, fallback: wanted.fallback ?? null }
  return seal(await handle.key(), placeOf(handle, id), JSON.stringify(mail))
}

/** Null when its person was erased, or the message is long sent. */
export async function openMail(handle: ThreadHandle, { id, sealed }: OutboxRow): Promise<OutboxMail | null> {
  const text = sealed === null ? null : await open(await handle.key(), placeOf(handle, id), sealed)
  return text === null ? null : (JSON.parse(text) as OutboxMail)
}
