import { and, eq, ne } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { Refusal } from '../kernel/refusal.ts'
import { incidentCategory } from '../records/incidents/category.ts'
import { incidents } from '../records/incidents/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { platformChain, sealText, type Incident, type PlatformCtx } from './incident.ts'

/** What may be said of an incident while it is open. Left out, it stays. */
export interface IncidentChange {
  readonly severity?: Incident['severity'] | undefined
  readonly status?: 'open' | 'contained' | undefined
  readonly peopleCount?: number | null | undefined
  readonly authorityToldAtMs?: number | null | undefined
}

/**
 * Says more of an incident that is not closed.
 *
 * @throws Refusal not_found, or conflict when it is closed.
 */
export const changeIncident = (ctx: PlatformCtx, id: string, change: IncidentChange): Promise<Incident> =>
  write(ctx, id, { ...change })

/**
 * Closes an incident with the report of what came of it. It is kept for six years from then on.
 *
 * @throws Refusal not_found, or conflict when it is closed.
 */
export async function closeIncident(ctx: PlatformCtx, id: string, report: string): Promise<Incident> {
  const keepDays = incidentCategory.keepDays ?? Number.POSITIVE_INFINITY
  return write(ctx, id, {
    status: 'closed',
    sealedReport: await sealText(ctx, id, 'report', report),
    closedAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, keepDays),
  })
}

/** Of an update, drizzle leaves out what is undefined. */
type Change = { readonly [Name in keyof Incident]?: Incident[Name] | undefined }

async function write(ctx: PlatformCtx, id: string, change: Change): Promise<Incident> {
  const { directory, nowMs } = ctx
  const chain = platformChain(ctx)
  const isOpen = and(eq(incidents.id, id), ne(incidents.status, 'closed'))
  const [changed] = await directory
    .update(incidents)
    .set({ ...change, updatedAtMs: nowMs })
    .where(isOpen)
    .returning()
  if (changed === undefined) throw await refused(ctx, id)
  const detailHash = await detailHashOf(changed)
  await directory.batch([appendAudit(chain, [{ action: 'incident.changed', subject: id, detailHash }])])
  await sealAuditQuietly(chain)
  return changed
}

async function refused({ directory }: PlatformCtx, id: string): Promise<Refusal> {
  const row = await directory.select({ id: incidents.id }).from(incidents).where(eq(incidents.id, id)).get()
  return row === undefined
    ? new Refusal('not_found', 'There is no such incident.')
    : new Refusal('conflict', 'This incident is closed.')
}
