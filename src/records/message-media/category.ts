import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { messageMedia } from './table.ts'

const ROW = {
  id: messageMedia.id,
  tenantId: messageMedia.tenantId,
  subject: messageMedia.personId,
  blobKey: messageMedia.blobKey,
}

export const messageMediaCategory: Category = {
  name: 'message_media',
  what: 'A photo, voice note or document that came with a message, sealed, and the words of a voice note.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messageMedia],
  blobPrefixes: ['messages/'],
  clock: {
    table: messageMedia,
    tenantId: messageMedia.tenantId,
    fromAtMs: messageMedia.createdAtMs,
    expiresAtMs: messageMedia.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(messageMedia.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(messageMedia)
      .where(expired)
      .orderBy(oldestFirst(messageMedia.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: [
        ...rows.flatMap(({ blobKey }) => blobKey ?? []),
        ...(await keysAbandonedBy(stores, messageMedia, rows)),
      ],
      statements: [stores.db.delete(messageMedia).where(and(oneOf(messageMedia.id, ids), expired))],
    }
  },
}
