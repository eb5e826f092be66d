import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import type { contactDecisions } from '../records/contact-decisions/table.ts'
import type { ContactAsk } from './contact.ts'
import { decisionRow, type MadeDecision } from './file-decisions.ts'
import { fileOwed } from './file-owed-decisions.ts'
import { identityTokenOf } from './identity-of.ts'

/** Asks the gate whether somebody may be contacted, and keeps what it said. Nothing begins. */
export async function decideContact(
  ctx: Ctx,
  personId: string,
  ask: ContactAsk,
): Promise<typeof contactDecisions.$inferSelect> {
  const { tenantId, region, livemode } = ctx
  const pins = { tenantId, region, livemode, personId }
  const { decision, agreementId } = await ctx.objects.thread(personId).askContact(pins, ask, 0)
  const made: MadeDecision = {
    id: newId('dec', ctx.nowMs),
    channel: ask.channel,
    purpose: ask.purpose,
    decision,
    agreementId,
    personId,
    identityToken: ask.phone === null ? null : await identityTokenOf(ctx, { phone: ask.phone }),
    subjectId: null,
    campaignId: null,
    decidedAtMs: ctx.nowMs,
  }
  await fileOwed(ctx, [made])
  return decisionRow(ctx, made)
}
