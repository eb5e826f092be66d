import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { tickets } from '../records/tickets/table.ts'
import { TICKET_KEEP_DAYS } from './open-ticket.ts'
import { openDetails, sealTicket } from './ticket-details.ts'

export type TicketRow = typeof tickets.$inferSelect

/** Answers a ticket by mail. `platform` is the platform's own context. The same words twice are one mail. */
export async function answerTicket(
  platform: Ctx,
  ticketId: string,
  text: string,
): Promise<Result<TicketRow, 'not_found' | 'no_address' | 'busy'>> {
  const { directory, nowMs } = platform
  const row = await directory.select().from(tickets).where(eq(tickets.id, ticketId)).get()
  const details = row === undefined ? null : await openDetails(platform, ticketId, row.sealedDetails)
  if (row === undefined || details === null) return err('not_found')
  if (details.from === null) return err('no_address')
  await oweMail(platform, {
    kind: 'ticket',
    onceKey: `ticket:${ticketId}:${details.said.length}:${await sha256Hex(text)}`,
    to: details.from,
    subject: `Re: your message [${ticketId}]`,
    text,
    from: 'support',
    ticketId,
    inReplyTo: details.messageId ?? null,
  })
  const said = [...details.said, { by: 'us' as const, atMs: nowMs, text }]
  const [answered] = await directory
    .update(tickets)
    .set({
      status: 'answered',
      answeredAtMs: nowMs,
      sealedDetails: await sealTicket(platform, ticketId, { ...details, said }),
      updatedAtMs: Math.max(nowMs, row.updatedAtMs + 1),
      expiresAtMs: expiryOf(nowMs, TICKET_KEEP_DAYS),
    })
    .where(and(eq(tickets.id, ticketId), eq(tickets.updatedAtMs, row.updatedAtMs)))
    .returning()
  return answered === undefined ? err('busy') : ok(answered)
}

/** Closes a ticket. Undefined where there is none. */
export async function closeTicket(
  { directory, nowMs }: Pick<Ctx, 'directory' | 'nowMs'>,
  ticketId: string,
): Promise<TicketRow | undefined> {
  const [closed] = await directory
    .update(tickets)
    .set({ status: 'closed', updatedAtMs: nowMs })
    .where(eq(tickets.id, ticketId))
    .returning()
  return closed
}
