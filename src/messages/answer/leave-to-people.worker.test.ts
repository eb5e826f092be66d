import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aRow, aWritingPerson, type WritingPerson } from '../../../test/written-thread.ts'
import { newOutgone } from '../outgone.ts'
import { addRow } from '../outbox-rows.ts'
import { REPLIES_PER_HOUR_MAX } from './leave-to-people.ts'

const QUIET_MS = 2_500

const threadOf = async ({ ctx }: WritingPerson) => {
  const found = await vi.waitUntil(() => aRow('SELECT id FROM people WHERE tenant_id = ?', ctx.tenantId), {
    timeout: 90_000,
    interval: 50,
  })
  return { personId: String(found['id']), stub: env.THREADS.getByName(String(found['id'])) }
}

/** So many replies of the agent at that moment, each to a message of its own. */
const haveReplied = (stub: Awaited<ReturnType<typeof threadOf>>['stub'], many: number, atMs: number) =>
  runInDurableObject(stub, (_, { storage }) => {
    for (let nth = 0; nth < many; nth += 1) {
      const id = `msg_replied_${nth}`
      const about = {
        type: 'text',
        author: 'agent',
        purpose: 'service',
        repliesTo: `msg_in_${nth}`,
        isConfirmation: false,
        keepsWords: false,
        hasFallback: false,
        createdAtMs: atMs,
      } as const
      const state = { ...newOutgone(atMs), phase: 'done', status: 'sent', dueAtMs: null } as const
      const row = {
        id,
        key: null,
        channel: 'whatsapp',
        provider: 'whatsapp',
        line: '1',
        sealed: '',
        about,
        state,
      } as const
      addRow(storage.sql, row)
      storage.sql.exec("UPDATE outbox SET phase = 'done', filed = revision WHERE id = ?", id)
    }
  })

const tasksOf = async ({ ctx }: WritingPerson): Promise<number> =>
  Number((await aRow('SELECT count(*) AS many FROM tasks WHERE tenant_id = ?', ctx.tenantId))?.['many'])

test('after so many replies within an hour people look at it, once, before the agent says more', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  const { stub } = await threadOf(person)
  await haveReplied(stub, REPLIES_PER_HOUR_MAX, Date.now())
  await person.write('what are your hours?')
  await vi.waitUntil(async () => (await tasksOf(person)) === 1, { timeout: 300_000 })
  await person.write('and where are you?')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
  expect(await tasksOf(person)).toBe(1)
  expect(await aRow('SELECT answered_by FROM threads WHERE tenant_id = ?', person.ctx.tenantId)).toEqual({
    answered_by: 'staff',
  })
  await person.write('my husband has chest pain and cannot breathe')
  expect((await person.reply(2)).text).toMatch(/911/)
})

test('when people hand it back the agent answers again, and replies of more than an hour ago count for nothing', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  const { stub, personId } = await threadOf(person)
  await haveReplied(stub, REPLIES_PER_HOUR_MAX, Date.now() - 10)
  const pins = { tenantId: person.ctx.tenantId, region: 'global', livemode: true, personId } as const
  await stub.handOver(pins, 'staff')
  await stub.handOver(pins, 'agent')
  await person.write('what are your hours?')
  await person.reply(2)
  expect(await tasksOf(person)).toBe(0)
})

test('a machine that says the same and goodbye every time is answered three times', { timeout: 300_000 }, async () => {
  const person = await aWritingPerson()
  const said = 'Thanks, bye!'
  for (let nth = 1; nth <= 3; nth += 1) {
    await person.write(said)
    await person.reply(nth)
  }
  await person.write(said)
  await vi.waitUntil(async () => (await tasksOf(person)) === 1, { timeout: 300_000 })
  await person.write(said)
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(3)
  expect(await tasksOf(person)).toBe(1)
})
