import type { ThreadHandle } from '../thread-handle.ts'

/** Who answers a thread: the agent, or people of the business who have taken over. */
export type Answerer = 'agent' | 'staff'

/** People of the business who have been silent for so long have gone home: the agent answers again. */
export const STAFF_SILENCE_MS = 12 * 60 * 60 * 1000

interface Kept {
  readonly by: Answerer
  readonly atMs: number
}

const NAME = 'answered_by'
const OWED = 'answered_by_owed'

type Store = Pick<ThreadHandle, 'storage'>

const kept = ({ storage: { kv } }: Store): Kept => kv.get<Kept>(NAME) ?? { by: 'agent', atMs: 0 }

/** Who answers at `nowMs`. Reads storage only. */
export function answeredBy(store: Store, nowMs: number): Answerer {
  const { by, atMs } = kept(store)
  return by === 'staff' && nowMs < atMs + STAFF_SILENCE_MS ? 'staff' : 'agent'
}

/** When the agent answers again by itself, epoch milliseconds; null while it does. */
export function agentReturnsAtMs(store: Store): number | null {
  const { by, atMs } = kept(store)
  return by === 'staff' ? atMs + STAFF_SILENCE_MS : null
}

/** Since when people of the business answer, epoch milliseconds; null while the agent does. */
export function staffSinceMs(store: Store): number | null {
  const { by, atMs } = kept(store)
  return by === 'staff' ? atMs : null
}

/** Since when the agent answers, epoch milliseconds: 0 where nobody else ever did. Meant for while it does. */
export const agentSinceMs = (store: Store): number => kept(store).atMs

/** From now on `to` answers. Synchronous, so that it has a place in the order of what is written. */
export function setAnsweredBy({ storage }: Store, to: Answerer, nowMs: number): void {
  const before = kept({ storage })
  storage.kv.put(NAME, { by: to, atMs: Math.max(before.atMs, nowMs) } satisfies Kept)
  if (before.by !== to) storage.kv.put(OWED, true)
}

/** A person of the business has written by themselves: theirs is the talk from then on, unless it was handed back since. */
export function staffWrote({ storage }: Store, atMs: number): void {
  if (atMs > kept({ storage }).atMs) setAnsweredBy({ storage }, 'staff', atMs)
}

/** Whether the thread's row still says otherwise. */
export const owesAnswerer = ({ storage: { kv } }: Store): boolean => kv.get<boolean>(OWED) === true

export const paidAnswerer = ({ storage: { kv } }: Store): void => void kv.delete(OWED)
