import { forgetFacts } from '../consent/known-facts.ts'
import { formerOf } from './merged-threads.ts'
import type { Channel } from './message.ts'
import { hasOutbox, outboxOf } from './outbox-rows.ts'
import { namesKnown, unpassed } from './received-items.ts'
import { addStop, forGood, stopsOf, type Stop } from './stops.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** What platforms have of a person that the records may not know of yet. */
export interface PlatformCopy {
  readonly provider: string
  readonly channel: Channel
  readonly line: string
  readonly providerMessageId: string
}

/** What stands in a thread whose person is to be erased. */
export interface StandsInThread {
  readonly stops: readonly Stop[]
  /** The persons who turned out to be this one. */
  readonly former: readonly string[]
}

/** What their person had put an end to when they began to be erased: the end to everything is ours. */
const BEFORE = 'stops_before_erasure'

export const standsInThread = ({ storage }: ThreadHandle): StandsInThread => ({
  stops: stopsOf(storage),
  former: formerOf(storage),
})

/** Nothing more begins here. The end to everything is taken off again by {@link eraseThread}: nobody wished for it. */
export function closeThread({ storage }: ThreadHandle): Stop {
  if (storage.kv.get(BEFORE) === undefined) storage.kv.put(BEFORE, stopsOf(storage))
  const stop = forGood(Date.now())
  addStop(storage, stop)
  return stop
}

interface SentRow extends Record<string, SqlStorageValue> {
  provider: string
  channel: string
  line: string
  provider_message_id: string
}

/** So many messages lie here at most that are not in the records. */
const SENT_MAX = 1_000

/** What was received and sent here of late, by the platforms' own ids. */
export function copiesIn(handle: ThreadHandle): readonly PlatformCopy[] {
  if (handle.pinsOrNull === null) return []
  const received = [...namesKnown(handle), ...unpassed(handle, SENT_MAX)].map(
    ({ provider, channel, line, providerMessageId }) => ({
      provider,
      channel,
      line,
      providerMessageId,
    }),
  )
  if (!hasOutbox(handle)) return received
  const sent = outboxOf(handle)
    .exec<SentRow>(
      `SELECT provider, channel, line, provider_message_id FROM outbox WHERE provider_message_id IS NOT NULL
        ORDER BY seq DESC LIMIT ?`,
      SENT_MAX,
    )
    .toArray()
    .map(({ provider, channel, line, provider_message_id: providerMessageId }) => ({
      provider,
      channel: channel as Channel,
      line,
      providerMessageId,
    }))
  return [...received, ...sent]
}

/**
 * Forgets everything but what its person had put an end to, and takes nothing any more. One transaction, safe to repeat.
 *
 * @returns what they had put an end to: also what came in since it was asked last.
 */
export function eraseThread(handle: ThreadHandle): readonly Stop[] {
  const { storage, sql } = handle
  const before = storage.kv.get<readonly Stop[]>(BEFORE)
  const theirs = stopsOf(storage).filter(
    (stop) => before === undefined || !isForGood(stop) || before.some((one) => isForGood(one)),
  )
  storage.transactionSync(() => {
    for (const [name] of Array.from(storage.kv.list())) storage.kv.delete(name)
    for (const { name } of sql.exec<{ name: string }>(TABLES).toArray()) sql.exec(`DROP TABLE "${name}"`)
    if (theirs.length > 0) storage.kv.put('stops', theirs)
    handle.bury()
  })
  forgetFacts(handle)
  return theirs
}

const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'`

const isForGood = ({ scope, endsBy }: Stop): boolean => scope === 'all' && endsBy === 'nothing'
