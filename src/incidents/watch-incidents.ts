import { eq, gt, isNull, ne, or } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { log } from '../kernel/log.ts'
import { incidents } from '../records/incidents/table.ts'
import { escalationAt } from './escalation.ts'
import type { ContextOf, Incident, PlatformCtx } from './incident.ts'
import { tellControllers } from './tell-controllers.ts'

/** Incidents of one run. */
const PER_RUN_MAX = 200

/** So long whoever could not be told of an end is told still. */
const TELL_MS_MAX = 24 * 60 * 60 * 1000

/** Those that are open, were closed lately, or whose businesses are not all told. */
const watched = (directory: Db, nowMs: number): Promise<readonly Incident[]> =>
  directory
    .select()
    .from(incidents)
    .where(
      or(
        ne(incidents.status, 'closed'),
        isNull(incidents.controllersToldAtMs),
        gt(incidents.closedAtMs, nowMs - TELL_MS_MAX),
      ),
    )
    .limit(PER_RUN_MAX)

/** Tells businesses that are not told yet, and raises the alarm as the clocks run out. Gives how many it had to do with. */
export async function watchIncidents(ctx: PlatformCtx, contextOf: ContextOf): Promise<number> {
  let done = 0
  for (const incident of await watched(ctx.directory, ctx.nowMs)) {
    const isClosed = incident.status === 'closed'
    if (incident.controllersToldAtMs === null || isClosed) await tellControllers(ctx, incident, contextOf)
    if (incident.controllersToldAtMs === null) done += 1
    if (!isClosed && (await escalate(ctx, incident))) done += 1
  }
  return done
}

/** An alarm is raised once for each step of each clock; the one of the authority stops when that was told. */
async function escalate({ directory, nowMs }: PlatformCtx, incident: Incident): Promise<boolean> {
  const { id, discoveredAtMs, authorityByMs, hipaaByMs, authorityToldAtMs } = incident
  const authority = authorityToldAtMs === null ? escalationAt(discoveredAtMs, authorityByMs, nowMs) : 0
  const hipaa = escalationAt(discoveredAtMs, hipaaByMs, nowMs)
  const isNew = authority > incident.escalatedPercent || hipaa > incident.hipaaEscalatedPercent
  if (!isNew) return false
  if (authority > incident.escalatedPercent)
    log.error('incident.clock', { incidentId: id, clock: 'authority', percent: authority })
  if (hipaa > incident.hipaaEscalatedPercent)
    log.error('incident.clock', { incidentId: id, clock: 'hipaa', percent: hipaa })
  await directory
    .update(incidents)
    .set({
      escalatedPercent: Math.max(authority, incident.escalatedPercent),
      hipaaEscalatedPercent: Math.max(hipaa, incident.hipaaEscalatedPercent),
    })
    .where(eq(incidents.id, id))
  return true
}
