import { and, eq, isNull, isNotNull, lte, or } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx, Db } from '../context.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { findTenant } from '../tenants/change-tenant.ts'
import { mayBeTold, type LegalProcess } from './legal-process.ts'

/** Processes of one run. */
const PER_RUN_MAX = 100

/**
 * Tells the business that something of its was handed over: by an event, and by mail to its privacy contact. Once, and not while a
 * court forbids it. Gives whether it is told by now.
 */
export async function tellController(ctx: Ctx, row: LegalProcess): Promise<boolean> {
  if (row.controllerToldAtMs !== null) return true
  if (row.disclosedAtMs === null || !mayBeTold(row, ctx.nowMs)) return false
  const { id, kind, categories, personId } = row
  const disclosedAt = new Date(row.disclosedAtMs).toISOString()
  // The mail first: owed twice it is one, and what was told is not told again.
  const contact = (await findTenant(ctx.directory, ctx.tenantId))?.privacyContact ?? null
  if (contact !== null) await oweMail(ctx, noticeOf(row, contact, disclosedAt))
  const its = and(eq(legalProcesses.id, id), isNull(legalProcesses.controllerToldAtMs))
  const detailHash = await detailHashOf({ id, disclosedAt })
  const told = { legal_process_id: id, kind, categories, person_id: personId, disclosed_at: disclosedAt }
  await ctx.db.batch([
    emitWhile(ctx, 'legal.disclosed', told, { table: legalProcesses, condition: its }),
    ctx.db.update(legalProcesses).set({ controllerToldAtMs: ctx.nowMs }).where(its),
    appendAudit(ctx, [{ action: 'legal.noticed', subject: id, detailHash }], { once: true }),
  ])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return true
}

const noticeOf = ({ id, kind, categories }: LegalProcess, to: string, disclosedAt: string) => ({
  kind: 'business_notice',
  onceKey: `legal:${id}`,
  to,
  from: 'privacy' as const,
  subject: 'Something of yours was handed over to an authority',
  text: [
    `A ${kind.replaceAll('_', ' ')} demanded data that we keep for you, and two of us checked that the law leaves no choice.`,
    `Handed over on ${disclosedAt.slice(0, 10)}, of one person: ${categories.join(', ')}.`,
    `Quote ${id} when you ask us about it. The disclosure is in the accounting of the person it is about.`,
  ].join('\n\n'),
})

/** What was handed over while a court forbade to tell, and may be told of by now. */
export const owedNotices = (db: Db, nowMs: number): Promise<readonly LegalProcess[]> =>
  db
    .select()
    .from(legalProcesses)
    .where(
      and(
        isNotNull(legalProcesses.disclosedAtMs),
        isNull(legalProcesses.controllerToldAtMs),
        or(eq(legalProcesses.gagged, false), lte(legalProcesses.gagEndsAtMs, nowMs)),
      ),
    )
    .limit(PER_RUN_MAX)
