import type { Channel, InboundMessage, Recipient } from './message.ts'
import type { LineAt } from './outbox-sending.ts'
import { noteWhereabouts, whereNow } from './moves.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** Where a person of a thread can be answered on a channel: as they last wrote there, and to which line. */
export interface Correspondent extends LineAt {
  readonly to: Recipient
}

interface Kept extends LineAt {
  readonly sealed: string
}

/** What every name under which one is kept begins with. */
export const CORRESPONDENT = 'correspondent:'

const nameOf = (channel: Channel): string => `${CORRESPONDENT}${channel}`
const FIELD = 'correspondent'

/** Notes who wrote: some are known by an id alone, which only their messages tell. */
export async function noteCorrespondent(
  handle: ThreadHandle,
  { provider, message }: { readonly provider: string; readonly message: InboundMessage },
): Promise<void> {
  const { channel, line } = message
  const { phone, userId } = message.sender
  if (phone === null && userId === null) return
  await handle.key()
  const to: Recipient = { phone, userId }
  const sealed = await handle.seal(nameOf(channel), FIELD, JSON.stringify(to))
  handle.storage.kv.put<Kept>(nameOf(channel), { provider, channel, line, sealed })
  await noteWhereabouts(handle, message)
}

/** Null for somebody who never wrote on the channel, or is not reached where they wrote from any more. */
export async function correspondentOf(handle: ThreadHandle, channel: Channel): Promise<Correspondent | null> {
  const kept = handle.pinsOrNull === null ? undefined : handle.storage.kv.get<Kept>(nameOf(channel))
  const text = kept && (await handle.open(nameOf(channel), FIELD, kept.sealed))
  if (!kept || !text) return null
  const to = await whereNow(handle, JSON.parse(text) as Recipient)
  return to === null ? null : { provider: kept.provider, channel, line: kept.line, to }
}
