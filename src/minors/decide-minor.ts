import { and, eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Actor, Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { deleteContent } from './delete-content.ts'
import type { MinorFlag } from './flag-minor.ts'

const nameOf = (actor: Actor): string => (actor.type === 'api_key' ? `api_key:${actor.keyId}` : actor.type)

/**
 * Ends a flag: what it seals off is read again, or is gone. Without a word from the business the sweep deletes.
 *
 * @returns the flag as it is then; null where it had been decided otherwise.
 */
export async function decideMinor(ctx: Ctx, flag: MinorFlag, decision: 'keep' | 'delete'): Promise<MinorFlag | null> {
  const status = decision === 'keep' ? ('kept' as const) : ('deleted' as const)
  if (flag.status !== 'sealed') return flag.status === status ? flag : null
  const decided = { status, decidedBy: nameOf(ctx.actor), decidedAtMs: ctx.nowMs }
  const told = {
    flag_id: flag.id,
    status,
    source: flag.source,
    ...(flag.personId !== null && { person_id: flag.personId }),
  }
  const detailHash = await detailHashOf({ id: flag.id, ...decided })
  const statements: readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] = [
    ctx.db
      .update(minorFlags)
      .set(decided)
      .where(and(eq(minorFlags.id, flag.id), eq(minorFlags.status, 'sealed'))),
    emit(ctx, 'minor.settled', told),
    appendAudit(ctx, [{ action: 'minor.decided', subject: flag.id, detailHash }], { once: true }),
  ]
  if (decision === 'keep') await ctx.db.batch(statements)
  else await deleteContent(ctx, flag.contents, statements)
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return { ...flag, ...decided }
}
