import { and } from 'drizzle-orm'
import { calls } from '../calls/table.ts'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { transcripts } from './table.ts'

const ROW = {
  id: transcripts.callId,
  tenantId: transcripts.tenantId,
  subject: transcripts.keySubject,
  blobKey: transcripts.blobKey,
}

export const transcriptCategory: Category = {
  name: 'transcripts',
  what: 'What was said on a call, and the summary made from it, sealed with the person’s key.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [transcripts],
  blobPrefixes: ['transcripts/'],
  erase: {
    does: 'delete',
    rows: [
      {
        table: transcripts,
        tenantId: transcripts.tenantId,
        names: [transcripts.personId],
        blobKey: transcripts.blobKey,
      },
    ],
  },
  clock: {
    table: transcripts,
    tenantId: transcripts.tenantId,
    fromAtMs: transcripts.createdAtMs,
    expiresAtMs: transcripts.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(transcripts.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(transcripts)
      .where(expired)
      .orderBy(oldestFirst(transcripts.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: [...rows.map(({ blobKey }) => blobKey), ...(await keysAbandonedBy(stores, transcripts, rows))],
      statements: [
        stores.db.delete(transcripts).where(and(oneOf(transcripts.callId, ids), expired)),
        stores.db.update(calls).set({ transcriptStatus: 'deleted' }).where(oneOf(calls.id, ids)),
      ],
    }
  },
}
