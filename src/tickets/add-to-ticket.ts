import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { addressTokenOf } from '../mail/address-tokens.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { tickets } from '../records/tickets/table.ts'
import { TICKET_KEEP_DAYS } from './open-ticket.ts'
import { openDetails, sealTicket, type TicketStores } from './ticket-details.ts'
import { ticketDueAt } from './ticket-due.ts'

const SAID_MAX = 50

interface Addition {
  readonly ticketId: string
  readonly from: string | null
  readonly text: string
}

/**
 * Adds what somebody wrote to a ticket of theirs, which is open again then. Null where there is none that this address wrote.
 */
export async function addToTicket(
  platform: TicketStores & Pick<Ctx, 'nowMs'>,
  { ticketId, from, text }: Addition,
): Promise<string | null> {
  const { directory, vault, nowMs } = platform
  const row = await directory.select().from(tickets).where(eq(tickets.id, ticketId)).get()
  if (row === undefined || from === null || row.senderToken !== (await addressTokenOf(vault, from))) return null
  const details = await openDetails(platform, ticketId, row.sealedDetails)
  if (details === null) return null
  // The same words again are a mail that was read twice.
  if (details.said.at(-1)?.text === text) return ticketId
  const said = [...details.said.slice(-SAID_MAX), { by: 'them' as const, atMs: nowMs, text }]
  await directory
    .update(tickets)
    .set({
      status: 'open',
      sealedDetails: await sealTicket(platform, ticketId, { ...details, said }),
      dueAtMs: ticketDueAt(nowMs, row.urgent),
      alarmedAtMs: null,
      updatedAtMs: nowMs,
      expiresAtMs: expiryOf(nowMs, TICKET_KEEP_DAYS),
    })
    .where(and(eq(tickets.id, ticketId), eq(tickets.updatedAtMs, row.updatedAtMs)))
  return ticketId
}
