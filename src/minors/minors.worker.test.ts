import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { ask, aTenant } from '../../test/api-client.ts'
import { oneOfEach } from '../../test/one-of-each.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { begun, over, row } from '../../test/talked-call.ts'
import { inRegion } from '../context.ts'
import { sweepMinors } from '../sweeps/minors.ts'
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
  await vi.waitFor(async () => {
    const { data } = (await ask(owner.key, '/events')).json
    expect(data.map(({ type }: { type: string }) => type)).toContain('minor.settled')
  })
})
