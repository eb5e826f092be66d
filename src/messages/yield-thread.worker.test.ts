import { expect, test } from 'vitest'
import { clinic } from '../../test/builders/businesses.ts'
import { aTenant } from '../../test/api-client.ts'
import { aHeldThread, anItem, text } from '../../test/received-thread.ts'
import { AgentDocument } from '../agents/agent-document.ts'
import { keepAnswer } from './answer/keep-answer.ts'
import { openWaiting } from './answer/take-burst.ts'
import { readMemory } from './answer/written-memory.ts'
import type { Estate } from './merged-threads.ts'
import { Outbox } from './outbox.ts'
import { hasOutbox, openCount, outboxOf } from './outbox-rows.ts'
import { TO_ANSWER_READ_MAX, peekToAnswer } from './to-answer.ts'
import { yieldThread } from './yield-thread.ts'

const twoThreads = async () => {
  const { id } = await aTenant()
  return { going: aHeldThread(id), staying: aHeldThread(id) }
}

test('all that waits is handed over, however much it is, and each message once', async () => {
  const { going, staying } = await twoThreads()
  const many = TO_ANSWER_READ_MAX + 20
  for (let nth = 0; nth < many; nth += 10) {
    await going.receive(Array.from({ length: 10 }, (_, index) => anItem(text(`message ${nth + index}`))))
    await going.pass()
  }
  const handed: string[] = []
  await going.in(async (handle) => {
    await yieldThread(handle, staying.pins, async ({ items }: Estate) => {
      handed.push(...items.map(({ providerMessageId }) => providerMessageId))
      return []
    })
    expect(peekToAnswer(handle)).toEqual([])
  })
  expect(handed).toHaveLength(many)
  expect(new Set(handed).size).toBe(many)
})

test('a reply that is ready when its person has become another is not sent: it is answered where they are now', async () => {
  const { going, staying } = await twoThreads()
  await going.receive([anItem(text('what are your hours?'))])
  await going.pass()
  await going.in(async (handle) => {
    const door = { platform: async () => null, statusUrl: () => '', clock: Date.now, random: Math.random }
    const outbox = new Outbox(handle, door)
    const [row] = peekToAnswer(handle)
    const last = row === undefined ? null : await openWaiting(handle, row)
    if (last === null) throw new Error('nothing waits')
    const answer = async () => {
      const messages = [{ type: 'text', text: 'From nine to five.' } as const]
      const memory = await readMemory(handle, Date.now())
      const answered = { memory, messages, handsOver: false, isConfirmation: false }
      const to = { last, document: AgentDocument.parse(clinic) }
      await keepAnswer({ handle, outbox, platform: door.platform }, to, { answered, seqs: [last.seq] }, Date.now())
    }
    const handed: string[] = []
    await yieldThread(handle, staying.pins, async ({ items }: Estate) => {
      handed.push(...items.map(({ providerMessageId }) => providerMessageId))
      await answer()
      return []
    })
    expect(handed).toEqual([last.message.providerMessageId])
    expect(hasOutbox(handle) ? openCount(outboxOf(handle)) : 0).toBe(0)
  })
})
