import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { asked } from '../../test/builders/privacy.ts'
import { aRow, aWritingPerson } from '../../test/written-thread.ts'
import { tokenOf } from '../people/known-as.ts'
import { findRequest } from './change-request.ts'
import { openRequest } from './open-request.ts'

const POLL = { timeout: 25_000, interval: 50 }

test('an answer to the text that tells of a deletion stops it, and one that is not clear has somebody look first', async () => {
  const { ctx: made, writer, write, reply } = await aWritingPerson()
  await write('hello')
  await reply(1)
  const token = await tokenOf(made, 'phone', `+${writer.wa_id}`)
  const personId = (await vi.waitUntil(() => made.objects.identity(token).person(), POLL)) ?? ''
  const ctx = () => ({ ...made, nowMs: Date.now() })
  const begin = async () => {
    const details = { replyTo: 'pat@example.org' }
    const request = asked({ personId, identityLevel: 'L3', details, receivedAtMs: Date.now() })
    const { requestId, status } = await openRequest(ctx(), request)
    expect(status).toBe('waiting')
    return requestId
  }
  const stands = async (requestId: string) => {
    const { status, outcome, erasureId } = (await findRequest(ctx(), requestId))!
    return { status, outcome, erasureId }
  }

  const first = await begin()
  expect((await reply(2)).text).toMatch(/asked us to delete .* answer this message before then: KEEP$/)
  await write('That was not me!')
  expect((await reply(3)).text).toMatch(/Nothing is deleted: what we keep about you stays/)
  expect(await stands(first)).toMatchObject({ status: 'withdrawn' })

  const second = await begin()
  expect((await reply(4)).text).toContain('KEEP')
  await write('Who is this?')
  expect((await reply(5)).text).toContain('Nothing is deleted for now')
  expect(await stands(second)).toEqual({ status: 'with_business', outcome: 'called_off', erasureId: null })
  const task = await aRow('SELECT kind, priority, status FROM tasks WHERE person_id = ?', personId)
  expect(task).toEqual({ kind: 'message', priority: 'high', status: 'open' })
  const erasures = await env.DB.prepare('SELECT DISTINCT status FROM erasures').all()
  expect(erasures.results).toEqual([{ status: 'cancelled' }])
})
