import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { contextOf, type Ctx } from '../context.ts'
import { createTask, type NewTask } from './create.ts'
import { settleTask } from './settle.ts'

const NOW = Date.parse('2026-11-20T15:00:00Z')

const aCtx = (nowMs = NOW): Ctx =>
  contextOf(
    env,
    { tenantId: 'ten_a', region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    nowMs,
  )

const aTask = (fields: Partial<NewTask> = {}): NewTask => ({
  kind: 'message',
  priority: 'normal',
  queue: 'Front desk',
  callId: 'call_1',
  personId: 'per_1',
  keySubject: 'per_1',
  details: { message: 'the green door sticks', name: 'Ann Lee' },
  intentKey: 'call_1:message:1',
  ...fields,
})

const told = async (): Promise<string[]> => {
  const { results } = await env.DB.prepare('SELECT type FROM events ORDER BY id').all<{ type: string }>()
  return results.map(({ type }) => type).sort()
}

test('the same intent is one task, told of once', async () => {
  const first = await createTask(aCtx(), aTask())
  const again = await createTask(aCtx(NOW + 5), aTask())
  expect(first.created).toBe(true)
  expect(again).toEqual({ taskId: first.taskId, created: false })
  expect(await told()).toEqual(['task.created'])
})

test('two who leave the same task at once leave one', async () => {
  const made = await Promise.all([1, 2, 3, 4].map((ms) => createTask(aCtx(NOW + ms), aTask())))
  expect(new Set(made.map(({ taskId }) => taskId)).size).toBe(1)
  expect(made.filter(({ created }) => created)).toHaveLength(1)
  expect(await told()).toEqual(['task.created'])
})

test('nothing a caller said is readable in the database or in an event', async () => {
  await createTask(aCtx(), aTask({ kind: 'refill' }))
  const rows = [
    ...(await env.DB.prepare('SELECT * FROM tasks').all()).results,
    ...(await env.DB.prepare('SELECT * FROM events').all()).results,
  ]
  expect(JSON.stringify(rows)).not.toMatch(/Ann|green door/)
  expect(await told()).toEqual(['refill.requested', 'task.created'])
})

test('of two who settle a task at once one decides, and it is told of once', async () => {
  const { taskId } = await createTask(aCtx(), aTask({ kind: 'refill' }))
  const [done, declined] = await Promise.all([
    settleTask(aCtx(NOW + 1), taskId, 'done'),
    settleTask(aCtx(NOW + 1), taskId, 'declined'),
  ])
  expect([done.ok, declined.ok].filter(Boolean)).toHaveLength(1)
  const events = await told()
  expect(events.filter((type) => type === 'task.completed')).toHaveLength(1)
  expect(events).toContain(done.ok ? 'refill.completed' : 'refill.declined')
  expect(events).toHaveLength(4)
})

test('settling again the same way changes nothing; the other way is refused', async () => {
  const { taskId } = await createTask(aCtx(), aTask())
  const first = await settleTask(aCtx(NOW + 1), taskId, 'done')
  expect(await settleTask(aCtx(NOW + 2), taskId, 'done')).toEqual(first)
  expect(await settleTask(aCtx(NOW + 3), taskId, 'declined')).toEqual({ ok: false, error: 'settled' })
  expect(await told()).toEqual(['task.completed', 'task.created'])
})

test('a task of another business is not there to be settled', async () => {
  const { taskId } = await createTask(aCtx(), aTask())
  const other = { ...aCtx(), tenantId: 'ten_b' }
  expect(await settleTask(other, taskId, 'done')).toEqual({ ok: false, error: 'not_found' })
})
