import { and, asc, eq, gt, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { log } from '../kernel/log.ts'
import { ALL_PER_HOUR_MAX, CAP_POOLS } from '../mail/answer-caps.ts'
import type { MailWorld } from '../mail/mail-world.ts'
import { handOverMails } from '../mail/hand-over.ts'
import { ATTEMPTS_MAX, OPEN_STATUSES, processMail } from '../mail/process-mail.ts'
import { sendOwedMails } from '../mail/send-owed.ts'
import { mails } from '../records/mails/table.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import { tickets } from '../records/tickets/table.ts'

const MAILS_PER_RUN_MAX = 200
const TICKETS_PER_RUN_MAX = 100
const HOUR_MS = 60 * 60 * 1000

/** The door is at it for so long. */
const DOOR_MS = 30_000

/** Goes on with mails that nobody has finished, and sends what is owed, in one region. Gives how many of both. */
export async function sweepMails(world: MailWorld, stores: RegionStores): Promise<number> {
  const { nowMs } = world
  const isLeft = and(
    // Not done, and nobody is at it.
    inArray(mails.status, [...OPEN_STATUSES]),
    lte(mails.claimedUntilMs, nowMs),
    lte(mails.receivedAtMs, nowMs - DOOR_MS),
    // What could not be handed over takes no turn of the others.
    lt(mails.attempts, ATTEMPTS_MAX),
  )
  const left = await stores.db
    .select({ id: mails.id, tenantId: mails.tenantId })
    .from(mails)
    .where(isLeft)
    .orderBy(asc(mails.receivedAtMs))
    .limit(MAILS_PER_RUN_MAX)
  for (const { id, tenantId } of left) await processMail(world, { tenantId, region: stores.region }, id)
  const sent = await sendOwedMails(world, stores)
  await tellOfCap(world, stores)
  // Last: where it cannot be done, nothing else waits for it.
  return left.length + sent + (await handOverMails(world, stores))
}

/** Says once a run that answers are held back: a storm that gets past all else, or more people than we thought. */
async function tellOfCap({ nowMs }: MailWorld, { db, region }: RegionStores): Promise<void> {
  const lately = gt(outgoingMails.createdAtMs, nowMs - HOUR_MS)
  const sent = inArray(outgoingMails.status, ['owed', 'sent'])
  const counts = await db
    .select({ kind: outgoingMails.kind, count: sql<number>`count(*)` })
    .from(outgoingMails)
    .where(and(lately, sent, inArray(outgoingMails.kind, CAP_POOLS.flat())))
    .groupBy(outgoingMails.kind)
  for (const pool of CAP_POOLS) {
    const ofPool = counts.filter(({ kind }) => (pool as readonly string[]).includes(kind))
    const count = ofPool.reduce((sum, each) => sum + each.count, 0)
    if (count >= ALL_PER_HOUR_MAX) log.error('mail.cap_reached', { region, pool: pool[0], perHour: ALL_PER_HOUR_MAX })
  }
}

/** Says of each ticket once that it should have been answered. Gives how many. */
export async function sweepTickets({ directory, nowMs }: Pick<MailWorld, 'directory' | 'nowMs'>): Promise<number> {
  const isLate = and(eq(tickets.status, 'open'), lte(tickets.dueAtMs, nowMs), isNull(tickets.alarmedAtMs))
  const late = await directory
    .select({ id: tickets.id, kind: tickets.kind, urgent: tickets.urgent })
    .from(tickets)
    .where(isLate)
    .orderBy(asc(tickets.dueAtMs))
    .limit(TICKETS_PER_RUN_MAX)
  for (const { id, kind, urgent } of late) {
    await directory.update(tickets).set({ alarmedAtMs: nowMs }).where(eq(tickets.id, id))
    log.error('ticket.overdue', { ticketId: id, kind, urgent })
  }
  return late.length
}
