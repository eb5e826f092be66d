import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { messageBodies } from './table.ts'

const ROW = { id: messageBodies.messageId, tenantId: messageBodies.tenantId, subject: messageBodies.personId }

export const messageBodyCategory: Category = {
  name: 'message_bodies',
  what: 'What a message says, sealed with the person’s key.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messageBodies],
  blobPrefixes: [],
  clock: {
    table: messageBodies,
    tenantId: messageBodies.tenantId,
    fromAtMs: messageBodies.createdAtMs,
    expiresAtMs: messageBodies.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(messageBodies.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(messageBodies)
      .where(expired)
      .orderBy(oldestFirst(messageBodies.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: await keysAbandonedBy(stores, messageBodies, rows),
      statements: [stores.db.delete(messageBodies).where(and(oneOf(messageBodies.messageId, ids), expired))],
    }
  },
}
