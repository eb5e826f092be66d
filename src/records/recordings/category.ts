import { and } from 'drizzle-orm'
import { calls } from '../calls/table.ts'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { recordings } from './table.ts'

const ROW = {
  id: recordings.id,
  tenantId: recordings.tenantId,
  subject: recordings.keySubject,
  callId: recordings.callId,
  kind: recordings.kind,
  blobKey: recordings.blobKey,
}

export const recordingCategory: Category = {
  name: 'recordings',
  what: 'What was heard on a call, or left as a voicemail: the audio in sealed chunks, its length, hash and waveform, and of a voicemail the words.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [recordings],
  blobPrefixes: ['recordings/'],
  erase: {
    does: 'delete',
    rows: [
      {
        table: recordings,
        tenantId: recordings.tenantId,
        names: [recordings.personId],
        blobKey: recordings.blobKey,
      },
    ],
  },
  clock: {
    table: recordings,
    tenantId: recordings.tenantId,
    fromAtMs: recordings.createdAtMs,
    expiresAtMs: recordings.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(recordings.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(recordings)
      .where(expired)
      .orderBy(oldestFirst(recordings.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    const callIds = rows.filter(({ kind }) => kind === 'call').map(({ callId }) => callId)
    return {
      ids,
      blobKeys: [...rows.map(({ blobKey }) => blobKey), ...(await keysAbandonedBy(stores, recordings, rows))],
      statements: [
        stores.db.delete(recordings).where(and(oneOf(recordings.id, ids), expired)),
        stores.db.update(calls).set({ recordingStatus: 'deleted' }).where(oneOf(calls.id, callIds)),
      ],
    }
  },
}
