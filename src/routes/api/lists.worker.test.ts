import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { newId } from '../../kernel/ids.ts'

const NOW = Date.parse('2026-11-20T15:00:00Z')

/** Suppressions of a business, one a millisecond: plain rows, quickly made. Oldest first. */
async function rowsOf(tenant: TestTenant, count: number, livemode = true): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => newId('sup', NOW + index))
  const insert = env.DB.prepare(
    "INSERT INTO suppressions (id, tenant_id, livemode, identity_token, pepper_version, reason, source, created_at_ms) VALUES (?, ?, ?, ?, 1, 'asked', 'api', 1)",
  )
  if (count > 0) await env.DB.batch(ids.map((id) => insert.bind(id, tenant.id, Number(livemode), id)))
  return ids
}

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly has_more: boolean
  readonly next_cursor: string | null
}

const page = async (key: string, query: Readonly<Record<string, string>>): Promise<ListAnswer> => {
  const { status, json } = await ask(key, `/suppressions?${new URLSearchParams(query).toString()}`)
  expect(status).toBe(200)
  expect(json.object).toBe('list')
  return json
}

const idsOf = ({ data }: ListAnswer): string[] => data.map(({ id }) => id)

/** Every page from one end to the other, in the order they came. */
async function walk(
  key: string,
  limit: number,
  cursor: 'starting_after' | 'ending_before',
  from: string | null,
): Promise<string[][]> {
  const pages: string[][] = []
  let at = from
  do {
    const answer = await page(key, { limit: String(limit), ...(at !== null && { [cursor]: at }) })
    expect(answer.data.length).toBeLessThanOrEqual(limit)
    expect(answer.has_more).toBe(answer.next_cursor !== null)
    pages.push(idsOf(answer))
    at = answer.next_cursor
  } while (at !== null)
  return pages
}

test('the pages of a list are the list, walked forwards or backwards, whatever the length and the limit', async () => {
  const [mine, other] = [await aTenant(), await aTenant()]
  await rowsOf(other, 7)
  await fc.assert(
    fc.asyncProperty(fc.nat(45), fc.integer({ min: 1, max: 12 }), async (count, limit) => {
      await env.DB.prepare('DELETE FROM suppressions WHERE tenant_id = ?').bind(mine.id).run()
      const newestFirst = (await rowsOf(mine, count)).toReversed()
      await rowsOf(mine, 3, false)

      const forwards = await walk(mine.key, limit, 'starting_after', null)
      expect(forwards.flat()).toEqual(newestFirst)
      const backwards = await walk(mine.key, limit, 'ending_before', 'sup_')
      expect(backwards.toReversed().flat()).toEqual(newestFirst)
    }),
    { numRuns: 12 },
  )
})

test('rows that come while a list is walked neither repeat nor hide others', async () => {
  const tenant = await aTenant()
  const before = (await rowsOf(tenant, 9)).toReversed()
  const first = await page(tenant.key, { limit: '4' })
  await ask(tenant.key, '/suppressions', { body: { phone: '+12125550142', reason: 'asked' } })
  const rest = await walk(tenant.key, 4, 'starting_after', first.next_cursor)
  expect([...idsOf(first), ...rest.flat()]).toEqual(before)
})

test('a limit is 1 to 100 and 20 unless said', async () => {
  const tenant = await aTenant()
  await rowsOf(tenant, 25)
  expect((await page(tenant.key, {})).data).toHaveLength(20)
  expect((await page(tenant.key, { limit: '100' })).data).toHaveLength(25)
  for (const limit of ['0', '101', '-1', '1.5', 'ten', '']) {
    const { status, json } = await ask(tenant.key, `/suppressions?limit=${limit}`)
    expect(status, limit).toBe(422)
    expect(json.errors[0].pointer).toBe('limit')
  }
})

test('both cursors at once, an unknown parameter, and one given twice are refused', async () => {
  const tenant = await aTenant()
  for (const [query, pointer] of [
    ['starting_after=a&ending_before=b', 'ending_before'],
    ['lmit=5', 'lmit'],
    ['limit=5&limit=6', 'limit'],
  ]) {
    const { status, json } = await ask(tenant.key, `/suppressions?${query}`)
    expect(status, query).toBe(422)
    expect(json.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer])
  }
})

test('another business’s id as a cursor tells nothing of its list', async () => {
  const [mine, other] = [await aTenant(), await aTenant()]
  const theirs = await rowsOf(other, 3)
  const [oldest] = await rowsOf(mine, 1)
  expect(idsOf(await page(mine.key, { starting_after: theirs[2]! }))).toEqual([oldest])
})
