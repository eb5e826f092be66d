import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../../test/api-client.ts'
import { app } from '../../app.ts'
import { contextOf } from '../../context.ts'
import { knownPerson } from '../../people/known-person.ts'

const PHONE = '+12125550142'
const CHANGED = { ...env, LOOKUP_PEPPERS: `2:${'AgIC'.padEnd(43, 'A')}=` }

test('somebody who was known before a change of the pepper is left alone when that is asked for after it', async () => {
  const { id: tenantId, key } = await aTenant()
  const pins = { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } } as const
  const ctx = contextOf(env, pins, Date.now())
  const personId = await knownPerson(ctx, { phone: PHONE })
  const asked = async () => {
    const request = new Request('http://gateway.test/v1/suppressions', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ phone: PHONE, reason: 'asked_by_mail' }),
    })
    const response = await app.fetch(request, CHANGED, createExecutionContext())
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  const first = await asked()
  expect(first).toMatchObject({ status: 201, json: { object: 'suppression', scope: 'all' } })
  expect(await ctx.objects.thread(personId).mayContact()).toBe(false)
  expect((await asked()).json['id']).toBe(first.json['id'])
})
