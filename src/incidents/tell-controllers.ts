import { and, eq } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { errorName, log } from '../kernel/log.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { auditEntries } from '../records/audit/table.ts'
import { incidents } from '../records/incidents/table.ts'
import { findTenant } from '../tenants/change-tenant.ts'
import type { ContextOf, Incident, PlatformCtx } from './incident.ts'

type What = 'opened' | 'closed'

/**
 * Tells every business that an incident touches, by event and by mail to its privacy contact, each once however often it is tried.
 * One that cannot be told now is told by the next run. Gives whether all are.
 */
export async function tellControllers(ctx: PlatformCtx, incident: Incident, contextOf: ContextOf): Promise<boolean> {
  let isAll = true
  for (const tenantId of incident.tenantIds) isAll = (await tellOne(incident, await contextOf(tenantId))) && isAll
  if (isAll && incident.controllersToldAtMs === null)
    await ctx.directory.update(incidents).set({ controllersToldAtMs: ctx.nowMs }).where(eq(incidents.id, incident.id))
  return isAll
}

/** However soon it was closed: that there was one is what the business must know, and hears first. */
async function tellOne(incident: Incident, ctx: Ctx | null): Promise<boolean> {
  if (ctx === null) return true
  try {
    await tell(ctx, incident, 'opened')
    if (incident.status === 'closed') await tell(ctx, incident, 'closed')
    return true
  } catch (error) {
    log.error('incident.not_told', { incidentId: incident.id, tenantId: ctx.tenantId, error: errorName(error) })
    return false
  }
}

async function tell(ctx: Ctx, incident: Incident, what: What): Promise<void> {
  const subject = `${incident.id}.${what}`
  const known = and(eq(auditEntries.tenantId, ctx.tenantId), eq(auditEntries.subject, subject))
  if ((await ctx.db.select({ seq: auditEntries.seq }).from(auditEntries).where(known).get()) !== undefined) return
  const contact = (await findTenant(ctx.directory, ctx.tenantId))?.privacyContact ?? null
  // The mail first: owed twice it is one, and whoever was told by the event is not told again.
  if (contact !== null) await oweMail(ctx, mailOf(incident, what, contact))
  else log.warn('incident.no_privacy_contact', { incidentId: incident.id, tenantId: ctx.tenantId })
  const detailHash = await detailHashOf({ incidentId: incident.id, what })
  await ctx.db.batch([
    what === 'opened' ? openedEvent(ctx, incident) : closedEvent(ctx, incident),
    appendAudit(ctx, [{ action: 'incident.told', subject, detailHash }], { once: true }),
  ])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

const openedEvent = (ctx: Ctx, { id, kind, severity, discoveredAtMs, authorityByMs, hipaaByMs }: Incident) =>
  emit(ctx, 'incident.opened', {
    incident_id: id,
    kind,
    severity,
    discovered_at: iso(discoveredAtMs),
    authority_by: iso(authorityByMs),
    hipaa_by: iso(hipaaByMs),
  })

const closedEvent = (ctx: Ctx, { id, kind, closedAtMs }: Incident) =>
  emit(ctx, 'incident.closed', { incident_id: id, kind, closed_at: iso(closedAtMs ?? ctx.nowMs) })

function mailOf({ id, kind, severity, discoveredAtMs, authorityByMs, hipaaByMs }: Incident, what: What, to: string) {
  const opened = [
    `Something went wrong with data, and data of yours may be touched: ${kind.replaceAll('_', ' ')}, ${severity}.`,
    `We found it on ${iso(discoveredAtMs)}. Where the GDPR holds, your authority is to be told by ${iso(authorityByMs)}; under HIPAA people are to be told by ${iso(hipaaByMs)} at the latest.`,
    `We tell you more as we know more. Quote ${id} when you ask.`,
  ]
  const closed = [`The incident ${id} is over. Ask us for its report.`]
  return {
    kind: 'business_notice',
    onceKey: `incident:${id}:${what}`,
    to,
    from: 'privacy' as const,
    subject: what === 'opened' ? `An incident that may touch your data (${id})` : `The incident ${id} is over`,
    text: (what === 'opened' ? opened : closed).join('\n\n'),
  }
}
