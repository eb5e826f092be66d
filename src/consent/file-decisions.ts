import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { contactDecisionCategory } from '../records/contact-decisions/category.ts'
import { contactDecisions } from '../records/contact-decisions/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import type { ContactChannel, ContactDecision, Purpose } from './contact.ts'

/** A decision of the gate that is to be kept. */
export interface MadeDecision {
  /** `dec_…`, made when it was decided: filed again it is the same. */
  readonly id: string
  readonly channel: ContactChannel
  readonly purpose: Purpose
  readonly decision: ContactDecision
  /** The consent or attestation that it stood on. */
  readonly agreementId: string | null
  readonly personId: string | null
  readonly identityToken: string | null
  /** The call or message that was to begin; null where it was only asked. */
  readonly subjectId: string | null
  readonly campaignId: string | null
  readonly decidedAtMs: number
}

type DecisionRow = typeof contactDecisions.$inferSelect

/** The row of a decision, as it is kept and as its audit entry tells of it. */
export function decisionRow(ctx: Pick<Ctx, 'tenantId' | 'livemode'>, made: MadeDecision): DecisionRow {
  const { decision, ...about } = made
  const { tenantId, livemode } = ctx
  const keepDays = contactDecisionCategory.keepDays ?? Number.POSITIVE_INFINITY
  return { ...about, ...decision, tenantId, livemode, expiresAtMs: expiryOf(made.decidedAtMs, keepDays) }
}

/** Statements for a batch: the decisions and their entries in the audit chain. Safe to repeat. `sealAudit` comes after. */
export async function filingDecisions(
  ctx: Ctx,
  made: readonly MadeDecision[],
): Promise<readonly BatchItem<'sqlite'>[]> {
  if (made.length === 0) return []
  const rows = made.map((one) => decisionRow(ctx, one))
  const entries = await Promise.all(
    rows.map(async (row) => ({
      action: 'contact.decided' as const,
      subject: row.id,
      detailHash: await detailHashOf(row),
    })),
  )
  const kept = rows.map((row) => ctx.db.insert(contactDecisions).values(row).onConflictDoNothing())
  return [...kept, appendAudit(ctx, entries, { once: true })]
}
