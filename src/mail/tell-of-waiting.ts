import { and, eq, gt, lte, ne, sql } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { log } from '../kernel/log.ts'
import { businessOf } from '../privacy/business.ts'
import { PLATFORM } from '../privacy/request.ts'
import { mails } from '../records/mails/table.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import { mailCtx, PLATFORM_OWNER, type MailWorld } from './mail-world.ts'
import { oweMail } from './owe-mail.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const WEEK_MS = 7 * DAY_MS

/** What is owed for longer is held: the last try of what can be sent is over by then. */
const HELD_MS = DAY_MS

/** Businesses, and causes, that are told of in one run. */
const GROUPS_MAX = 50

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)

/**
 * Tells people of mails that wait for somebody, or something, and go unread or unsent at the end of their keep time otherwise: ours
 * of what cannot be sent, a business of what it has not looked at. Each once a week. Gives of how many groups it knew.
 */
export async function tellOfWaitingMails(world: MailWorld, stores: RegionStores): Promise<number> {
  return (await tellOfHeld(world, stores)) + (await tellOfUnread(world, stores))
}

/** Owed, and not let go by the register of vendors, or by nobody who could send it. */
async function tellOfHeld(world: MailWorld, { db, region }: RegionStores): Promise<number> {
  const { tenantId, errorCode } = outgoingMails
  const held = await db
    .select({
      tenantId,
      errorCode,
      count: sql<number>`count(*)`,
      sinceMs: sql<number>`min(${outgoingMails.createdAtMs})`,
      endsAtMs: sql<number>`min(${outgoingMails.expiresAtMs})`,
    })
    .from(outgoingMails)
    .where(and(eq(outgoingMails.status, 'owed'), lte(outgoingMails.createdAtMs, world.nowMs - HELD_MS)))
    .groupBy(tenantId, errorCode)
    .limit(GROUPS_MAX)
  for (const { tenantId: owner, errorCode: code, count, sinceMs, endsAtMs } of held) {
    const why = code ?? 'nobody_sends'
    const { ticketId, isNew } = await openTicket(mailCtx(world, PLATFORM_OWNER), {
      kind: 'privacy',
      source: 'email',
      urgent: true,
      from: null,
      name: null,
      subject: 'Mails that are owed cannot be sent',
      text: [
        `Business: ${owner}`,
        `Region: ${region}`,
        `Why: ${why}`,
        `Owed since: ${dayOf(sinceMs)}`,
        `Deleted unsent from: ${dayOf(endsAtMs)}`,
      ].join('\n'),
      tenantId: owner === PLATFORM ? null : owner,
      sameWithinMs: WEEK_MS,
    })
    if (isNew) log.error('mail.held', { tenantId: owner, region, code: why, count, ticketId })
  }
  return held.length
}

/** In their last week. What a business has dealt with looks the same to us, so it is told once a week and no more. */
async function tellOfUnread(world: MailWorld, { db, region }: RegionStores): Promise<number> {
  const { nowMs } = world
  const { tenantId } = mails
  const isEnding = and(gt(mails.expiresAtMs, nowMs), lte(mails.expiresAtMs, nowMs + WEEK_MS))
  const ending = await db
    .select({ tenantId, endsAtMs: sql<number>`min(${mails.expiresAtMs})` })
    .from(mails)
    .where(and(isEnding, eq(mails.status, 'for_a_person'), ne(tenantId, PLATFORM)))
    .groupBy(tenantId)
    .limit(GROUPS_MAX)
  for (const { tenantId: owner, endsAtMs } of ending) {
    const ctx = mailCtx(world, { tenantId: owner, region })
    const { privacyContact: to } = await businessOf(ctx)
    if (to === null) continue
    await oweMail(ctx, {
      kind: 'business_notice',
      onceKey: `mails-ending:${Math.floor(nowMs / WEEK_MS)}`,
      to,
      subject: 'Mails to your privacy address are about to be deleted',
      text: [
        `Mails came to your privacy address that only a person can answer. They are kept for 30 days, and the first of them goes on ${dayOf(endsAtMs)}.`,
        'List them with GET /v1/mails?status=for_a_person, and read each with GET /v1/mails/:id. What you have answered needs nothing more.',
      ].join('\n\n'),
      from: 'privacy',
    })
  }
  return ending.length
}
