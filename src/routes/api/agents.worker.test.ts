import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'

const OWN = {
  schema: 1,
  name: 'Front desk',
  business: 'Corner Barber',
  hours: { tz: 'America/New_York', weekly: { mo: [['09:00', '17:00']], tu: [['09:00', '17:00']] } },
  opening: { greeting: 'Corner Barber, hello!', aiDisclosure: "I'm an AI assistant." },
  skills: { booking: { services: [{ id: 'cut', name: 'Cut', minutes: 30, resources: ['Sam'] }] } },
}

const withServices = (...services: object[]) => ({ ...OWN, skills: { booking: { services } } })

async function anAgent(tenant: TestTenant, body: object = { template: 'dental-clinic' }): Promise<string> {
  const { status, json } = await ask(tenant.key, '/agents', { body })
  expect(status, JSON.stringify(json)).toBe(201)
  return json.id
}

const publish = (tenant: TestTenant, id: string) => ask(tenant.key, `/agents/${id}/publish`, { method: 'POST' })
const servicesOf = async (tenant: TestTenant) => (await ask(tenant.key, '/services?limit=100')).json.data

describe('an agent from a template', () => {
  test('has its resources made, speaks the name of the business, and answers nothing until it is published', async () => {
    const tenant = await aTenant({ name: 'Harbor Dental "West"' })
    const { json } = await ask(tenant.key, '/agents', { body: { template: 'dental-clinic' } })
    expect(json).toMatchObject({ object: 'agent', published_version: null, livemode: true, name: 'Front desk' })
    expect(json.draft.business).toBe('Harbor Dental "West"')
    expect(json.draft.opening.greeting).toContain('Harbor Dental "West"')
    expect(JSON.stringify(json.draft)).not.toContain('Bright Smile')

    const resources = await ask(tenant.key, '/resources')
    const names = resources.json.data.map(({ name }: { name: string }) => name)
    expect(names.toSorted()).toEqual(['Dr. Kim', 'Dr. Patel', 'Jordan'])
    expect(await servicesOf(tenant)).toEqual([])
  })

  test('takes the resources that are there by that name', async () => {
    const tenant = await aTenant()
    await ask(tenant.key, '/resources', { body: { name: 'dr. patel', kind: 'dentist' } })
    await anAgent(tenant)
    await anAgent(tenant)
    expect((await ask(tenant.key, '/resources')).json.data).toHaveLength(3)
  })

  test('is one of those that are listed', async () => {
    const tenant = await aTenant()
    const { json } = await ask(tenant.key, '/agents/templates')
    const slugs = json.data.map(({ id }: { id: string }) => id)
    expect(slugs).toEqual(['dental-clinic', 'family-practice', 'salon', 'restaurant'])
    const refused = await ask(tenant.key, '/agents', { body: { template: 'bakery' } })
    expect(refused.json).toMatchObject({ code: 'invalid', errors: [{ pointer: '/template', code: 'unknown_value' }] })
    for (const body of [{}, { template: 'salon', document: OWN }]) {
      expect((await ask(tenant.key, '/agents', { body })).status).toBe(422)
    }
  })
})

test('a document that is wrong is refused at each of its fields, and nothing is stored', async () => {
  const tenant = await aTenant()
  const form = await ask(tenant.key, '/agents', {
    body: { document: { ...OWN, hours: { tz: 'Nowhere', weekly: {} }, extra: 1 } },
  })
  expect(form.status).toBe(422)
  const pointers = form.json.errors.map(({ pointer }: { pointer: string }) => pointer)
  expect(pointers.toSorted()).toEqual(['/document/extra', '/document/hours/tz'])

  const sense = await ask(tenant.key, '/agents', { body: { document: { ...OWN, dtmf: { 2: 'skill:refill' } } } })
  expect(sense.json.errors).toMatchObject([{ pointer: '/document/dtmf/2', code: 'skill_missing' }])
  expect((await ask(tenant.key, '/agents')).json.data).toEqual([])
})

