import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { changeIncident, closeIncident } from '../../incidents/change-incident.ts'
import { INCIDENT_KINDS, openText, SEVERITIES, type Incident } from '../../incidents/incident.ts'
import { openIncident } from '../../incidents/open-incident.ts'
import { tellControllers } from '../../incidents/tell-controllers.ts'
import { incidents as table } from '../../records/incidents/table.ts'
import type { ApiContext } from './api-env.ts'
import { operatorResource, type Platform } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { found, Id, Instant, oneWrong, time, Time, timeOrNull } from './shape.ts'
import { tenantContext } from './tenant-context.ts'

const TENANTS_MAX = 100
const Words = z.string().trim().min(10).max(10_000)
const People = z.int().min(0).max(999_999_999).nullable()

const NewIncident = z.strictObject({
  kind: z.enum(INCIDENT_KINDS),
  severity: z.enum(SEVERITIES),
  summary: Words.describe('What happened. No names of people. Sealed.'),
  tenant_ids: z.array(Id).max(TENANTS_MAX).describe('Businesses that it touches. They are told at once.'),
  people_count: People.default(null),
  discovered_at: Instant.describe('From here the clocks run: 72 hours and 60 days.'),
})

const IncidentChange = z
  .strictObject({
    severity: z.enum(SEVERITIES),
    status: z.enum(['open', 'contained']),
    people_count: People,
    authority_told_at: Instant.nullable(),
  })
  .partial()

const IncidentObject = z
  .object({
    object: z.literal('incident'),
    id: z.string(),
    kind: z.enum(INCIDENT_KINDS),
    severity: z.enum(SEVERITIES),
    status: z.enum(table.status.enumValues),
    tenant_ids: z.array(z.string()),
    people_count: z.int().nullable(),
    discovered_at: Time,
    authority_by: Time.describe('72 hours after it was found: GDPR, article 33.'),
    hipaa_by: Time.describe('60 days after it was found: 45 CFR 164.410.'),
    authority_told_at: Time.nullable(),
    controllers_told_at: Time.nullable().describe('When all businesses that it touches had been told.'),
    escalated_percent: z.int().describe('What part of the 72 hours an alarm was raised for.'),
    hipaa_escalated_percent: z.int(),
    closed_at: Time.nullable(),
    created_at: Time,
  })
  .meta({ id: 'Incident' })

const OpenedIncident = z
  .object({ ...IncidentObject.shape, summary: z.string().nullable(), report: z.string().nullable() })
  .meta({ id: 'OpenedIncident' })

const incidentObject = (row: Incident) => ({
  object: 'incident' as const,
  id: row.id,
  kind: row.kind,
  severity: row.severity,
  status: row.status,
  tenant_ids: row.tenantIds,
  people_count: row.peopleCount,
  discovered_at: time(row.discoveredAtMs),
  authority_by: time(row.authorityByMs),
  hipaa_by: time(row.hipaaByMs),
  authority_told_at: timeOrNull(row.authorityToldAtMs),
  controllers_told_at: timeOrNull(row.controllersToldAtMs),
  escalated_percent: row.escalatedPercent,
  hipaa_escalated_percent: row.hipaaEscalatedPercent,
  closed_at: timeOrNull(row.closedAtMs),
  created_at: time(row.createdAtMs),
})

const openedIncident = async (ctx: Platform, row: Incident) => ({
  ...incidentObject(row),
  summary: await openText(ctx, row.id, 'summary', row.sealedSummary),
  report: await openText(ctx, row.id, 'report', row.sealedReport),
})

/** Tells whom it touches, and gives it as it is then. Whoever cannot be told now is told by the sweep. */
async function told(c: ApiContext, ctx: Platform, row: Incident): Promise<Incident> {
  await tellControllers(ctx, row, (tenantId) => tenantContext(c, ctx, tenantId))
  return found(await ctx.directory.select().from(table).where(eq(table.id, row.id)).get(), 'incident')
}

/** Incidents with data, for the operator. */
export const incidents = operatorResource('incidents')
  .post(
    '/',
    {
      summary: 'Open an incident',
      description:
        'Its clocks run from when it was found, and an alarm is raised at 50, 80 and 100 percent of each. Businesses that it touches get the event `incident.opened`, and a mail to their privacy contact.',
      scope: 'write',
      body: NewIncident,
      response: OpenedIncident,
      status: 201,
      example: {
        kind: 'breach',
        severity: 'high',
        summary: 'A backup was readable by somebody of another department.',
        tenant_ids: ['ten_01k5m3x8q2v7w9y0z1a2b3c4d5'],
        discovered_at: '2026-03-02T15:04:05Z',
      },
    },
    async ({ ctx, body, c }) => {
      const {
        kind,
        severity,
        summary,
        tenant_ids: tenantIds,
        people_count: peopleCount,
        discovered_at: discoveredAtMs,
      } = body
      if (discoveredAtMs > ctx.nowMs) throw oneWrong('/discovered_at', 'future', 'This has not been yet.')
      for (const tenantId of tenantIds) await tenantContext(c, ctx, tenantId)
      const row = await openIncident(ctx, { kind, severity, summary, tenantIds, peopleCount, discoveredAtMs })
      return openedIncident(ctx, await told(c, ctx, row))
    },
  )
  .get(
    '/',
    { summary: 'List incidents', scope: 'read', query: ListQuery, response: listOf(IncidentObject) },
    ({ ctx, query }) => listPage({ db: ctx.directory, table, where: undefined, query }, incidentObject),
  )
  .get('/:id', { summary: 'Get an incident', scope: 'read', response: OpenedIncident }, async ({ ctx, params }) =>
    openedIncident(
      ctx,
      found(await ctx.directory.select().from(table).where(eq(table.id, params.id)).get(), 'incident'),
    ),
  )
  .patch(
    '/:id',
    {
      summary: 'Say more of an incident',
      scope: 'write',
      body: IncidentChange,
      response: OpenedIncident,
      example: { status: 'contained', authority_told_at: '2026-03-03T09:00:00Z' },
    },
    async ({ ctx, params, body }) => {
      const { severity, status, people_count: peopleCount, authority_told_at: authorityToldAtMs } = body
      if (typeof authorityToldAtMs === 'number' && authorityToldAtMs > ctx.nowMs)
        throw oneWrong('/authority_told_at', 'future', 'This has not been yet.')
      const change = { severity, status, peopleCount, authorityToldAtMs }
      return openedIncident(ctx, await changeIncident(ctx, params.id, change))
    },
  )
  .post(
    '/:id/close',
    {
      summary: 'Close an incident',
      description: 'With its report. Businesses that it touched get the event `incident.closed`.',
      scope: 'write',
      body: z.strictObject({ report: Words.describe('What happened, whom it touched, and what was done. Sealed.') }),
      response: OpenedIncident,
      example: { report: 'The backup was deleted before anybody had opened it.' },
    },
    async ({ ctx, params, body, c }) =>
      openedIncident(ctx, await told(c, ctx, await closeIncident(ctx, params.id, body.report))),
  )
