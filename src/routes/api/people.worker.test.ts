import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aKey, ask, aTenant } from '../../../test/api-client.ts'

const everything = async (...tables: string[]): Promise<string> =>
  JSON.stringify(
    await Promise.all(tables.map(async (table) => (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results)),
  )

test('a person is found again by their number in any spelling, and known better', async () => {
  const { key } = await aTenant()
  const first = await ask(key, '/people', { body: { phone: '(212) 555-0142', name: 'Ann Lee' } })
  expect(first).toMatchObject({
    status: 201,
    json: { name: 'Ann Lee', phone: '+12125550142', email: null, livemode: true },
  })
  const again = await ask(key, '/people', { body: { phone: '001 212 555 0142', email: 'ann@example.com' } })
  expect(again.json).toMatchObject({ id: first.json.id, name: 'Ann Lee', email: 'ann@example.com' })
  const changed = await ask(key, `/people/${first.json.id}`, { method: 'PATCH', body: { name: 'Anne Lee' } })
  expect(changed.json).toMatchObject({ name: 'Anne Lee', email: 'ann@example.com', phone: '+12125550142' })
})

test('a list shows no name and no whole number, and neither does the database', async () => {
  const { key } = await aTenant()
  await ask(key, '/people', { body: { phone: '+12125550142', name: 'Ann Lee', email: 'ann@example.com' } })
  const { json } = await ask(key, '/people')
  expect(json.data).toEqual([expect.objectContaining({ masked_phone: '+1 ••• ••• 0142' })])
  const seen = JSON.stringify(json) + (await everything('people', 'events', 'idempotency_keys'))
  expect(seen).not.toMatch(/Ann|2125550142|example\.com/)
})

test('a person needs at least one thing to be known by, and nothing unknown', async () => {
  const { key } = await aTenant()
  expect((await ask(key, '/people', { body: {} })).status).toBe(422)
  const { json } = await ask(key, '/people', { body: { name: '', phone: '12', email: 'ann', age: 5 } })
  expect(json.errors.map((error: { pointer: string }) => error.pointer).toSorted()).toEqual([
    '/age',
    '/email',
    '/name',
    '/phone',
  ])
  expect(JSON.stringify(json)).not.toContain('ann')
})

test('the same number in test mode is another person', async () => {
  const { key, testKey } = await aTenant()
  const body = { phone: '+12125550142' }
  const [live, test] = [await ask(key, '/people', { body }), await ask(testKey, '/people', { body })]
  expect(test.json.id).not.toBe(live.json.id)
  expect(test.json.livemode).toBe(false)
})

test('a number is suppressed once, in any spelling, and told of once', async () => {
  const { key } = await aTenant()
  const first = await ask(key, '/suppressions', { body: { phone: '(212) 555-0142', reason: 'asked_by_mail' } })
  expect(first).toMatchObject({ status: 201, json: { reason: 'asked_by_mail', source: 'api', livemode: true } })
  const again = await ask(key, '/suppressions', { body: { phone: '+1 212 555 0142', reason: 'other_reason' } })
  expect(again.json).toEqual(first.json)
  expect((await ask(key, '/suppressions')).json.data).toEqual([first.json])
  const { n } = (await env.DB.prepare("SELECT count(*) AS n FROM events WHERE type = 'person.opted_out'").first<{
    n: number
  }>())!
  expect(n).toBe(1)
})

test('a suppression keeps neither the number nor a sentence that may name somebody', async () => {
  const { key } = await aTenant()
  const { json } = await ask(key, '/suppressions', {
    body: { phone: '+12125550142', reason: 'Ann Lee wrote that she is done with us' },
  })
  expect(json.reason).toBe('other')
  expect(JSON.stringify(json) + (await everything('suppressions', 'events', 'people'))).not.toMatch(/Ann|2125550142/)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM people').first()).toEqual({ n: 0 })
})

test('why somebody is erased is kept as a reason that we know, and in no words', async () => {
  const { key } = await aTenant()
  const erased = async (reason: string): Promise<string> => {
    const { json } = await ask(key, '/people', { body: { phone: '+12125550142' } })
    const begun = await ask(key, `/people/${json.id}/erase`, { body: { reason } })
    expect(begun.status).toBe(202)
    return (await ask(key, `/erasures/${begun.json.erasure_id}`)).json.reason
  }
  expect(await erased('consent_withdrawn')).toBe('consent_withdrawn')
  expect(await erased('Zebediah Lee called and is done with us')).toBe('other')
  expect(await erased('zebediah_lee_called')).toBe('other')
  expect((await everything('erasures', 'events', 'audit_entries')).toLowerCase()).not.toContain('zebediah')
})

test('what may be read is not what may be written', async () => {
  const tenant = await aTenant()
  const { key } = await aKey(tenant, ['people:read'])
  expect((await ask(key, '/people')).status).toBe(200)
  expect((await ask(key, '/people', { body: { name: 'Ann' } })).status).toBe(403)
  expect((await ask(key, '/suppressions')).status).toBe(403)
})
