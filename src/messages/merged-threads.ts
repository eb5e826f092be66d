import type { BegunContact } from '../consent/past-contacts.ts'
import type { ReceivedItem, ReceivedName } from './received-items.ts'
import type { Stop } from './stops.ts'
import type { ThreadPins } from './thread-handle.ts'

/** What a thread gives the thread that its person is in from now on. */
export interface Estate {
  readonly stops: readonly Stop[]
  /** What nobody has answered. */
  readonly items: readonly ReceivedItem[]
  /** Messages that have been here: they are not to come again. */
  readonly names: readonly ReceivedName[]
  /** Since when people of the business answer; null while the agent does. */
  readonly staffSinceMs: number | null
  readonly windows: readonly { readonly line: string; readonly atMs: number }[]
  /** What was begun of late: caps count it on. */
  readonly contacts: readonly Required<BegunContact>[]
}

export const INTO = 'merged_into'
export const FORMER = 'former_threads'

/** The thread that this one became part of, or null. */
export const mergedInto = (storage: DurableObjectStorage): ThreadPins | null => storage.kv.get<ThreadPins>(INTO) ?? null

/** The persons whose threads became part of this one: what they had begun to send is sent, stopped and told of there. */
export const formerOf = (storage: DurableObjectStorage): readonly string[] =>
  storage.kv.get<readonly string[]>(FORMER) ?? []
