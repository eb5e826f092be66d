import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { filingDecisions, type MadeDecision } from './file-decisions.ts'

/** Files decisions with their entries in the audit chain, in one batch. Safe to repeat. */
export async function fileOwed(ctx: Ctx, owed: readonly MadeDecision[]): Promise<void> {
  const [first, ...others] = await filingDecisions(ctx, owed)
  if (first === undefined) return
  await ctx.db.batch([first, ...others])
  await sealAuditQuietly(ctx)
}
