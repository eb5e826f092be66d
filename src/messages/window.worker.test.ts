import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { aHeldThread, anItem, text } from '../../test/received-thread.ts'
import { newId } from '../kernel/ids.ts'
import { staffSinceMs } from './answer/answered-by.ts'
import type { Content, InboundMessage } from './message.ts'
import type { ReceivedItem } from './received-items.ts'
import { ThreadHandle } from './thread-handle.ts'
import { windowEndsAtMs, WINDOW_MS } from './window.ts'

const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/** When the window ends that these open: as the thread keeps it, and as the records have it. */
async function windowAfter(...items: readonly ReceivedItem[]): Promise<readonly (number | null)[]> {
  const thread = aHeldThread((await aTenant()).id)
  await thread.receive(items)
  await thread.file()
  const row = await env.DB.prepare('SELECT window_ends_at_ms AS ends FROM threads WHERE person_id = ?')
    .bind(thread.pins.personId)
    .first<{ ends: number | null }>()
  const line = items[0]?.line ?? ''
  return [await thread.in(async ({ storage }) => windowEndsAtMs(storage, line)), row?.ends ?? null]
}

const SENDER = { phone: '+12125550142', userId: null }
const MOVED = { was: SENDER, is: { phone: '+12125550199', userId: null } }

test.each<[string, Content]>([
  ['that somebody’s number is another', { type: 'identity_changed', change: MOVED }],
  ['that somebody’s phone is another', { type: 'identity_changed', change: null }],
  ['that something was taken back', { type: 'revoke', of: 'wamid.1' }],
  ['that something was edited', { type: 'edit', of: 'wamid.1', content: text('hello') }],
])('to be told %s opens no window', async (_, content) => {
  expect(await windowAfter(anItem(content))).toEqual([null, null])
})

test('what is written to a group opens no window to one of it', async () => {
  const item = anItem(text('hello all'))
  const message: InboundMessage = { ...(JSON.parse(item.json) as InboundMessage), groupId: 'group.1' }
  expect(await windowAfter({ ...item, json: JSON.stringify(message) })).toEqual([null, null])
})

test('what somebody writes opens it for a day, and for no more however far ahead their platform’s clock is', async () => {
  const item = anItem(text('hello'))
  expect(await windowAfter(item)).toEqual([item.sentAtMs + WINDOW_MS, item.sentAtMs + WINDOW_MS])
  const { receivedAtMs } = item
  const ahead = anItem(text('hello'), { receivedAtMs, sentAtMs: receivedAtMs + YEAR_MS })
  expect(await windowAfter(ahead)).toEqual([receivedAtMs + WINDOW_MS, receivedAtMs + WINDOW_MS])
})

test('an echo from the future gives the talk to people from now on, and no longer than any other', async () => {
  const { id: tenantId } = await aTenant()
  const pins = { tenantId, region: 'global' as const, livemode: true, personId: newId('per', Date.now()) }
  const thread = env.THREADS.getByName(pins.personId)
  await thread.receive(pins, [anItem(text('We are here'), { kind: 'echo', sentAtMs: Date.now() + YEAR_MS })])
  const sinceMs = await runInDurableObject(thread, async (_, state) =>
    staffSinceMs(new ThreadHandle(state, env, () => null)),
  )
  expect(sinceMs).not.toBeNull()
  expect(sinceMs ?? Infinity).toBeLessThanOrEqual(Date.now())
})
