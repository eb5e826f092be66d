import { calls } from '../calls/table.ts'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { oneOf } from '../expired.ts'
import { recordings } from '../recordings/table.ts'
import { transcripts } from './table.ts'
import { voicemailWords } from './voicemail-words-table.ts'

export const transcriptCategory: Category = {
  name: 'transcripts',
  what: 'What was said on a call or in a voicemail, and the summary of a call, sealed with the person’s key.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [transcripts, voicemailWords],
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
      { table: voicemailWords, tenantId: voicemailWords.tenantId, names: [voicemailWords.personId] },
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

  beside: {
    clock: {
      table: voicemailWords,
      tenantId: voicemailWords.tenantId,
      fromAtMs: voicemailWords.createdAtMs,
      expiresAtMs: voicemailWords.expiresAtMs,
    },
    due: dueRows({
      table: voicemailWords,
      id: voicemailWords.recordingId,
      tenantId: voicemailWords.tenantId,
      personId: voicemailWords.personId,
      expiresAtMs: voicemailWords.expiresAtMs,
      sealed: true,
      subject: voicemailWords.keySubject,
      also: ({ db }, ids) => [
        db.update(recordings).set({ transcriptStatus: 'deleted' }).where(oneOf(recordings.id, ids)),
      ],
    }),
  },
}
