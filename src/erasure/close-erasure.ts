import { and, desc, eq, isNull } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAudit } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import { auditEntries } from '../records/audit/table.ts'
import { erasures } from '../records/erasures/table.ts'
import type { ErasureProgress, ErasureRow } from './progress.ts'

/**
 * Tells of the erasure, once: the event, the entry in the audit chain, and the row, which names nobody from then on. Safe to repeat.
 *
 * @returns where in the chain it is.
 */
export async function closeErasure(
  ctx: Ctx,
  { id, personId, subjectToken }: ErasureRow,
  { keys = [] }: ErasureProgress,
): Promise<Pick<ErasureProgress, 'auditSeq' | 'auditHash'>> {
  const open = and(eq(erasures.id, id), isNull(erasures.completedAtMs))
  const detailHash = await detailHashOf({ id, subjectToken, keys })
  const data = { person_id: personId ?? '', erasure_id: id, at: new Date(ctx.nowMs).toISOString() }
  if (personId !== null)
    await ctx.db.batch([
      emitWhile(ctx, 'person.erased', data, { table: erasures, condition: open }),
      appendAudit(ctx, [{ action: 'person.erased', subject: id, detailHash }], { once: true }),
      ctx.db.update(erasures).set({ completedAtMs: ctx.nowMs, personId: null }).where(open),
    ])
  await sealAudit(ctx)
  await wakeQuietly(ctx)
  const its = and(
    eq(auditEntries.tenantId, ctx.tenantId),
    eq(auditEntries.subject, id),
    eq(auditEntries.action, 'person.erased'),
  )
  const entry = await ctx.db
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(its)
    .orderBy(desc(auditEntries.seq))
    .get()
  return { auditSeq: entry?.seq ?? 0, auditHash: entry?.hash ?? '' }
}
