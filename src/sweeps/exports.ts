import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { deliverExport } from '../privacy/export/deliver-export.ts'
import { workExport } from '../privacy/export/work-export.ts'
import { exports } from '../records/exports/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const EXPORTS_PER_RUN_MAX = 10
/** With what a step may hold, a run stays well within what an invocation may do. */
const STEPS_PER_EXPORT_MAX = 8

interface ExportSweep extends SweepDeps {
  /** Origin of the site. */
  readonly publicUrl: string
}

/** Goes on with exports that are being made, and sends the links of those that somebody waits for. Returns how many. */
export async function sweepExports(deps: ExportSweep, stores: RegionStores): Promise<number> {
  const making = await stores.db
    .select()
    .from(exports)
    .where(eq(exports.status, 'making'))
    .orderBy(asc(exports.createdAtMs))
    .limit(EXPORTS_PER_RUN_MAX)
  let done = 0
  for (const row of making)
    if ((await workExport(contextFor(deps, stores, row, 'exports'), row.id, STEPS_PER_EXPORT_MAX)) === 'ready')
      done += 1
  const owed = and(
    eq(exports.status, 'ready'),
    isNotNull(exports.requestId),
    isNull(exports.linkEndsAtMs),
    gt(exports.expiresAtMs, deps.nowMs),
  )
  const ready = await stores.db.select().from(exports).where(owed).limit(EXPORTS_PER_RUN_MAX)
  for (const row of ready) {
    try {
      if (await deliverExport(contextFor(deps, stores, row, 'exports'), row, deps.publicUrl)) done += 1
    } catch (error) {
      log.warn('export.not_delivered', { exportId: row.id, error: errorName(error) })
    }
  }
  return done
}