describe('publishing', () => {
  test('freezes the draft as a version, and calls it the same until it changes', async () => {
    const tenant = await aTenant()
    const id = await anAgent(tenant)
    expect((await publish(tenant, id)).json).toMatchObject({ version: 1, created: true })
    expect((await publish(tenant, id)).json).toMatchObject({ version: 1, created: false })

    const { json: agent } = await ask(tenant.key, `/agents/${id}`)
    expect(agent.published_version).toBe(1)
    const changed = { ...agent.draft, opening: { ...agent.draft.opening, greeting: 'Good day!' } }
    await ask(tenant.key, `/agents/${id}`, { method: 'PATCH', body: { document: changed } })
    const first = await ask(tenant.key, `/agents/${id}/versions/1`)
    expect(first.json.document.opening.greeting).not.toBe('Good day!')

    expect((await publish(tenant, id)).json).toMatchObject({ version: 2, created: true })
    const versions = await ask(tenant.key, `/agents/${id}/versions`)
    expect(versions.json.data.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    expect((await ask(tenant.key, `/agents/${id}/versions/2`)).json.document.opening.greeting).toBe('Good day!')
  })

  test('makes the services bookable by slug, changes them in place, and ends those that left', async () => {
    const tenant = await aTenant()
    const { json: sam } = await ask(tenant.key, '/resources', { body: { name: 'Sam', kind: 'barber' } })
    const id = await anAgent(tenant, { document: OWN })
    await publish(tenant, id)
    const [cut] = await servicesOf(tenant)
    expect(cut).toMatchObject({ slug: 'cut', name: 'Cut', minutes: 30, resource_ids: [sam.id], status: 'active' })

    const [longer, shave] = [
      { id: 'cut', name: 'Haircut', minutes: 45, resources: [sam.id] },
      { id: 'shave', name: 'Shave', minutes: 20, resources: ['SAM'] },
    ]
    await ask(tenant.key, `/agents/${id}`, { method: 'PATCH', body: { document: withServices(longer, shave) } })
    await publish(tenant, id)
    const both = await servicesOf(tenant)
    expect(both.find(({ slug }: { slug: string }) => slug === 'cut')).toMatchObject({
      id: cut.id,
      name: 'Haircut',
      minutes: 45,
    })
    expect(both).toHaveLength(2)

    await ask(tenant.key, `/agents/${id}`, { method: 'PATCH', body: { document: withServices(shave) } })
    await publish(tenant, id)
    const { results } = await env.DB.prepare('SELECT slug, status FROM services ORDER BY slug').all()
    expect(results).toEqual([
      { slug: 'cut', status: 'archived' },
      { slug: 'shave', status: 'active' },
    ])
  })

  test('refuses resources nobody knows, at their place, and publishes nothing', async () => {
    const tenant = await aTenant()
    const id = await anAgent(tenant, { document: OWN })
    const refused = await publish(tenant, id)
    expect(refused.status).toBe(422)
    expect(refused.json.errors).toMatchObject([
      { pointer: '/document/skills/booking/services/0/resources/0', code: 'unknown_resource' },
    ])
    expect((await ask(tenant.key, `/agents/${id}`)).json.published_version).toBeNull()
    expect(await servicesOf(tenant)).toEqual([])
  })

  test('twice at once makes one version', async () => {
    const tenant = await aTenant()
    const id = await anAgent(tenant)
    const answers = await Promise.all([1, 2, 3, 4].map(() => publish(tenant, id)))
    for (const { status } of answers) expect([200, 409]).toContain(status)
    const { json } = await ask(tenant.key, `/agents/${id}/versions`)
    expect(json.data).toHaveLength(1)
  })

  test('of an old version goes by way of the draft, under a new number', async () => {
    const tenant = await aTenant()
    const id = await anAgent(tenant)
    await publish(tenant, id)
    await ask(tenant.key, `/agents/${id}`, { method: 'PATCH', body: { name: 'Night desk' } })
    await publish(tenant, id)
    const restored = await ask(tenant.key, `/agents/${id}/versions/1/restore`, { method: 'POST' })
    expect(restored.json).toMatchObject({ name: 'Front desk', published_version: 2 })
    expect((await publish(tenant, id)).json).toMatchObject({ version: 3, created: true })
    expect((await ask(tenant.key, `/agents/${id}/versions/9/restore`, { method: 'POST' })).status).toBe(404)
    expect((await ask(tenant.key, `/agents/${id}/versions/one`)).status).toBe(404)
  })
})

describe("an agent's own tests", () => {
  test('are played without touching the diary', async () => {
    const tenant = await aTenant()
    const id = await anAgent(tenant)
    await publish(tenant, id)
    const { status, json } = await ask(tenant.key, `/agents/${id}/test`, { body: {} })
    expect(status).toBe(200)
    expect(json.results.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([])
    expect(json).toMatchObject({ object: 'agent_test', version: 'draft', failed: 0 })
    const booked = json.results.find(({ outcome }: { outcome: string }) => outcome === 'booked')
    expect(booked.tools_called).toContain('book')
    expect(booked.turns[0]).toMatchObject({ say: expect.any(String), reply: expect.any(String), missing: [] })
    for (const table of ['bookings', 'taken_cells', 'tasks', 'people', 'suppressions']) {
      expect(await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first(), table).toEqual({ n: 0 })
    }
  })

  test('that fail say what was missing', async () => {
    const tenant = await aTenant()
    const tests = [
      {
        name: 'wrong',
        turns: [{ say: 'are you open on Monday', expect: ['9 AM', 'purple'] }],
        outcome: 'booked',
        at: '2026-11-23T15:00:00Z',
      },
      { name: 'other', turns: [{ say: 'hello' }] },
    ]
    const id = await anAgent(tenant, { document: { ...OWN, tests } })
    const { json } = await ask(tenant.key, `/agents/${id}/test`, { body: { names: ['wrong'] } })
    expect(json).toMatchObject({ passed: 0, failed: 1 })
    expect(json.results).toMatchObject([
      { name: 'wrong', passed: false, error: expect.stringContaining('not booked'), turns: [{ missing: ['purple'] }] },
    ])
    const unknown = await ask(tenant.key, `/agents/${id}/test`, { body: { names: ['nope'] } })
    expect(unknown.json.errors).toMatchObject([{ pointer: '/names/0' }])
  })
})

test("another business's agent is not found, whatever is asked of it", async () => {
  const [owner, other] = [await aTenant(), await aTenant()]
  const id = await anAgent(owner)
  await publish(owner, id)
  const asked = [
    ask(other.key, `/agents/${id}`),
    ask(other.key, `/agents/${id}`, { method: 'PATCH', body: { name: 'Mine' } }),
    ask(other.key, `/agents/${id}/publish`, { method: 'POST' }),
    ask(other.key, `/agents/${id}/versions`),
    ask(other.key, `/agents/${id}/versions/1`),
    ask(other.key, `/agents/${id}/versions/1/restore`, { method: 'POST' }),
    ask(other.key, `/agents/${id}/test`, { body: {} }),
    ask(owner.testKey, `/agents/${id}`),
  ]
  for (const { status } of await Promise.all(asked)) expect(status).toBe(404)
  expect((await ask(owner.key, `/agents/${id}`)).json.name).toBe('Front desk')
})
