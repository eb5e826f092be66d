import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'

const DAY_MS = 86_400_000
const WEEK = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const HOURS = { tz: 'UTC', weekly: Object.fromEntries(WEEK.map((day) => [day, [['00:00', '24:00']]])), exceptions: [] }

/** A start some days ahead, on the hour: the API's clock is the real one. */
const startIn = (days: number, hours = 12): string =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS + hours * 3_600_000).toISOString()

async function aDesk(own: Record<string, unknown> = {}, names = ['Dr. Patel']) {
  const tenant = await aTenant()
  const resourceIds: string[] = []
  for (const name of names)
    resourceIds.push((await ask(tenant.key, '/resources', { body: { name, kind: 'person' } })).json.id)
  const made = await ask(tenant.key, '/services', {
    body: { name: 'Cleaning', minutes: 30, resource_ids: resourceIds, hours: HOURS, ...own },
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.json))
  return { tenant, resourceIds, serviceId: made.json.id as string }
}

const aBooking = (
  { tenant, serviceId }: { tenant: TestTenant; serviceId: string },
  own: Record<string, unknown> = {},
  headers = {},
) =>
  ask(tenant.key, '/bookings', {
    body: {
      service_id: serviceId,
      starts_at: startIn(3),
      person: { name: 'Ann Lee', phone: '(212) 555-0142' },
      ...own,
    },
    headers,
  })

describe('the catalogue', () => {
  test('a resource is added, read, changed, listed and archived', async () => {
    const { key } = await aTenant()
    const made = await ask(key, '/resources', { body: { name: 'Dr. Patel', kind: 'person' } })
    expect(made).toMatchObject({
      status: 201,
      json: { object: 'resource', name: 'Dr. Patel', kind: 'person', hours: null, status: 'active', livemode: true },
    })
    const path = `/resources/${made.json.id}`
    const changed = await ask(key, path, { method: 'PATCH', body: { name: 'Dr. Kim', hours: HOURS } })
    expect(changed.json).toMatchObject({ name: 'Dr. Kim', hours: HOURS })
    expect((await ask(key, path)).json).toEqual(changed.json)
    expect((await ask(key, path, { method: 'DELETE' })).json).toMatchObject({ status: 'archived' })
    expect((await ask(key, '/resources?status=active')).json.data).toEqual([])
    expect((await ask(key, '/resources')).json.data).toHaveLength(1)
  })

  test('hours that cannot be are pointed at', async () => {
    const { key } = await aTenant()
    const hours = {
      tz: 'Mars/Olympus',
      weekly: { mo: [['17:00', '09:00']] },
      exceptions: [{ date: '2026-02-30', open: [] }],
    }
    const refused = await ask(key, '/resources', { body: { name: 'Dr. Patel', hours } })
    expect(refused.status).toBe(422)
    const pointers = refused.json.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/hours/tz', '/hours/weekly/mo/0', '/hours/exceptions/0/date']))
  })

  test('a service names its slug by itself, keeps it, and no second one has it', async () => {
    const { tenant, resourceIds, serviceId } = await aDesk({ name: 'Deep Cleaning & Polish' })
    const service = await ask(tenant.key, `/services/${serviceId}`)
    expect(service.json).toMatchObject({
      slug: 'deep-cleaning-polish',
      notice_minutes: 120,
      horizon_days: 60,
      mode: 'instant',
    })
    const body = { name: 'Deep cleaning, polish', minutes: 30, resource_ids: resourceIds, hours: HOURS }
    expect((await ask(tenant.key, '/services', { body })).json.code).toBe('conflict')
    const changed = await ask(tenant.key, `/services/${serviceId}`, { method: 'PATCH', body: { minutes: 45 } })
    expect(changed.json).toMatchObject({ minutes: 45, slug: 'deep-cleaning-polish', buffer_after_minutes: 0 })
    expect((await ask(tenant.key, `/services/${serviceId}`, { method: 'DELETE' })).json.status).toBe('archived')
  })

  test('a service cannot name a resource of another business', async () => {
    const [here, there] = [await aDesk(), await aDesk()]
    const body = {
      name: 'Filling',
      minutes: 30,
      resource_ids: [here.resourceIds[0], there.resourceIds[0]],
      hours: HOURS,
    }
    const refused = await ask(here.tenant.key, '/services', { body })
    expect(refused).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/resource_ids/1', code: 'unknown_resource' }] },
    })
  })
})

