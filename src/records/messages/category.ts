import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { messages } from './table.ts'

const ROW = { id: messages.id, tenantId: messages.tenantId, subject: messages.personId }

export const messageCategory: Category = {
  name: 'messages',
  what: 'That a message was written, on which channel, when, and how far it came. No words.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messages],
  blobPrefixes: [],
  clock: {
    table: messages,
    tenantId: messages.tenantId,
    fromAtMs: messages.createdAtMs,
    expiresAtMs: messages.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(messages.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(messages)
      .where(expired)
      .orderBy(oldestFirst(messages.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: [],
      statements: [stores.db.delete(messages).where(and(oneOf(messages.id, ids), expired))],
    }
  },
}
