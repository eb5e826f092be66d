import { and, eq, gte, inArray, lte } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { PLATFORM } from '../privacy/request.ts'
import { mails } from '../records/mails/table.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import { mailCtx, PLATFORM_OWNER, type MailWorld } from './mail-world.ts'
import { ATTEMPTS_MAX, OPEN_STATUSES } from './process-mail.ts'

const PER_RUN_MAX = 200

type Spent = Pick<typeof mails.$inferSelect, 'id' | 'tenantId' | 'inbox' | 'attempts' | 'receivedAtMs'>

/**
 * Hands mails to people that no try could read: the reader failed each time, or the stores were away. Ours have a ticket for it
 * at once, the business whose mail it is hears of it, and the mail stays for a person until its end. Safe to repeat.
 */
export async function handOverMails(world: MailWorld, stores: RegionStores): Promise<number> {
  const { nowMs } = world
  const { id, tenantId, inbox, attempts, receivedAtMs } = mails
  const spent = await stores.db
    .select({ id, tenantId, inbox, attempts, receivedAtMs })
    .from(mails)
    .where(
      and(inArray(mails.status, [...OPEN_STATUSES]), lte(mails.claimedUntilMs, nowMs), gte(attempts, ATTEMPTS_MAX)),
    )
    .limit(PER_RUN_MAX)
  for (const mail of spent) await handOver(world, stores, mail)
  return spent.length
}

async function handOver(world: MailWorld, { db, region }: RegionStores, mail: Spent): Promise<void> {
  const { id: mailId, tenantId, attempts, receivedAtMs } = mail
  const isOurs = tenantId === PLATFORM
  // First: what is for a person is looked for by nobody else any more.
  const { ticketId } = await openTicket(mailCtx(world, PLATFORM_OWNER), {
    kind: 'privacy',
    source: 'email',
    urgent: true,
    from: null,
    name: null,
    subject: 'A mail that could not be read',
    text: [`Mail: ${mailId}`, `Came to: ${mail.inbox}`, `Tries: ${attempts}`].join('\n'),
    tenantId: isOurs ? null : tenantId,
  })
  const ctx = mailCtx(world, { tenantId, region })
  const told = { mail_id: mailId, labels: [], reason: 'unread', ticket_id: ticketId }
  await db.batch([
    db.update(mails).set({ status: 'for_a_person', ticketId }).where(eq(mails.id, mailId)),
    ...(isOurs
      ? []
      : [emit(ctx, 'privacy.mail.waiting', { ...told, received_at: new Date(receivedAtMs).toISOString() })]),
  ])
  if (!isOurs) await wakeQuietly(ctx)
  log.error('mail.given_up', { mailId, attempts, ticketId })
}