describe('booking', () => {
  test('what is offered is booked, found, opened, moved and cancelled', async () => {
    const desk = await aDesk()
    const { key } = desk.tenant
    const offered = await ask(key, `/availability?service_id=${desk.serviceId}&from=${startIn(3)}&limit=2`)
    expect(offered.json).toMatchObject({
      object: 'list',
      has_more: true,
      data: [{ starts_at: startIn(3), resource_id: desk.resourceIds[0] }, { starts_at: startIn(3, 12.25) }],
    })
    const made = await aBooking(desk, { fields: { insurance: 'Acme' } })
    expect(made).toMatchObject({
      status: 201,
      json: {
        object: 'booking',
        status: 'confirmed',
        starts_at: startIn(3),
        ends_at: startIn(3, 12.5),
        call_id: null,
        person: { name: 'Ann Lee', phone: '+12125550142', email: null },
        fields: { insurance: 'Acme' },
      },
    })
    const { id, person_id } = made.json
    expect(person_id).toMatch(/^per_/)
    const listed = await ask(
      key,
      `/bookings?person_id=${person_id}&from=${startIn(3)}&to=${startIn(4)}&status=confirmed`,
    )
    expect(listed.json.data).toMatchObject([{ id, service_id: desk.serviceId, resource_id: desk.resourceIds[0] }])
    expect(JSON.stringify(listed.json)).not.toContain('Ann')
    expect((await ask(key, `/bookings?to=${startIn(3)}`)).json.data).toEqual([])

    const moved = await ask(key, `/bookings/${id}/reschedule`, { body: { starts_at: startIn(4) } })
    expect(moved.json).toMatchObject({ id, starts_at: startIn(4), revision: 2 })
    const cancelled = await ask(key, `/bookings/${id}/cancel`, { body: { reason: 'caller' } })
    expect(cancelled.json).toMatchObject({ id, status: 'cancelled', cancel_reason: 'caller' })
    expect((await ask(key, `/bookings/${id}/cancel`, { body: {} })).json).toEqual(cancelled.json)
    expect((await ask(key, `/bookings/${id}/reschedule`, { body: { starts_at: startIn(5) } })).status).toBe(409)
    expect((await ask(key, `/bookings/${id}`)).json).toEqual(cancelled.json)
    const { results } = await env.DB.prepare("SELECT type FROM events WHERE type LIKE 'booking.%' ORDER BY id").all()
    expect(results.map(({ type }) => type).sort()).toEqual([
      'booking.cancelled',
      'booking.confirmed',
      'booking.rescheduled',
    ])
  })

  test('a time that is taken is 409 with others, all of which are free, and adds nobody to the people known', async () => {
    const desk = await aDesk()
    await aBooking(desk)
    const before = (await ask(desk.tenant.key, '/people')).json.data.length
    const refused = await aBooking(desk, { person: { phone: '+1 212 555 0143' } })
    expect(refused).toMatchObject({ status: 409, json: { code: 'slot_taken' } })
    expect(refused.json.alternatives).toEqual([startIn(3, 11.25), startIn(3, 11.5), startIn(3, 12.5)])
    expect((await ask(desk.tenant.key, '/people')).json.data).toHaveLength(before)
    for (const starts_at of [startIn(3, 11.5), startIn(3, 12.5)])
      expect((await aBooking(desk, { starts_at })).status).toBe(201)
  })

  test('twenty requests for one time: one is booked', async () => {
    const desk = await aDesk()
    const answers = await Promise.all(Array.from({ length: 20 }, () => aBooking(desk)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.code === 'slot_taken')).toHaveLength(19)
  })

  test('one request sent twice under one key is one booking, even when the first answer was never kept', async () => {
    const desk = await aDesk()
    const headers = { 'idempotency-key': 'order-1' }
    const first = await aBooking(desk, {}, headers)
    await env.DB.prepare('DELETE FROM idempotency_keys').run()
    const again = await aBooking(desk, {}, headers)
    expect(again.status).toBe(201)
    expect(again.json).toEqual(first.json)
    const other = await aBooking(desk, { starts_at: startIn(6) }, { 'idempotency-key': 'order-2' })
    expect(other.json.id).not.toBe(first.json.id)
  })

  test('with nobody asked for, whoever is free takes it', async () => {
    const desk = await aDesk({}, ['Dr. Patel', 'Dr. Kim'])
    const [one, two, three] = [await aBooking(desk), await aBooking(desk), await aBooking(desk)]
    expect(new Set([one.json.resource_id, two.json.resource_id])).toEqual(new Set(desk.resourceIds))
    expect(three.status).toBe(409)
    const named = await aBooking(desk, { starts_at: startIn(4), resource_id: desk.resourceIds[1] })
    expect(named.json.resource_id).toBe(desk.resourceIds[1])
  })

  test('a request waits for the business’s yes, and keeps its time meanwhile', async () => {
    const desk = await aDesk({ mode: 'request' })
    const made = await aBooking(desk)
    expect(made.json.status).toBe('requested')
    expect((await aBooking(desk)).status).toBe(409)
    const path = `/bookings/${made.json.id}/confirm`
    const confirmed = await ask(desk.tenant.key, path, { method: 'POST' })
    expect(confirmed.json).toMatchObject({ status: 'confirmed', revision: 2 })
    expect((await ask(desk.tenant.key, path, { method: 'POST' })).json).toEqual(confirmed.json)
    const { results } = await env.DB.prepare("SELECT type FROM events WHERE type = 'booking.confirmed'").all()
    expect(results).toHaveLength(1)
  })

  test.each([
    [{ starts_at: startIn(-1) }, '/starts_at', 'too_soon'],
    [{ starts_at: startIn(200) }, '/starts_at', 'too_far'],
    [{ starts_at: startIn(3).replace(':00.000Z', ':02.000Z') }, '/starts_at', 'outside_hours'],
    [{ service_id: 'svc_unknown' }, '/service_id', 'unknown_service'],
    [{ resource_id: 'res_unknown' }, '/resource_id', 'unknown_resource'],
    [{ starts_at: 'tomorrow' }, '/starts_at', undefined],
    [{ person: {} }, '/person', undefined],
    [{ color: 'red' }, '/color', undefined],
  ])('%j is pointed at', async (own, pointer, code) => {
    const refused = await aBooking(await aDesk(), own)
    expect(refused.status).toBe(422)
    expect(refused.json.errors[0].pointer).toBe(pointer)
    if (code !== undefined) expect(refused.json.errors[0].code).toBe(code)
  })
})

