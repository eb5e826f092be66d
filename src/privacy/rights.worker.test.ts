import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../test/api-client.ts'
import { contextOf, type Ctx } from '../context.ts'
import { disclose } from '../egress/disclose.ts'
import { discloseEvents } from '../egress/disclose-events.ts'
import { resolvePerson } from '../people/resolve.ts'
import { createTask } from '../tasks/create.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const ctxOf = ({ id }: TestTenant): Ctx =>
  contextOf(
    env,
    { tenantId: id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )

const decided = async ({ key }: TestTenant, to: string) =>
  (await ask(key, '/contact_decisions', { body: { to, channel: 'sms', purpose: 'service' } })).json

async function aPerson(tenant: TestTenant, fields: Readonly<Record<string, string>>): Promise<string> {
  return (await ask(tenant.key, '/people', { body: fields })).json.id
}

test('what is corrected is so wherever it was copied, what stood there is kept apart, and the business hears of it', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPerson(tenant, { name: 'An Lee', phone: '+12125550142', email: 'an@example.com' })
  const task = { kind: 'callback', priority: 'normal', queue: 'desk', callId: null, personId } as const
  const details = { name: 'An Lee', caller_number: '+12125550142', message: 'Call back.' }
  const { taskId } = await createTask(ctx, { ...task, keySubject: personId, details, intentKey: 'one' })
  await ask(tenant.key, '/suppressions', { body: { phone: '+12125550142', reason: 'asked' } })

  const body = { name: 'Ann Lee', phone: '(212) 555-0143', email: 'an@example.com' }
  const corrected = await ask(tenant.key, `/people/${personId}/correct`, { body })
  expect(corrected.json).toMatchObject({ person_id: personId, corrected: ['name', 'phone'] })
  const shown = (await ask(tenant.key, `/people/${personId}`)).json
  expect(shown).toMatchObject({ name: 'Ann Lee', phone: '+12125550143', email: 'an@example.com' })
  expect((await ask(tenant.key, `/tasks/${taskId}`)).json.details).toMatchObject({
    name: 'Ann Lee',
    caller_number: '+12125550143',
  })
  // Whoever calls from the new number is them, by their new name; the old number is nobody's.
  expect(await resolvePerson(ctx, { phone: '+12125550143' })).toMatchObject({ personId, profile: { name: 'Ann Lee' } })
  expect((await resolvePerson(ctx, { phone: '+12125550142' })).personId).not.toBe(personId)
  expect(await decided(tenant, '+12125550143')).toMatchObject({ allowed: false, code: 'suppressed' })

  const { data } = (await ask(tenant.key, `/people/${personId}/corrections`)).json
  const stood = Object.fromEntries(data.map((row: { field: string; former: string }) => [row.field, row.former]))
  expect(stood).toEqual({ name: 'An Lee', phone: '+12125550142' })
  const kept = await env.DB.prepare('SELECT group_concat(sealed_former) AS text FROM corrections').first<{
    text: string
  }>()
  expect(kept!.text).not.toContain('An Lee')
  const told = (await ask(tenant.key, '/events?type=person.corrected')).json.data
  expect(told[0].data).toMatchObject({ person_id: personId, fields: ['name', 'phone'] })
  expect(JSON.stringify(told)).not.toMatch(/Ann Lee|0143/)
  expect((await ask(tenant.key, `/people/${personId}/correct`, { body: { name: 'Ann Lee' } })).json.corrected).toEqual(
    [],
  )
})

