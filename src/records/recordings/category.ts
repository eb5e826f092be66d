import { sql, type SQL } from 'drizzle-orm'
import { calls } from '../calls/table.ts'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { oneOf } from '../expired.ts'
import { recordings } from './table.ts'

export const recordingCategory: Category = {
  name: 'recordings',
  what: 'What was heard on a call, or left as a voicemail: the audio in sealed chunks, its length, hash and waveform.',
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

  due: dueRows({
    table: recordings,
    id: recordings.id,
    tenantId: recordings.tenantId,
    personId: recordings.personId,
    expiresAtMs: recordings.expiresAtMs,
    sealed: true,
    subject: recordings.keySubject,
    blobKey: recordings.blobKey,
    also: ({ db }, ids) => [db.update(calls).set({ recordingStatus: 'deleted' }).where(isRecordedBy(ids))],
  }),
}

/** Calls of which one of these is the recording: a voicemail is none. */
const isRecordedBy = (ids: readonly string[]): SQL =>
  sql`${calls.id} IN (SELECT call_id FROM recordings WHERE kind = 'call' AND ${oneOf(sql`id`, ids)})`
