import type { Ctx } from '../context.ts'
import { PLATFORM } from '../privacy/request.ts'
import { findPersonKey, personKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'

/** Where tickets lie: the directory, and the bucket of the unpinned region for their keys. */
export type TicketStores = Pick<Ctx, 'directory' | 'blobs' | 'vault'>

/** What was written, by whom and in what order. Sealed. */
export interface TicketDetails {
  readonly from: string | null
  readonly name: string | null
  readonly subject: string
  readonly said: readonly { readonly by: 'them' | 'us'; readonly atMs: number; readonly text: string }[]
  /** Message-ID of the mail it came with. */
  readonly messageId?: string | null
}

const place = (ticketId: string): Place => ({
  tenantId: PLATFORM,
  table: 'tickets',
  recordId: ticketId,
  field: 'details',
})

export async function sealTicket(stores: TicketStores, ticketId: string, details: TicketDetails): Promise<string> {
  const key = await personKey(stores.vault, stores.blobs, PLATFORM, ticketId)
  return seal(key, place(ticketId), JSON.stringify(details))
}

/** Null where its key is gone. */
export async function openDetails(
  stores: TicketStores,
  ticketId: string,
  sealed: string | null,
): Promise<TicketDetails | null> {
  const key = sealed === null ? null : await findPersonKey(stores.vault, stores.blobs, PLATFORM, ticketId)
  const text = key === null || sealed === null ? null : await open(key, place(ticketId), sealed)
  return text === null ? null : (JSON.parse(text) as TicketDetails)
}
