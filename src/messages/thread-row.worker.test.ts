import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextOf } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { threads } from '../records/threads/table.ts'
import { threadIdOf } from './thread-handle.ts'
import { threadRow } from './thread-row.ts'

const NOW_MS = 1_790_000_000_000
const HOUR_MS = 3_600_000
const actor = { type: 'system', name: 'test' } as const

const aMessage = fc.record({
  channel: fc.constantFrom('sms' as const, 'whatsapp' as const),
  hoursAgo: fc.integer({ min: 0, max: 200 }),
})

test('a thread’s row is that of its newest message, in whatever order its messages are filed', async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(aMessage, { minLength: 1, maxLength: 6, selector: ({ hoursAgo }) => hoursAgo }),
    async (messages) => {
      const pins = { tenantId: 'ten_1', region: 'global', livemode: true, personId: newId('per', NOW_MS) } as const
      const ctx = contextOf(env, { ...pins, actor }, NOW_MS)
      for (const { channel, hoursAgo } of messages) {
        const atMs = NOW_MS - hoursAgo * HOUR_MS
        const windowEndsAtMs = channel === 'whatsapp' ? atMs + 24 * HOUR_MS : null
        await ctx.db.batch([threadRow(ctx, pins, { channel, atMs, windowEndsAtMs, answeredBy: 'agent', keepDays: 30 })])
      }
      const [newest] = messages.toSorted((one, other) => one.hoursAgo - other.hoursAgo)
      const [opened] = messages
        .filter(({ channel }) => channel === 'whatsapp')
        .toSorted((one, other) => one.hoursAgo - other.hoursAgo)
      const row = await ctx.db
        .select()
        .from(threads)
        .where(eq(threads.id, threadIdOf(pins.personId)))
        .get()
      expect(row).toMatchObject({
        lastChannel: newest!.channel,
        lastMessageAtMs: NOW_MS - newest!.hoursAgo * HOUR_MS,
        windowEndsAtMs: opened === undefined ? null : NOW_MS + (24 - opened.hoursAgo) * HOUR_MS,
      })
    },
  )
  await fc.assert(property, { numRuns: 30 })
})

test('a platform’s clock that runs ahead does not make a message newer than now', async () => {
  const pins = { tenantId: 'ten_1', region: 'global', livemode: true, personId: newId('per', NOW_MS) } as const
  const ctx = contextOf(env, { ...pins, actor }, NOW_MS)
  const seen = {
    channel: 'sms',
    atMs: NOW_MS + HOUR_MS,
    windowEndsAtMs: null,
    answeredBy: 'staff',
    keepDays: 30,
  } as const
  await ctx.db.batch([threadRow(ctx, pins, seen)])
  const row = await ctx.db
    .select()
    .from(threads)
    .where(eq(threads.id, threadIdOf(pins.personId)))
    .get()
  expect(row).toMatchObject({ lastMessageAtMs: NOW_MS, answeredBy: 'staff' })
})
