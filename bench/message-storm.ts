import { setTimeout as wait } from 'node:timers/promises'
import type { OwnLine } from '../simulator/whatsapp/own-line.ts'
import { load } from './http-load.ts'
import { keptMessages, listMessages, received, type KeptMessage } from './kept-messages.ts'
import { hasWritten, messageHook, textUpdate, writer } from './message-hook.ts'
import { pathOf, type Path } from './path.ts'
import type { Rig } from './rig.ts'

interface Plan {
  readonly people: number
  readonly messages: number
  readonly copies: number
}

/** 10 000 deliveries: 50 people, 40 messages each, every one told five times over. */
const FULL: Plan = { people: 50, messages: 40, copies: 5 }
const QUICK: Plan = { people: 10, messages: 10, copies: 5 }

const CONNECTIONS = 16
const KEPT_MS_MAX = 180_000
/** A reply is written within this after the last message was kept. */
const REPLIES_MS = 20_000
/** People of their own, so that nothing written before counts. */
const FIRST_WRITER = 60_000
/** Messages of one person, this far apart by Meta's clock, which counts in seconds. */
const APART_MS = 1_000

/** Every message told several times, in no order: what is kept, in which order, and what was answered twice. */
export async function measureStorm(rig: Rig, line: OwnLine, quick: boolean): Promise<readonly Path[]> {
  const { people, messages, copies } = quick ? QUICK : FULL
  const startedAtMs = Date.now() - messages * APART_MS
  const users = Array.from({ length: people }, (_, nth) => writer(FIRST_WRITER + nth))
  const shown: string[] = []
  for (const user of users) {
    hasWritten(rig, line, user)
    rig.simulator.whatsapp.listen(user, ({ id }) => shown.push(id))
  }
  const written = users.map((user) =>
    Array.from({ length: messages }, (_, nth) =>
      textUpdate(line, user, `Is there parking? Number ${nth}`, startedAtMs + nth * APART_MS),
    ),
  )
  const deliveries = written.flat().flatMap((update) => Array.from({ length: copies }, () => update))
  const requests = shuffled(deliveries).map((update) => messageHook(rig, rig.url, [update]))
  const before = await received(rig)
  const sentAtMs = Date.now()
  await load({ port: rig.port, connections: CONNECTIONS, requests, expects: '' })
  const acknowledgedMs = Date.now() - sentAtMs
  const ids = new Set(written.flat().map(({ entry }) => String(entry['id'])))
  const { kept, atMs } = await keptMessages(rig, { ids, msMax: KEPT_MS_MAX, sinceMs: startedAtMs, before })
  const keptMs = atMs - sentAtMs
  await wait(REPLIES_MS)
  const replies = await listMessages(rig, 'outbound', sentAtMs)
  const none = ['us_at_most', 0] as const
  return [
    pathOf({ name: 'messages_storm_not_kept_once', unit: 'messages', us: notOnce(ids, kept) }, none),
    pathOf({ name: 'messages_storm_out_of_order', unit: 'messages', us: outOfOrder(kept) }, none),
    pathOf({ name: 'messages_storm_said_twice', unit: 'replies', us: saidTwice(replies, shown) }, none),
    pathOf({ name: 'messages_storm_acknowledged', unit: 'ms', us: acknowledgedMs }),
    pathOf({ name: 'messages_storm_in_threads', unit: 'ms', us: keptMs }),
    pathOf({ name: 'messages_storm_replies', unit: 'replies', us: shown.length }),
  ]
}

function notOnce(ids: ReadonlySet<string>, kept: readonly KeptMessage[]): number {
  const times = Map.groupBy(kept, (message) => message.provider_message_id ?? '')
  return [...ids].filter((id) => times.get(id)?.length !== 1).length
}

/** In a thread as it is listed, newest first: those that stand after one that was written earlier. */
function outOfOrder(kept: readonly KeptMessage[]): number {
  const threads = [...Map.groupBy(kept, (message) => message.thread_id).values()]
  return threads.flatMap((thread) => thread.filter(({ sent_at: at }, nth) => at > (thread[nth - 1]?.sent_at ?? at)))
    .length
}

/** Replies to one message beyond the first, and those that reached a phone more often than they were written. */
function saidTwice(replies: readonly KeptMessage[], shown: readonly string[]): number {
  const answered = new Set(replies.map((message) => `${message.thread_id} ${message.replies_to ?? message.id}`))
  return replies.length - answered.size + Math.max(0, shown.length - replies.length)
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  const mixed = [...values]
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T]
  }
  return mixed
}
