import { sealAuditQuietly } from '../../audit/seal.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { flagMinor } from '../../minors/flag-minor.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import { leaveToPeople } from './leave-to-people.ts'

/**
 * Whoever writes said to be a child: what they wrote just now is sealed off until the business decides, and people lead the thread from
 * now on. Durable when it has returned; safe to repeat for the same messages.
 */
export async function childWrites(handle: ThreadHandle, messageIds: readonly string[], nowMs: number): Promise<void> {
  const occasion = messageIds.at(-1)
  if (occasion === undefined) return
  const ctx = handle.ctx(nowMs)
  const { personId } = handle.pins
  const flagging = await flagMinor(ctx, { personId, occasion, source: 'message', contents: messageIds })
  const [first, ...rest] = flagging?.statements ?? []
  if (first !== undefined) await ctx.db.batch([first, ...rest])
  await leaveToPeople(handle, occasion, nowMs, 'minor')
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
}
