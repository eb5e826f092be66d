import { and, eq, ne, sql } from 'drizzle-orm'
import { book } from '../../bookings/book.ts'
import { cancel } from '../../bookings/cancel.ts'
import { findOffering } from '../../bookings/catalog.ts'
import { readBooking } from '../../bookings/read-booking.ts'
import { LISTED, listedIntent } from '../../calls/outbound-talk/listed-task.ts'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { createTask } from '../../tasks/create.ts'
import { settleTask } from '../../tasks/settle.ts'
import { answerWords, type Answered } from './answer-words.ts'
import { contentOf, type CampaignRow, type MemberRow, type OfferedSlot } from './campaign.ts'
import { endWaiting } from './due-members.ts'
import { filledIn } from './fields-in.ts'
import { listedTasks, WHAT_OF } from './listed-tasks.ts'
import type { MemberAnswer } from './read-answer.ts'
import { openTarget, SLOT_GONE } from './start-attempt.ts'
import { timeFields } from './time-fields.ts'

/** Somebody's answer to what a campaign has asked them. */
export interface AskedMember {
  readonly memberId: string
  readonly answer: MemberAnswer
  readonly personId: string
  /** The call in which they said or keyed it. */
  readonly callId: string | null
}

/** What came of it, and what is to be said. */
export interface AnswerTold {
  readonly answered: Answered
  readonly text: string
}

interface Answering {
  readonly ctx: Ctx
  readonly campaign: CampaignRow
  readonly member: MemberRow
  readonly asked: AskedMember
}

/** Statuses in which an answer still changes something. */
const OPEN: ReadonlySet<MemberRow['status']> = new Set(['waiting', 'contacting', 'reached', 'confirmed', 'exhausted'])

/**
 * Does what a member's answer asks for. Safe to repeat: the same answer again is told the same. Null for a campaign that has
 * asked nothing.
 */
export async function answerMember(answering: Answering): Promise<AnswerTold | null> {
  const { campaign, member, asked } = answering
  if (campaign.kind === 'message') return null
  if (campaign.kind === 'reminder') return toReminder(answering)
  if (asked.answer === 'move') return null
  if (asked.answer === 'no') {
    if (OPEN.has(member.status)) await end(answering, 'declined', 'no')
    return told(answering, 'declined')
  }
  return campaign.kind === 'refill' ? toRefill(answering) : toOffer(answering)
}

function told(
  { campaign }: Answering,
  answered: Answered,
  at?: { readonly atMs: number; readonly timeZone: string },
): AnswerTold {
  const { language } = contentOf(campaign)
  const fields = at === undefined ? {} : timeFields(at.atMs, at.timeZone, language)
  return { answered, text: filledIn(answerWords(answered, language), fields) }
}

/** Notes what a member said. It ends whatever was still to be tried. A row whose target was erased is nobody's again. */
async function end({ ctx, member, asked }: Answering, status: MemberRow['status'], lastCode: string): Promise<void> {
  const personId = sql`CASE WHEN sealed_target <> '' THEN ${asked.personId} ELSE person_id END`
  await ctx.db
    .update(campaignMembers)
    .set({ status, lastCode, nextAtMs: null, personId, updatedAtMs: ctx.nowMs })
    .where(and(eq(campaignMembers.id, member.id), eq(campaignMembers.tenantId, ctx.tenantId)))
}

/** Of the booking as it is now, which may have been moved since it was written of. */
async function toReminder(answering: Answering): Promise<AnswerTold | null> {
  const { ctx, member, asked } = answering
  if (member.bookingId === null) return withoutBooking(answering)
  const booking = await readBooking(ctx, member.bookingId)
  const isThere = booking !== null && booking.status !== 'cancelled' && booking.startsAtMs > ctx.nowMs
  if (!isThere) {
    await end(answering, 'declined', 'gone_before')
    return told(answering, 'gone_before')
  }
  const at = { atMs: booking.startsAtMs, timeZone: booking.timeZone }
  if (asked.answer === 'move') {
    await end(answering, 'reached', 'move')
    return told(answering, 'move')
  }
  if (asked.answer === 'yes') {
    await end(answering, 'confirmed', 'yes')
    return told(answering, 'confirmed', at)
  }
  const cancelled = await cancel(ctx, booking.id, 'caller')
  if (!cancelled.ok) return trouble(answering)
  await end(answering, 'declined', 'cancelled')
  return told(answering, 'cancelled', at)
}

/** Reminded of something that is not in our diary: what they said is noted, and the business hears of what changes it. */
async function withoutBooking(answering: Answering): Promise<AnswerTold> {
  const { answer } = answering.asked
  await leaveListed(answering)
  if (answer === 'move') {
    await end(answering, 'reached', 'move')
    return told(answering, 'move')
  }
  if (answer === 'yes') {
    await end(answering, 'confirmed', 'yes')
    return told(answering, 'coming')
  }
  await end(answering, 'declined', 'no')
  return told(answering, 'not_coming')
}

