import type { IdentityChange, InboundMessage, Recipient } from './message.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** What a person was called, and is called now: nothing more goes to where they were. */
export interface Move extends IdentityChange {
  /** When it became known, epoch milliseconds. */
  readonly atMs: number
}

/** Kept in clear is only when: which of them matter is told by that. */
interface Kept {
  readonly atMs: number
  readonly sealed: string
}

const NAME = 'moves'
/** Nobody changes their number more often while something waits for them. */
const MOVES_MAX = 20

const keptIn = ({ storage: { kv } }: ThreadHandle): readonly Kept[] => kv.get<readonly Kept[]>(NAME) ?? []

/** Notes where a person is reached from now on. What waits for them goes there, and so does what answers them later. */
export async function noteMove(handle: ThreadHandle, move: Move): Promise<void> {
  // Nothing was ever said here: nothing knows where they were.
  if (handle.pinsOrNull === null) return
  await handle.key()
  const sealed = await handle.seal(NAME, NAME, JSON.stringify(move))
  handle.storage.kv.put(NAME, [...keptIn(handle), { atMs: move.atMs, sealed }].slice(-MOVES_MAX))
  handle.storage.kv.put(COUNT, movesCounted(handle) + 1)
}

const COUNT = 'moves_counted'

/** How often a person has moved. Reads storage only: an address that was looked up before the last time is stale. */
export const movesCounted = ({ storage: { kv } }: ThreadHandle): number => kv.get<number>(COUNT) ?? 0

async function movesOf(handle: ThreadHandle): Promise<readonly Move[]> {
  const opened = await Promise.all(keptIn(handle).map(({ sealed }) => handle.open(NAME, NAME, sealed)))
  return opened.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Move]))
}

/** Where somebody is reached who was reached at `to`: null where nobody knows. */
export async function whereNow(handle: ThreadHandle, to: Recipient): Promise<Recipient | null> {
  if (keptIn(handle).length === 0) return to
  const now = (await movesOf(handle)).reduce(movedTo, to)
  return now.phone === null && now.userId === null ? null : now
}

function movedTo(to: Recipient, { was, is }: IdentityChange): Recipient {
  const isNumber = to.phone !== null && to.phone === was.phone
  const isId = to.userId !== null && to.userId === was.userId
  if (!isNumber && !isId) return to
  return {
    phone: isNumber ? is.phone : to.phone,
    userId: is.userId ?? (isId ? null : to.userId),
  }
}

/** They write from where they were before, after they had moved: they have moved back, and nobody has said so. */
export async function noteWhereabouts(handle: ThreadHandle, { sender, sentAtMs }: InboundMessage): Promise<void> {
  if (keptIn(handle).length === 0) return
  const stale = (await movesOf(handle)).filter(
    ({ was, atMs }) =>
      sentAtMs > atMs &&
      ((was.phone !== null && was.phone === sender.phone) || (was.userId !== null && was.userId === sender.userId)),
  )
  if (stale.length === 0) return
  const gone = new Set(stale.map(({ atMs }) => atMs))
  handle.storage.kv.put(
    NAME,
    keptIn(handle).filter(({ atMs }) => !gone.has(atMs)),
  )
}
