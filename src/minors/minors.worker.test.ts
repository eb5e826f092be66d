import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { ask, aTenant } from '../../test/api-client.ts'
import { oneOfEach } from '../../test/one-of-each.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { begun, over, row } from '../../test/talked-call.ts'
import { contextOf, inRegion } from '../context.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { sweepMinors } from '../sweeps/minors.ts'
import { decideMinor } from './decide-minor.ts'
import { DECIDE_MS } from './flag-minor.ts'
import { refuseSealedOff } from './sealed-off.ts'

const flags = async () =>
  (await env.DB.prepare('SELECT id, status, contents, occasion, source FROM minor_flags').all()).results

test('a child who calls is left to people, what they said is sealed off, and gone in seven days', async () => {
  const { line, call, socket } = await begun((document) => ({ ...document, routing: [] }))
  expect(await socket.say('Hi, I am eleven years old')).toContain('eighteen or older')
  const callId = await over(call, socket)
  expect(await flags()).toMatchObject([{ status: 'sealed', occasion: callId, source: 'call' }])
  expect((await row("SELECT count(*) AS n FROM events WHERE type = 'minor.flagged'"))?.['n']).toBe(1)
  await expect(refuseSealedOff(line.ctx, callId)).rejects.toMatchObject({ code: 'forbidden' })
  const { key } = (await row('SELECT blob_key AS key FROM transcripts')) as { key: string }
  expect(await env.BLOBS.head(key)).not.toBeNull()

  const sweepAt = (atMs: number) => sweepMinors(sweepDeps(atMs), inRegion(env, 'global'))
  expect(await sweepAt(Date.now() + DECIDE_MS - 60_000)).toBe(0)
  expect(await sweepAt(Date.now() + DECIDE_MS + 60_000)).toBe(1)
  expect(await row('SELECT count(*) AS n FROM transcripts')).toEqual({ n: 0 })
  expect(await env.BLOBS.head(key)).toBeNull()
  expect(await flags()).toMatchObject([{ status: 'deleted' }])
  expect(await row('SELECT transcript_status AS status FROM calls')).toEqual({ status: 'deleted' })
})

test('somebody who speaks of a child is not taken for one', async () => {
  const { call, socket } = await begun()
  expect(await socket.say('My daughter is twelve and needs a cleaning')).not.toContain('eighteen or older')
  await over(call, socket)
  expect(await flags()).toEqual([])
})

test('a business says that it was a child, and decides once', async () => {
  const owner = await aTenant()
  const objects = await oneOfEach(owner)
  const recording = objects.get('recordings') ?? ''
  const id = objects.get('minor_flags') ?? ''
  const refused = await ask(owner.key, `/calls/${objects.get('calls')}/transcript`)
  expect(refused).toMatchObject({ status: 403, json: { minor_flag: id } })
  expect((await ask(owner.key, '/minor_flags', { body: { occasion: objects.get('calls') } })).status).toBe(409)
  const held = { basis: 'litigation', reason: 'A matter.', ends_at: '2035-01-01' }
  const hold = (await ask(owner.key, '/holds', { body: held })).json.id
  const decide = (decision: string) => ask(owner.key, `/minor_flags/${id}/decide`, { body: { decision } })
  expect((await decide('delete')).status).toBe(409)
  await env.DB.prepare('UPDATE holds SET released_at_ms = 1 WHERE tenant_id = ?').bind(owner.id).run()
  expect(hold).toMatch(/^hold_/)
  expect(await decide('delete')).toMatchObject({ status: 200, json: { status: 'deleted' } })
  expect((await decide('keep')).status).toBe(409)
  expect((await ask(owner.key, `/recordings/${recording}`)).status).toBe(404)
  expect((await ask(owner.key, '/audit/verify')).json.status).toBe('ok')
  await vi.waitFor(
    async () => {
      const { data } = (await ask(owner.key, '/events')).json
      expect(data.map(({ type }: { type: string }) => type)).toContain('minor.settled')
    },
    { timeout: 90_000 },
  )
})

const settled = async () =>
  (await env.DB.prepare("SELECT body FROM events WHERE type = 'minor.settled'").all<{ body: string }>()).results.map(
    ({ body }) => JSON.parse(body).data.status,
  )

/** Flags of a business, of things that are gone: `mnr_0` and on. */
const someFlags = (tenantId: string, names: readonly string[]) =>
  env.DB.prepare(
    `INSERT INTO minor_flags (id, tenant_id, livemode, occasion, source, status, contents, decide_by_ms, created_at_ms, expires_at_ms)
      SELECT value, ?, 1, 'call_' || value, 'api', 'sealed', '[]', 1, 1, 4000000000000 FROM json_each(?)`,
  )
    .bind(tenantId, JSON.stringify(names))
    .run()

const sweepNow = () => sweepMinors(sweepDeps(Date.now()), inRegion(env, 'global'))

test('flags that are held hold up no other, however many and however long they are due', async () => {
  const [holder, owner] = [await aTenant(), await aTenant()]
  const held = { basis: 'litigation', reason: 'A matter.', ends_at: '2035-01-01' }
  expect((await ask(holder.key, '/holds', { body: held })).status).toBe(201)
  await someFlags(
    holder.id,
    Array.from({ length: 60 }, (_, nth) => `mnr_held_${nth}`),
  )
  await someFlags(owner.id, ['mnr_free'])
  expect(await sweepNow()).toBe(1)
  const ended = await env.DB.prepare("SELECT id FROM minor_flags WHERE status != 'sealed'").all()
  expect(ended.results).toEqual([{ id: 'mnr_free' }])
})

test('of a keep and a deletion at once one holds, and nobody hears of the other', async () => {
  const owner = await aTenant()
  await someFlags(owner.id, ['mnr_one'])
  const actor = { type: 'system', name: 'test' } as const
  const subject = { tenantId: owner.id, region: 'global', livemode: true, actor } as const
  const ctx = contextOf(env, subject, Date.now())
  const [flag] = await ctx.db.select().from(minorFlags)
  // The sweep has claimed it since it was read.
  await env.DB.prepare('UPDATE minor_flags SET decided_at_ms = 1').run()
  expect(await decideMinor(ctx, flag!, 'keep')).toEqual({ ok: false, error: 'decided' })
  expect([await settled(), (await flags())[0]?.['status']]).toEqual([[], 'sealed'])
  await env.DB.prepare('UPDATE minor_flags SET decided_at_ms = NULL').run()

  const [kept, swept] = await Promise.all([decideMinor(ctx, flag!, 'keep'), sweepNow()])
  const status = kept.ok ? 'kept' : 'deleted'
  expect(swept).toBe(kept.ok ? 0 : 1)
  expect(await settled()).toEqual([status])
  expect(await flags()).toMatchObject([{ status }])
  expect(await decideMinor(ctx, flag!, kept.ok ? 'delete' : 'keep')).toEqual({ ok: false, error: 'decided' })
  expect(await settled()).toEqual([status])
})
