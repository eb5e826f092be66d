import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { contextOf } from '../context.ts'
import { createEndpoint } from './create-endpoint.ts'
import { disableEndpoint } from './disable-endpoint.ts'

test('an endpoint that several attempts at once find gone is disabled and told of once', async () => {
  const subject = {
    tenantId: 'ten_1',
    region: 'global',
    livemode: true,
    actor: { type: 'system', name: 'test' },
  } as const
  const ctx = contextOf(env, subject, Date.now())
  const { row } = await createEndpoint(ctx, { url: 'https://example.com/', eventTypes: ['*'], description: null })
  await Promise.all(Array.from({ length: 5 }, () => disableEndpoint(ctx, row.id, 'gone', null)))
  const { results } = await env.DB.prepare("SELECT type FROM events WHERE type = 'endpoint.disabled'").all()
  expect(results).toHaveLength(1)
  expect(await env.DB.prepare('SELECT status, disabled_reason AS reason FROM webhook_endpoints').first()).toEqual({
    status: 'disabled',
    reason: 'gone',
  })
})
