import { and, eq, gt } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { addressTokenOf, plainAddress } from '../mail/address-tokens.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { tickets } from '../records/tickets/table.ts'
import { sealTicket, type TicketStores } from './ticket-details.ts'
import { ticketDueAt } from './ticket-due.ts'

/** Two years after the last contact. */
export const TICKET_KEEP_DAYS = 730

/** The same words from the same sender within this time are one ticket: a form sent twice, a mail tried again. */
const SAME_WITHIN_MS = 24 * 60 * 60 * 1000

/** Somebody wants an answer from people of the platform. */
export interface NewTicket {
  readonly kind: (typeof tickets.kind.enumValues)[number]
  readonly source: (typeof tickets.source.enumValues)[number]
  /** For a person at once: legal process, a security report, a child. */
  readonly urgent: boolean
  /** Their e-mail address, if they gave one. */
  readonly from: string | null
  readonly name: string | null
  readonly subject: string
  readonly text: string
  /** The customer it is from, where it is known to be one's. */
  readonly tenantId: string | null
  /** Message-ID of the mail it came with, so that the answer joins its thread. */
  readonly messageId?: string | null
  /** The same said again within this time is the same ticket; by default a day. */
  readonly sameWithinMs?: number
}

/**
 * Opens a ticket, sealed with a key of its own. `platform.blobs` is the bucket of the unpinned region.
 *
 * @returns its id, and false for `isNew` where the same was said before, within that time.
 */
export async function openTicket(
  platform: TicketStores & Pick<Ctx, 'nowMs'>,
  ticket: NewTicket,
): Promise<{ readonly ticketId: string; readonly isNew: boolean }> {
  const { directory, vault, nowMs } = platform
  const { kind, source, urgent, from, name, subject, text, tenantId } = ticket
  const { messageId = null, sameWithinMs = SAME_WITHIN_MS } = ticket
  const dedupeToken = await vault.mac('ticket', JSON.stringify([kind, from && plainAddress(from), subject, text]))
  const known = await directory
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.dedupeToken, dedupeToken), gt(tickets.createdAtMs, nowMs - sameWithinMs)))
    .limit(1)
  if (known[0] !== undefined) return { ticketId: known[0].id, isNew: false }
  const ticketId = newId('tkt', nowMs)
  const said = [{ by: 'them' as const, atMs: nowMs, text }]
  await directory.insert(tickets).values({
    id: ticketId,
    kind,
    source,
    status: 'open',
    urgent,
    tenantId,
    sealedDetails: await sealTicket(platform, ticketId, { from, name, subject, said, messageId }),
    senderToken: from === null ? null : await addressTokenOf(vault, from),
    dedupeToken,
    dueAtMs: ticketDueAt(nowMs, urgent),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, TICKET_KEEP_DAYS),
  })
  return { ticketId, isNew: true }
}