test('nobody is made one with another because a number was mistyped', async () => {
  const tenant = await aTenant()
  const ann = await aPerson(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  await aPerson(tenant, { name: 'Tom Vega', phone: '+12125550150' })
  const taken = await ask(tenant.key, `/people/${ann}/correct`, { body: { phone: '+12125550150' } })
  expect(taken).toMatchObject({ status: 409, json: { code: 'conflict' } })
  expect((await ask(tenant.key, `/people/${ann}`)).json.phone).toBe('+12125550142')
  const nobody = await aPerson(tenant, { name: 'Kim Roe' })
  await ask(tenant.key, `/people/${nobody}/correct`, { body: { phone: '+12125550151' } })
  expect((await resolvePerson(ctxOf(tenant), { phone: '+12125550151' })).personId).toBe(nobody)
})

test('while what is kept of somebody is restricted nobody contacts them, and everything is still there', async () => {
  const tenant = await aTenant()
  const personId = await aPerson(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  const body = { reason: 'They say that it is wrong.' }
  const restricted = await ask(tenant.key, `/people/${personId}/restrict`, { body })
  expect(restricted.json).toMatchObject({ restricted: true, reason: body.reason, since: expect.any(String) })
  expect(await decided(tenant, '+12125550142')).toMatchObject({ allowed: false, code: 'objected' })
  expect((await ask(tenant.key, `/people/${personId}`)).json.name).toBe('Ann Lee')
  const lifted = await ask(tenant.key, `/people/${personId}/restrict`, { body: { ...body, restricted: false } })
  expect(lifted.json).toMatchObject({ restricted: false, reason: null })
  expect((await decided(tenant, '+12125550142')).code).not.toBe('objected')
  const told = (await ask(tenant.key, '/events?type=person.restricted')).json.data
  expect(told.map(({ data }: { data: { status: string } }) => data.status)).toEqual(['lifted', 'restricted'])
  const chain = (await ask(tenant.key, '/audit')).json.data.map(({ action }: { action: string }) => action)
  expect(chain.filter((action: string) => action === 'person.restricted')).toHaveLength(2)
})

test('where somebody’s data lies and whom it went to is told, category by category', async () => {
  const tenant = await aTenant({ region: 'eu' })
  const ctx = contextOf(
    env,
    { tenantId: tenant.id, region: 'eu', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )
  const personId = await aPerson(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  const told = { personId, recipient: 'twilio', purpose: 'carry_calls', fields: ['phone'], occasion: 'call_1' }
  await ctx.db.batch([disclose(ctx, told)])
  const { json } = await ask(tenant.key, `/people/${personId}/locations`)
  expect(json).toMatchObject({ region: 'eu', vendors: [{ vendor: 'twilio', regions: ['us'], company: 'Twilio Inc.' }] })
  const objects = json.stores.find(({ store }: { store: string }) => store === 'objects')
  expect(objects).toMatchObject({
    region: 'eu',
    vendor: 'cloudflare',
    categories: expect.arrayContaining(['recordings']),
  })
  const listed = (await ask(tenant.key, `/people/${personId}/disclosures`)).json.data
  expect(listed).toEqual([expect.objectContaining({ recipient: 'twilio', fields: ['phone'], times: 1 })])
})

test('what a business is told of somebody all day is one row of theirs, and its id says nothing of who they were', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPerson(tenant, { name: 'An Lee', phone: '+12125550142' })
  await ask(tenant.key, `/people/${personId}/correct`, { body: { name: 'Ann Lee' } })
  const { data } = (await ask(tenant.key, '/events?type=person.corrected')).json
  const tell = () => ctx.db.batch([discloseEvents(ctx, [data[0].id])])
  await tell()
  await tell()
  const listed = (await ask(tenant.key, `/people/${personId}/disclosures`)).json.data
  expect(listed).toEqual([expect.objectContaining({ recipient: 'controller', times: 2 })])
  expect(listed[0].id).toMatch(/^dsc_[0-9a-z]{26}$/)
  expect(listed[0].id.slice(-16)).not.toBe(personId.slice(-16))
  // Told of after they are gone, it is nobody's.
  await env.DB.batch([env.DB.prepare('UPDATE disclosures SET person_id = NULL'), env.DB.prepare('DELETE FROM people')])
  await tell()
  const { results } = await env.DB.prepare('SELECT * FROM disclosures').all()
  expect(JSON.stringify(results)).not.toContain(personId.slice(-16))
})
