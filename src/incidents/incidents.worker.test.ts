import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, OPERATOR_KEY } from '../../test/api-client.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { sweepIncidents } from '../sweeps/incidents.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const HOUR_MS = 3_600_000

const operator = (path: string, body?: unknown, method?: string) =>
  ask(OPERATOR_KEY, path, { ...(body !== undefined && { body }), ...(method !== undefined && { method }) })

const eventsOf = async ({ key }: { key: string }, type: string) =>
  (await ask(key, '/events?limit=50')).json.data.filter((event: { type: string }) => event.type === type)

const mailsTo = (tenantId: string) =>
  env.DB.prepare('SELECT kind, once_key FROM outgoing_mails WHERE tenant_id = ? ORDER BY once_key DESC')
    .bind(tenantId)
    .all()

/** What the log says of clocks while `work` runs. */
async function alarms(work: () => Promise<unknown>): Promise<unknown[]> {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await work()
  const lines = errors.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
  errors.mockRestore()
  return lines.filter(({ event }) => event === 'incident.clock').map(({ clock, percent }) => [clock, percent])
}

test('an incident is told to whom it touches, once; its clocks of 72 hours and 60 days raise the alarm until it is closed', async () => {
  const tenant = await aTenant({ privacy_contact: 'privacy@example.com' })
  const other = await aTenant()
  const discoveredAtMs = Math.floor(Date.now() / 1000) * 1000 - HOUR_MS
  const opened = await operator('/incidents', {
    kind: 'breach',
    severity: 'high',
    summary: 'A backup was readable by another department.',
    tenant_ids: [tenant.id],
    discovered_at: new Date(discoveredAtMs).toISOString(),
  })
  expect(opened.status).toBe(201)
  const { id, authority_by, hipaa_by, controllers_told_at } = opened.json
  expect(Date.parse(authority_by) - discoveredAtMs).toBe(72 * HOUR_MS)
  expect(Date.parse(hipaa_by) - discoveredAtMs).toBe(60 * 24 * HOUR_MS)
  expect(controllers_told_at).not.toBeNull()
  const sweepAt = (hours: number) => alarms(() => sweepIncidents(sweepDeps(discoveredAtMs + hours * HOUR_MS)))
  expect(await sweepAt(35)).toEqual([])
  expect(await sweepAt(36)).toEqual([['authority', 50]])
  expect(await sweepAt(37), 'told once').toEqual([])
  expect(await sweepAt(58)).toEqual([['authority', 80]])
  expect(await sweepAt(80)).toEqual([['authority', 100]])
  const told = { status: 'contained', authority_told_at: new Date(discoveredAtMs + HOUR_MS).toISOString() }
  expect((await operator(`/incidents/${id}`, told, 'PATCH')).json).toMatchObject({
    status: 'contained',
    escalated_percent: 100,
  })
  expect(await sweepAt(31 * 24)).toEqual([['hipaa', 50]])
  expect(await sweepAt(61 * 24)).toEqual([['hipaa', 100]])

  expect(
    (await operator(`/incidents/${id}/close`, { report: 'Deleted before anybody had opened it.' })).json,
  ).toMatchObject({
    status: 'closed',
    report: 'Deleted before anybody had opened it.',
    summary: 'A backup was readable by another department.',
  })
  expect((await operator(`/incidents/${id}`, { severity: 'low' }, 'PATCH')).status).toBe(409)
  expect(await sweepAt(90 * 24)).toEqual([])
  expect(await eventsOf(tenant, 'incident.opened')).toHaveLength(1)
  expect(await eventsOf(tenant, 'incident.closed')).toHaveLength(1)
  expect(await eventsOf(other, 'incident.opened')).toEqual([])
  expect((await mailsTo(tenant.id)).results).toEqual([
    { kind: 'business_notice', once_key: `incident:${id}:opened` },
    { kind: 'business_notice', once_key: `incident:${id}:closed` },
  ])
  const kept = await env.DB.prepare('SELECT * FROM incidents').first()
  expect(JSON.stringify(kept)).not.toMatch(/backup|Deleted/)
})

test('a business that could not be told before the incident was closed hears that there was one, and then that it is over', async () => {
  const tenant = await aTenant({ privacy_contact: 'privacy@example.com' })
  const incident = { kind: 'breach', severity: 'high', summary: 'A list lay open.', tenant_ids: [tenant.id] }
  const { id } = (await operator('/incidents', { ...incident, discovered_at: new Date().toISOString() })).json
  // The telling of its opening is undone, as if that run had died.
  for (const table of ['events', 'audit_entries', 'outgoing_mails'])
    await env.DB.prepare(`DELETE FROM ${table} WHERE tenant_id = ?`).bind(tenant.id).run()
  await env.DB.prepare('UPDATE incidents SET controllers_told_at_ms = NULL WHERE id = ?').bind(id).run()
  await operator(`/incidents/${id}/close`, { report: 'It was taken down.' })
  for (let nth = 0; nth < 2; nth += 1) await sweepIncidents(sweepDeps(Date.now()))
  expect(await eventsOf(tenant, 'incident.opened')).toHaveLength(1)
  expect(await eventsOf(tenant, 'incident.closed')).toHaveLength(1)
  expect((await mailsTo(tenant.id)).results.map(({ once_key }) => once_key)).toEqual([
    `incident:${id}:opened`,
    `incident:${id}:closed`,
  ])
})

// The first run may die between two businesses.
test('a business that could not be told is told by the sweep, and whoever was told is not told again', async () => {
  const [one, two] = [await aTenant(), await aTenant({ region: 'eu' })]
  const incident = {
    kind: 'loss',
    severity: 'low',
    summary: 'A disk was lost on the way.',
    tenant_ids: [one.id, two.id],
  }
  const { id } = (await operator('/incidents', { ...incident, discovered_at: new Date().toISOString() })).json
  await env.DB_EU.prepare('DELETE FROM events').run()
  await env.DB_EU.prepare('DELETE FROM audit_entries').run()
  await env.DB.prepare('UPDATE incidents SET controllers_told_at_ms = NULL WHERE id = ?').bind(id).run()
  for (let nth = 0; nth < 2; nth += 1) await sweepIncidents(sweepDeps(Date.now()))
  expect(await eventsOf(one, 'incident.opened')).toHaveLength(1)
  expect(await eventsOf(two, 'incident.opened')).toHaveLength(1)
  expect((await operator(`/incidents/${id}`)).json.controllers_told_at).not.toBeNull()
})
