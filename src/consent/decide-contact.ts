import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import type { contactDecisions } from '../records/contact-decisions/table.ts'
import type { ContactAsk } from './contact.ts'
import { decisionRow, type MadeDecision } from './file-decisions.ts'
import { fileOwed } from './file-owed-decisions.ts'
import { identityTokenOf } from './identity-of.ts'
import type { Judgement } from './known-facts.ts'

type DecisionRow = typeof contactDecisions.$inferSelect

/** Asks the gate whether somebody may be contacted, and keeps what it said. Nothing begins. */
export async function decideContact(ctx: Ctx, personId: string, ask: ContactAsk): Promise<DecisionRow> {
  const { tenantId, region, livemode } = ctx
  const pins = { tenantId, region, livemode, personId }
  return keepDecision(ctx, personId, ask, await ctx.objects.thread(personId).askContact(pins, ask, 0))
}

/** Keeps what the gate said of a contact that did not begin. `personId` is null for somebody who is not known. */
export async function keepDecision(
  ctx: Ctx,
  personId: string | null,
  ask: ContactAsk,
  { decision, agreementId }: Pick<Judgement, 'decision' | 'agreementId'>,
): Promise<DecisionRow> {
  const made: MadeDecision = {
    id: newId('dec', ctx.nowMs),
    channel: ask.channel,
    purpose: ask.purpose,
    decision,
    agreementId,
    personId,
    identityToken: await nameOfAsked(ctx, ask),
    subjectId: null,
    campaignId: null,
    decidedAtMs: ctx.nowMs,
  }
  await fileOwed(ctx, [made])
  return decisionRow(ctx, made)
}

async function nameOfAsked(ctx: Ctx, { phone, userId = null }: ContactAsk): Promise<string | null> {
  if (phone !== null) return identityTokenOf(ctx, { phone })
  return userId === null ? null : identityTokenOf(ctx, { userId })
}
