import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { objectTo } from '../src/consent/change-wishes.ts'
import { restrictPerson } from '../src/privacy/restrict.ts'
import { playApi, type PlayedApi } from './carrier-answers.ts'
import { aLine } from './line.ts'
import { aCall } from './played-call.ts'
import { aVendor, row, withModel, type Change } from './talked-call.ts'

let api: PlayedApi | null = null
afterEach(() => {
  api?.end()
  api = null
  vi.restoreAllMocks()
})

/** A recorded call whose carrier can be asked to stop recording; nobody of the business is to be rung. */
async function recorded(change: Change = (same) => same) {
  const line = await aLine({ change: (document) => change({ ...document, routing: [] }) })
  const call = aCall(line.phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('the upgrade was refused')
  await vi.waitUntil(async () => (await row('SELECT id FROM calls')) !== null, { timeout: 90_000, interval: 20 })
  const personId = String((await row('SELECT person_id AS id FROM calls'))?.['id'])
  return { line, call, socket, personId }
}

const isObjecting = async () => (await row('SELECT is_objecting AS yes FROM contact_preferences'))?.['yes'] === 1

test('“I object to you processing my data” ends what the assistant has to do with them, and what is recorded is refused', async () => {
  api = playApi(() => Response.json({}))
  const { call, socket } = await recorded()
  const saidAtMs = Date.now()
  expect(await socket.say('I object to you processing my data.')).toMatch(/I stop here.*no longer recorded/)
  expect(Date.now() - saidAtMs).toBeLessThan(2_000)
  await vi.waitUntil(isObjecting, { timeout: 90_000, interval: 50 })
  expect(await row("SELECT count(*) AS n FROM suppressions WHERE scope = 'marketing'")).toEqual({
    n: expect.any(Number),
  })
  const task = await row("SELECT count(*) AS n FROM tasks WHERE kind = 'message'")
  expect(task?.['n']).toBe(1)
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return api?.asked.some((asked) => asked.includes('/Recordings'))
    },
    { timeout: 90_000, interval: 50 },
  )
  expect(Date.now() - saidAtMs).toBeLessThan(4_000)
})

test('an objection by API stops a model in the middle of its answer within two seconds, and it says no more', async () => {
  const stand = await aVendor({ replies: [{ text: 'First sentence here. '.repeat(40) }], pace_ms: 50 })
  const { line, socket, personId } = await recorded(withModel)
  socket.send({ type: 'prompt', voicePrompt: 'Tell me about your office.', lang: 'en-US', last: true })
  await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'text'), { timeout: 90_000, interval: 10 })
  const askedAtMs = Date.now()
  await objectTo({ ...line.ctx, nowMs: Date.now() }, personId, true)
  await vi.waitUntil(() => socket.frames.some(({ token }) => /I stop here/.test(String(token))), {
    timeout: 90_000,
    interval: 10,
  })
  expect(Date.now() - askedAtMs).toBeLessThan(2_000)
  const said = socket.frames.length
  await scheduler.wait(1_000)
  expect(socket.frames.slice(said).filter(({ type }) => type === 'text')).toEqual([])
  // Whatever they say now no model is asked about.
  const asked = (await stand.asked()).length
  expect(await socket.say('And what does a cleaning cost?')).toMatch(/I stop here/)
  expect((await stand.asked()).length).toBe(asked)
})

test('whoever’s data is restricted is passed on when they call, and no model sees a word', async () => {
  const stand = await aVendor({ replies: [{ text: 'We take most plans.' }] })
  const first = await recorded(withModel)
  first.socket.close()
  await restrictPerson({ ...first.line.ctx, nowMs: Date.now() }, first.personId, {
    restricted: true,
    reason: 'They say that it is wrong.',
    requestId: null,
  })
  const before = (await stand.asked()).length
  const call = aCall(first.line.phoneNumber)
  const socket = await call.connect(await call.ring())
  expect(await socket!.nextReply()).toMatch(/I stop here/)
  expect((await stand.asked()).length).toBe(before)
  const kept = await env.DB.prepare('SELECT is_restricted AS yes FROM contact_preferences').first()
  expect(kept).toEqual({ yes: 1 })
})

test('whoever objects and is in danger is told what to do all the same', async () => {
  const { line, socket, personId } = await recorded()
  await objectTo({ ...line.ctx, nowMs: Date.now() }, personId, true)
  expect(await socket.nextReply()).toMatch(/I stop here/)
  expect(await socket.say('My chest hurts and I cannot breathe')).toMatch(/911/)
})
