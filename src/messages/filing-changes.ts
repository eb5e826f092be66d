import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { messageBodies } from '../records/message-bodies/table.ts'
import { messageMedia } from '../records/message-media/table.ts'
import { messages } from '../records/messages/table.ts'
import { seal } from '../vault/seal.ts'
import { bodyPlace } from './body-place.ts'
import type { Filed, ToFile } from './filing-rows.ts'
import type { ReceivedRow } from './received-items.ts'

/**
 * What an edit or a revoke does to the message it is about, where that is filed: an edit is what is to be read from now on, of
 * what was taken back no word stays. People change their own messages only: those of this thread.
 */
export async function changeRows(
  { ctx, pins, key, filesOf }: Filed,
  { row, kept }: ToFile,
  its: ReceivedRow,
): Promise<readonly BatchItem<'sqlite'>[]> {
  const isBody = and(eq(messageBodies.messageId, its.messageId), eq(messageBodies.personId, pins.personId))
  const noted = ctx.db
    .update(messages)
    .set({
      history: sql`json_insert(${messages.history}, '$[#]', json(${JSON.stringify({ word: row.type, atMs: row.sentAtMs })}))`,
      updatedAtMs: ctx.nowMs,
    })
    .where(and(eq(messages.id, its.messageId), eq(messages.personId, pins.personId)))
  if (row.type === 'revoke') {
    const isFile = and(eq(messageMedia.messageId, its.messageId), inArray(messageMedia.personId, [...filesOf]))
    return [
      noted,
      ctx.db.delete(messageBodies).where(isBody),
      ctx.db.update(messageMedia).set({ status: 'not_kept', sealedWords: null, sealedFileName: null }).where(isFile),
    ]
  }
  if (kept?.type !== 'edit') return [noted]
  const sealedBody = await seal(key, bodyPlace(pins.tenantId, its.messageId), JSON.stringify(kept.content))
  return [noted, ctx.db.update(messageBodies).set({ sealedBody }).where(isBody)]
}

/** The bytes of messages that were taken back. Safe to repeat: a row names its object until that is gone. */
export async function dropFiles({ ctx, pins, filesOf }: Filed, revoked: readonly string[]): Promise<void> {
  if (revoked.length === 0) return
  const going = and(
    eq(messageMedia.tenantId, pins.tenantId),
    inArray(messageMedia.messageId, [...revoked]),
    inArray(messageMedia.personId, [...filesOf]),
    eq(messageMedia.status, 'not_kept'),
    isNotNull(messageMedia.blobKey),
  )
  const files = await ctx.db.select({ blobKey: messageMedia.blobKey }).from(messageMedia).where(going)
  if (files.length === 0) return
  await ctx.blobs.delete(files.flatMap(({ blobKey }) => blobKey ?? []))
  await ctx.db.update(messageMedia).set({ blobKey: null }).where(going)
}