/** People of the business read what was said last: what is open of what was said before is over with that. */
async function leaveListed(answering: Answering): Promise<void> {
  const { ctx, member, asked } = answering
  const what = WHAT_OF[asked.answer]
  const before = await listedTasks(ctx, member.id)
  const last = before[0]?.what
  // That they come is expected; and who needs another time on the phone is asked when, and then left to people.
  const isKnown =
    last === what || (last === undefined && what === 'comes') || (what === 'move' && asked.callId !== null)
  if (!isKnown)
    await leaveTask(answering, 'callback', LISTED[what], listedIntent(member.id, what, asked.callId ?? before.length))
  for (const task of before)
    if (task.status === 'open' && task.what !== what) await settleTask(ctx, task.id, 'declined')
}

/** Collected, and for people to decide: nothing is approved. */
async function toRefill(answering: Answering): Promise<AnswerTold> {
  await leaveTask(answering, 'refill', 'They answered yes when asked whether they want a refill.')
  await end(answering, 'accepted', 'yes')
  return told(answering, 'refill_asked')
}

async function leaveTask(
  { ctx, campaign, member, asked }: Answering,
  kind: 'refill' | 'callback',
  message: string,
  intentKey = `${member.id}:${kind}`,
) {
  const target = await openTarget(ctx, member)
  const { personId, callId } = asked
  const fields = target?.fields ?? {}
  await createTask(ctx, {
    kind,
    priority: 'normal',
    queue: kind === 'refill' ? 'refills' : 'front-desk',
    callId,
    personId,
    keySubject: personId,
    details: { ...fields, message, campaign: campaign.name },
    intentKey,
  })
}

/** The first who says yes has it: the campaign's object asks one after the other, and the diary gives a time to one. */
async function toOffer(answering: Answering): Promise<AnswerTold> {
  const { ctx, campaign, member } = answering
  const { slot } = contentOf(campaign)
  if (slot === undefined) return told(answering, 'slot_gone')
  const isOff = campaign.status === 'cancelled' && answering.member.status !== 'accepted'
  if (isOff) return isGone(answering)
  const taker = and(eq(campaignMembers.campaignId, campaign.id), eq(campaignMembers.status, 'accepted'))
  const first = await ctx.db.select({ id: campaignMembers.id }).from(campaignMembers).where(taker).get()
  if (first !== undefined && first.id !== member.id) return isGone(answering)
  const booked = await bookSlot(answering, slot)
  if (booked === 'taken') return isGone(answering)
  if (booked === null) return trouble(answering)
  await end(answering, 'accepted', 'yes')
  await endWaiting(ctx, campaign.id, SLOT_GONE)
  await tellOthers(answering)
  return told(answering, 'taken', booked)
}

async function bookSlot({ ctx, member, asked }: Answering, slot: OfferedSlot) {
  const offering = await findOffering(ctx, { id: slot.serviceId })
  const resource = offering?.resources.find(({ id }) => id === slot.resourceId)
  if (offering === null || resource === undefined || slot.startsAtMs <= ctx.nowMs) return 'taken'
  const target = await openTarget(ctx, member)
  const { personId, callId } = asked
  const booked = await book(ctx, {
    service: offering.service,
    resources: [resource],
    startsAtMs: slot.startsAtMs,
    holder: member.id,
    booker: { personId, callId, keySubject: personId },
    details: { name: target?.fields['name'] ?? null, phone: target?.phone ?? null, email: null, fields: {} },
    intentKey: `waitlist:${member.id}`,
  })
  if (booked.ok) return { atMs: booked.value.startsAtMs, timeZone: booked.value.timeZone }
  return booked.error.code === 'unavailable' ? null : 'taken'
}

async function isGone(answering: Answering): Promise<AnswerTold> {
  if (OPEN.has(answering.member.status)) await end(answering, 'exhausted', SLOT_GONE)
  return told(answering, 'slot_gone')
}

async function trouble(answering: Answering): Promise<AnswerTold> {
  await leaveTask(answering, 'callback', 'They answered a message of ours, and what they asked for did not work.')
  return told(answering, 'trouble')
}

/** Whoever was offered the slot in writing and has not answered is due to be told; each is, by a later tick. */
async function tellOthers({ ctx, campaign, member }: Answering): Promise<void> {
  const others = and(
    eq(campaignMembers.campaignId, campaign.id),
    eq(campaignMembers.status, 'reached'),
    ne(campaignMembers.id, member.id),
    sql`${campaignMembers.lastCode} IN ('sent', 'delivered')`,
  )
  await ctx.db
    .update(campaignMembers)
    .set({ status: 'waiting', lastCode: SLOT_GONE, nextAtMs: ctx.nowMs, updatedAtMs: ctx.nowMs })
    .where(others)
}