test('another business, and the same in test mode, finds nothing of it', async () => {
  const desk = await aDesk()
  const made = await aBooking(desk)
  const { id } = made.json
  const stranger = await aTenant()
  const paths = [`/bookings/${id}`, `/services/${desk.serviceId}`, `/resources/${desk.resourceIds[0]}`]
  for (const key of [stranger.key, desk.tenant.testKey]) {
    for (const path of paths) {
      const [real, unknown] = [await ask(key, path), await ask(key, `${path.slice(0, -3)}xyz`)]
      expect(real.status).toBe(404)
      expect({ ...real.json, request_id: '' }).toEqual({ ...unknown.json, request_id: '' })
    }
    expect((await ask(key, `/bookings/${id}/cancel`, { body: {} })).status).toBe(404)
    expect((await ask(key, `/bookings/${id}/confirm`, { method: 'POST' })).status).toBe(404)
    expect((await ask(key, `/bookings/${id}/reschedule`, { body: { starts_at: startIn(5) } })).status).toBe(404)
    expect((await ask(key, `/availability?service_id=${desk.serviceId}`)).status).toBe(422)
    expect((await ask(key, '/bookings')).json.data).toEqual([])
    expect((await aBooking({ tenant: { ...stranger, key }, serviceId: desk.serviceId })).status).toBe(422)
  }
})

test('while bookings cannot be read, nothing is free and nothing is booked', async () => {
  const desk = await aDesk()
  await env.DB.prepare('ALTER TABLE taken_cells RENAME TO taken_cells_away').run()
  try {
    const refused = await aBooking(desk)
    expect(refused).toMatchObject({ status: 503, json: { code: 'unavailable' } })
    expect(refused.headers.get('retry-after')).not.toBeNull()
  } finally {
    await env.DB.prepare('ALTER TABLE taken_cells_away RENAME TO taken_cells').run()
  }
  expect((await aBooking(desk)).status).toBe(201)
})
