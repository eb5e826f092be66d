import { calls } from '../calls/table.ts'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { oneOf } from '../expired.ts'
import { transcripts } from './table.ts'

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

  due: dueRows({
    table: transcripts,
    id: transcripts.callId,
    tenantId: transcripts.tenantId,
    personId: transcripts.personId,
    expiresAtMs: transcripts.expiresAtMs,
    sealed: true,
    subject: transcripts.keySubject,
    blobKey: transcripts.blobKey,
    also: ({ db }, ids) => [db.update(calls).set({ transcriptStatus: 'deleted' }).where(oneOf(calls.id, ids))],
  }),
}
