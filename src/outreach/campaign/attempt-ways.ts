import { and, eq } from 'drizzle-orm'
import type { Purpose } from '../../consent/contact.ts'
import { NOWHERE_KNOWN } from '../../consent/contact.ts'
import { placeOf } from '../../consent/clock/place-of.ts'
import { identityTokensOf } from '../../consent/identity-of.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { personUnder } from '../../people/known-as.ts'
import { calls } from '../../records/calls/table.ts'
import { messages } from '../../records/messages/table.ts'
import { people } from '../../records/people/table.ts'
import { callSomebody } from '../dial/call-somebody.ts'
import { attemptFields } from './attempt-fields.ts'
import { contentOf, type CampaignRow, type MemberRow, type Target } from './campaign.ts'
import { filledIn } from './fields-in.ts'
import { attemptKey, hindered, openTarget, sendAttempt, type Attempt, type Hindered } from './start-attempt.ts'

/** Begins the attempt of a member on the channel they have come to. Asked again it is the same attempt. */
export async function beginAttempt(
  ctx: Ctx,
  campaign: CampaignRow,
  member: MemberRow,
): Promise<Result<string, Hindered>> {
  if (await isErased(ctx, member)) return err({ code: 'pointless', nextAllowedAtMs: null })
  const target = await openTarget(ctx, member)
  const fields = target === null ? null : await attemptFields(ctx, campaign, member, target)
  if (target === null || fields === null) return err({ code: 'pointless', nextAllowedAtMs: null })
  const attempt = { campaign, member, target, fields, key: attemptKey(member) }
  const channel = campaign.channels[member.channelAt]
  return channel === 'sms' || channel === 'whatsapp' ? sendAttempt(ctx, attempt, channel) : dialAttempt(ctx, attempt)
}

/** Whoever was contacted before and is not known any more is not made known again. */
async function isErased(ctx: Ctx, { personId }: MemberRow): Promise<boolean> {
  if (personId === null) return false
  const theirs = and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId))
  return (await ctx.db.select({ id: people.id }).from(people).where(theirs).get()) === undefined
}

/** Makes the call of an attempt. Gives its id, or why there is none. */
async function dialAttempt(ctx: Ctx, attempt: Attempt): Promise<Result<string, Hindered>> {
  const { campaign, member, target, fields, key } = attempt
  const content = contentOf(campaign)
  const words = content.voice?.text
  try {
    const dialled = await callSomebody(ctx, {
      to: target.phone,
      purpose: campaign.purpose as Purpose,
      from: null,
      agentId: campaign.agentId,
      whenClosed: 'refuse',
      about: {
        ...(member.bookingId !== null && { bookingId: member.bookingId }),
        ...(member.bookingId === null && campaign.kind === 'reminder' && { isListed: true }),
        fields: { ...fields, ...(words && { message: filledIn(words, fields) }) },
      },
      campaign: { id: campaign.id, memberId: member.id },
      key,
    })
    return ok(dialled.id)
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(hindered(thrown))
    throw thrown
  }
}

/** Takes an attempt back that has not reached anybody. False when it is on its way, or over. */
export async function takeBackAttempt(ctx: Ctx, member: MemberRow): Promise<boolean> {
  const { subjectId } = member
  if (subjectId === null) return true
  const [[message], [call]] = await ctx.db.batch([
    ctx.db
      .select({ personId: messages.personId })
      .from(messages)
      .where(and(eq(messages.id, subjectId), eq(messages.tenantId, ctx.tenantId))),
    ctx.db
      .select({ personId: calls.personId })
      .from(calls)
      .where(and(eq(calls.id, subjectId), eq(calls.tenantId, ctx.tenantId))),
  ])
  if (message !== undefined) return ctx.objects.thread(message.personId).cancel(subjectId)
  const personId = call?.personId ?? (await personOf(ctx, member))
  if (personId === null) return false
  const thread = ctx.objects.thread(personId)
  return (await thread.cancelDial(subjectId)) || thread.cancel(subjectId)
}

/** In whose thread an attempt is that no row speaks of yet. */
async function personOf(ctx: Ctx, member: MemberRow): Promise<string | null> {
  const target = await openTarget(ctx, member)
  return target === null ? null : personUnder(ctx, await identityTokensOf(ctx, { phone: target.phone }))
}

/** Where somebody may be by their number alone: what else is known of it the gate knows. */
export const zonesOfTarget = ({ phone }: Target): readonly string[] => placeOf(phone, NOWHERE_KNOWN).zones
