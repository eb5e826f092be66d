import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { errorName, log } from '../../kernel/log.ts'
import { exports } from '../../records/exports/table.ts'
import type { ExportProgress, ExportRow } from './export-progress.ts'
import { FRESH_PROGRESS, progressOf } from './export-progress.ts'
import { makeStep, STEP_LIMITS, type StepDone } from './make-step.ts'

/** Who went away in the middle of a step is waited for no longer than this. */
const LEASE_MS = 5 * 60_000
/** Tries in a row that came to nothing: then it is given up, and said to be. */
const FAILURES_MAX = 20

/**
 * Goes on with an export until it is ready, or `stepsMax` steps are done. Says how it stands.
 *
 * A step is done by one at a time; one that was lost in the middle is done again, from where the last whole one ended. Never
 * throws: what fails is tried again by the sweep.
 */
export async function workExport(
  ctx: Ctx,
  exportId: string,
  stepsMax: number,
  limits = STEP_LIMITS,
): Promise<ExportRow['status'] | null> {
  for (let step = 0; step < stepsMax; step += 1) {
    const row = await claim(ctx, exportId)
    if (row === null) break
    try {
      const done = await makeStep(ctx, row, limits)
      await (done === null ? giveUp(ctx, row, 'no_key') : keep(ctx, row, done))
    } catch (error) {
      await failed(ctx, row, errorName(error))
      break
    }
  }
  const its = and(eq(exports.id, exportId), eq(exports.tenantId, ctx.tenantId))
  return (await ctx.db.select({ status: exports.status }).from(exports).where(its).get())?.status ?? null
}

/** The export, for whoever got it: null while somebody else is at it, and when there is nothing left to do. */
async function claim(ctx: Ctx, exportId: string): Promise<ExportRow | null> {
  const untilMs = ctx.nowMs + LEASE_MS
  const [row] = await ctx.db
    .update(exports)
    .set({ progress: sql`json_set(${exports.progress}, '$.leasedUntilMs', ${untilMs})` })
    .where(
      and(
        eq(exports.id, exportId),
        eq(exports.tenantId, ctx.tenantId),
        eq(exports.status, 'making'),
        sql`${exports.progress} ->> '$.leasedUntilMs' <= ${ctx.nowMs}`,
      ),
    )
    .returning()
  return row ?? null
}

/** Still the one who claimed it, and nobody else since. */
const claimed = ({ id }: ExportRow, { steps, leasedUntilMs }: ExportProgress) =>
  and(
    eq(exports.id, id),
    eq(exports.status, 'making'),
    sql`${exports.progress} ->> '$.steps' = ${steps}`,
    sql`${exports.progress} ->> '$.leasedUntilMs' = ${leasedUntilMs}`,
  )

async function keep(ctx: Ctx, row: ExportRow, { progress, ready }: StepDone): Promise<void> {
  const before = progressOf(row)
  const kept = { ...progress, steps: before.steps + 1, failures: 0, leasedUntilMs: 0 }
  const set = { progress: { ...kept }, ...(ready !== null && { status: 'ready' as const, ...ready }) }
  const [changed] = await ctx.db.update(exports).set(set).where(claimed(row, before)).returning({ id: exports.id })
  if (changed === undefined || ready === null) return
  const { id, personId, requestId, expiresAtMs } = row
  const told = { export_id: id, person_id: personId, request_id: requestId, status: 'ready' }
  await ctx.db.batch([emit(ctx, 'export.ready', { ...told, expires_at: new Date(expiresAtMs).toISOString() })])
  await wakeQuietly(ctx)
}

/** Left for the next try. An upload that nobody goes on with is dropped by R2 itself, so it is begun anew. */
async function failed(ctx: Ctx, row: ExportRow, error: string): Promise<void> {
  const progress = progressOf(row)
  log.warn('export.step_failed', { exportId: row.id, error, failures: progress.failures })
  if (progress.failures + 1 >= FAILURES_MAX) return giveUp(ctx, row, 'failed')
  const again = error === 'UploadLost' ? FRESH_PROGRESS : progress
  const kept = { ...again, steps: progress.steps + 1, failures: progress.failures + 1, leasedUntilMs: 0 }
  await ctx.db
    .update(exports)
    .set({ progress: { ...kept } })
    .where(claimed(row, progress))
}

async function giveUp(ctx: Ctx, row: ExportRow, why: 'no_key' | 'failed'): Promise<void> {
  log.error('export.given_up', { exportId: row.id, why })
  const { id, personId, requestId } = row
  const told = { export_id: id, person_id: personId, request_id: requestId, status: 'failed', expires_at: null }
  await ctx.db.batch([
    ctx.db
      .update(exports)
      .set({ status: 'failed' })
      .where(and(eq(exports.id, row.id), eq(exports.status, 'making'))),
    emit(ctx, 'export.failed', told),
  ])
  await wakeQuietly(ctx)
}
