import { and, eq, isNull, ne } from 'drizzle-orm'
import { actorName } from '../../audit/append.ts'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { closures } from '../../records/closures/table.ts'
import { COOLING_OFF_DAYS, daysAfter, keptUntil, type ClosureRow } from './closure.ts'
import { openClosure } from './find-closure.ts'
import { tellOfClosure } from './tell.ts'

/**
 * Asks for the business to be closed. Nothing happens until another key agrees, and what nobody agrees to lapses.
 *
 * Asked again while one is under way, it is that one.
 */
export async function askClosure(ctx: Ctx): Promise<ClosureRow> {
  const { directory, tenantId, nowMs } = ctx
  const known = await openClosure(directory, tenantId, 'closure')
  if (known !== undefined) return known
  const effectiveAtMs = daysAfter(nowMs, COOLING_OFF_DAYS)
  const row: ClosureRow = {
    id: newId('clo', nowMs),
    tenantId,
    kind: 'closure',
    status: 'announced',
    sealedSuccessor: null,
    requestedBy: actorName(ctx.actor),
    approvedBy: null,
    stoppedBy: null,
    announcedAtMs: nowMs,
    effectiveAtMs,
    erasesAtMs: null,
    nextLookAtMs: 0,
    progress: {},
    receipt: null,
    signature: null,
    completedAtMs: null,
    expiresAtMs: keptUntil(effectiveAtMs),
  }
  await directory.insert(closures).values(row)
  await tellOfClosure(ctx, 'account.closing', row)
  return row
}

/**
 * Agrees to the closing that another key asked for: from now on it can be called off for {@link COOLING_OFF_DAYS} days.
 *
 * Undefined when there is none; the same row when the key that asked agrees with itself, or it was agreed to before.
 */
export async function approveClosure(ctx: Ctx): Promise<ClosureRow | undefined> {
  const known = await openClosure(ctx.directory, ctx.tenantId, 'closure')
  if (known === undefined) return undefined
  const by = actorName(ctx.actor)
  const [approved] = await ctx.directory
    .update(closures)
    .set({ approvedBy: by, effectiveAtMs: daysAfter(ctx.nowMs, COOLING_OFF_DAYS) })
    .where(
      and(
        eq(closures.id, known.id),
        eq(closures.status, 'announced'),
        isNull(closures.approvedBy),
        ne(closures.requestedBy, by),
      ),
    )
    .returning()
  if (approved === undefined) return known
  await tellOfClosure(ctx, 'account.closing', approved)
  return approved
}

/** Calls a closing off. Undefined when there is none that still can be. */
export async function cancelClosure(ctx: Ctx): Promise<ClosureRow | undefined> {
  const [cancelled] = await ctx.directory
    .update(closures)
    .set({ status: 'cancelled', stoppedBy: actorName(ctx.actor), completedAtMs: ctx.nowMs })
    .where(and(eq(closures.tenantId, ctx.tenantId), eq(closures.kind, 'closure'), eq(closures.status, 'announced')))
    .returning()
  if (cancelled !== undefined) await tellOfClosure(ctx, 'account.closure_cancelled', cancelled)
  return cancelled
}
