import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { inRegion } from '../context.ts'
import { tellPolicies } from '../sweeps/policies.ts'
import { POLICY_VERSIONS, type PolicyVersion } from './policy-versions.ts'

const DAY_MS = 24 * 60 * 60 * 1000

test('a business that was there before is told of a new version once, by event and by mail, and one that came since is not', async () => {
  const nowMs = Date.now()
  const next: PolicyVersion = {
    line: 'misocare',
    version: '2031-01-01',
    sha256: '',
    asksAnew: false,
    publishedAtMs: nowMs - DAY_MS,
    effectiveAtMs: nowMs + 29 * DAY_MS,
  }
  const versions = [...POLICY_VERSIONS, next]
  const [old, silent] = [
    await aTenant({ privacy_contact: 'privacy@example.com' }),
    await aTenant({ privacy_contact: null }),
  ]
  await env.DB.prepare('UPDATE tenants SET created_at_ms = ?')
    .bind(nowMs - 2 * DAY_MS)
    .run()
  const others = [await aTenant(), await aTenant({ vertical: 'healthcare' })]
  const stores = inRegion(env, 'global')
  const tell = (atMs: number) => tellPolicies(sweepDeps(atMs), stores, versions)

  expect(await tell(next.publishedAtMs - 1)).toBe(0)
  // A run that died after the mail and before the event begins again; two at once tell once.
  expect((await Promise.all([tell(nowMs), tell(nowMs)])).reduce((sum, told) => sum + told)).toBe(2)
  expect(await tell(nowMs + DAY_MS)).toBe(0)
  expect(await tell(next.effectiveAtMs + 61 * DAY_MS)).toBe(0)

  const { results: events } = await env.DB.prepare(
    "SELECT tenant_id, body FROM events WHERE type = 'policy.updated' ORDER BY tenant_id",
  ).all<{ tenant_id: string; body: string }>()
  expect(events.map(({ tenant_id }) => tenant_id)).toEqual([old.id, silent.id].toSorted())
  expect(events.map(({ tenant_id }) => tenant_id)).not.toContain(others[0]!.id)
  expect(JSON.parse(events[0]!.body).data).toMatchObject({
    policy_id: 'misocare',
    version: '2031-01-01',
    previous_version: '2026-04-08',
  })
  const { results: mails } = await env.DB.prepare('SELECT tenant_id, kind, once_key FROM outgoing_mails').all()
  expect(mails).toEqual([{ tenant_id: old.id, kind: 'business_notice', once_key: 'policy:misocare:2031-01-01' }])
})
