import type { InboundMessage } from './message.ts'
import type { Waits } from './intake-pace.ts'
import { namesOfPlatformId } from './platform-id.ts'
import { isKnown, remember, type ReceivedItem } from './received-items.ts'
import { addStop, type Stop } from './stops.ts'
import { stopOf, wishIn } from './wish-in.ts'
import { isWrittenToUs, openWindow } from './window.ts'
import type { ThreadHandle, ThreadPins } from './thread-handle.ts'

/**
 * Takes messages into their person's thread: when it has returned they are durable, to be passed on and to be filed.
 *
 * Each is taken once, however often it comes: a thread remembers for days what it has had, by a keyed name of it.
 *
 * @returns how many were new.
 */
export async function receive(
  handle: ThreadHandle,
  pins: ThreadPins,
  items: readonly ReceivedItem[],
  waits: Waits = { fileMs: 0, passMs: 0 },
): Promise<number> {
  handle.begin(pins)
  if (waits.isStranger === true) handle.metNow()
  const named = await Promise.all(items.map((item) => nameItem(handle, item)))
  const fresh = named.filter((item) => !isKnown(handle, item))
  const sealed = await Promise.all(fresh.map((item) => handle.seal(item.providerMessageId, 'received', item.json)))
  return handle.storage.transactionSync(() => {
    // Its person may have been erased while this was sealed: it is for whoever they are now.
    handle.begin(pins)
    let taken = 0
    for (const [index, item] of fresh.entries()) {
      // Twice in one lot, or by another request while this one was sealing.
      if (isKnown(handle, item)) continue
      remember(handle, item, sealed[index] ?? '', waits)
      // A stop holds from the moment it is here, before anybody has taken it up.
      const message = JSON.parse(item.json) as InboundMessage
      const stop = stopIn(item, message)
      if (stop !== null) addStop(handle.storage, stop)
      // They wrote: for a day their platform takes anything we write.
      if (isWrittenToUs(item, message.groupId)) openWindow(handle.storage, item.line, item.sentAtMs, item.receivedAtMs)
      taken += 1
    }
    return taken
  })
}

/** An item under the names that it is kept by here: what its platform calls it may say whose it is. */
async function nameItem(handle: ThreadHandle, item: ReceivedItem): Promise<ReceivedItem> {
  const ctx = handle.ctx(item.receivedAtMs)
  const { provider } = item
  const [[name, ...otherNames], changed] = await Promise.all([
    namesOfPlatformId(ctx, item.providerMessageId),
    item.changes === null ? [] : namesOfPlatformId(ctx, item.changes),
  ])
  const known = changed.find((providerMessageId) => isKnown(handle, { provider, providerMessageId }))
  return { ...item, providerMessageId: name, otherNames, changes: known ?? changed[0] ?? null }
}

/** What a message puts an end to, or null. */
function stopIn({ kind, channel, receivedAtMs }: ReceivedItem, message: InboundMessage): Stop | null {
  if (kind !== 'message') return null
  const wish = wishIn(message)
  return wish?.type === 'stop' ? { ...stopOf(wish, channel), atMs: receivedAtMs } : null
}
