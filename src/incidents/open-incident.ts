import { actorName, appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { newId } from '../kernel/ids.ts'
import { incidentCategory } from '../records/incidents/category.ts'
import { incidents } from '../records/incidents/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { AUTHORITY_MS, HIPAA_MS, platformChain, sealText, type Incident, type PlatformCtx } from './incident.ts'

export interface NewIncident {
  readonly kind: Incident['kind']
  readonly severity: Incident['severity']
  /** What happened. No names of persons. */
  readonly summary: string
  readonly tenantIds: readonly string[]
  readonly peopleCount: number | null
  readonly discoveredAtMs: number
}

/** Opens an incident: its clocks run from when it was found. Businesses are told after it is written down. */
export async function openIncident(ctx: PlatformCtx, { summary, ...told }: NewIncident): Promise<Incident> {
  const { directory, nowMs } = ctx
  const id = newId('inc', nowMs)
  const row: Incident = {
    ...told,
    id,
    status: 'open',
    sealedSummary: await sealText(ctx, id, 'summary', summary),
    authorityByMs: told.discoveredAtMs + AUTHORITY_MS,
    hipaaByMs: told.discoveredAtMs + HIPAA_MS,
    authorityToldAtMs: null,
    controllersToldAtMs: null,
    escalatedPercent: 0,
    hipaaEscalatedPercent: 0,
    sealedReport: null,
    closedAtMs: null,
    openedBy: actorName(ctx.actor),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, incidentCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const chain = platformChain(ctx)
  const detailHash = await detailHashOf(row)
  await directory.batch([
    directory.insert(incidents).values(row),
    appendAudit(chain, [{ action: 'incident.opened', subject: id, detailHash }]),
  ])
  await sealAuditQuietly(chain)
  return row
}
