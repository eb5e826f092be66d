import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { begun, over } from '../../test/talked-call.ts'
import { beginErasure } from '../erasure/begin-erasure.ts'
import { workErasure } from '../erasure/work-erasure.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { readTranscript } from './transcript.ts'

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results

test('whoever is erased while they talk goes on as somebody new: nothing that was said before is kept anywhere', async () => {
  const { line, call, socket } = await begun()
  await socket.say('my knee hurts since the wedding')
  const [before] = await rows('SELECT id FROM people')
  const personId = String(before?.['id'])
  const ctx = { ...line.ctx, nowMs: Date.now() }
  const wish = { personId, reason: 'x', requestId: null, startsAtMs: ctx.nowMs }
  const { erasureId } = await beginErasure(ctx, wish)
  await workErasure(ctx, erasureId)
  expect(await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)).toBeNull()

  await socket.say('what are your opening hours')
  const callId = await over(call, socket)
  const people = await rows('SELECT id FROM people')
  expect(people).toHaveLength(1)
  expect(people[0]?.['id']).not.toBe(personId)
  // The call stands, and is theirs now; what is kept of it begins after the erasure.
  expect(await rows('SELECT id, person_id, status FROM calls')).toEqual([
    { id: callId, person_id: people[0]?.['id'], status: 'completed' },
  ])
  const said = JSON.stringify(await readTranscript(ctx, callId))
  expect(said).toContain('opening hours')
  expect(said).not.toContain('knee')
  expect((await env.BLOBS.list({ prefix: `keys/${ctx.tenantId}/${personId}` })).objects).toEqual([])
}, 60_000)
