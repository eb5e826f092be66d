import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A sealed recording: of a call, or of what a caller left after the tone. The row exists only when its object does; how far a call's recording has come is on the call. */
export const recordings = sqliteTable(
  'recordings',
  {
    id: text().primaryKey(),
    callId: text().notNull(),
    kind: text({ enum: ['call', 'voicemail'] })
      .notNull()
      .default('call'),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text(),
    keySubject: text().notNull(),
    blobKey: text().notNull(),
    contentType: text().notNull(),
    /** Length and SHA-256 of the audio as it came from the carrier. */
    plainBytes: integer().notNull(),
    sha256: text().notNull(),
    chunkBytes: integer().notNull(),
    durationSeconds: integer(),
    channels: integer(),
    /** Base64 of up to 400 peaks, one byte each (0..255), for a waveform. */
    peaks: text(),
    carrierRecordingId: text().notNull(),
    /**
     * Of a voicemail: whether it is to be read as well as heard, and if not, why. Null for a call, which has its own
     * transcript. `not_transcribed`: there is nobody who could. `deleted`: the words have gone.
     */
    transcriptStatus: text({
      enum: [
        'pending',
        'stored',
        'not_transcribed',
        'not_kept',
        'no_speech',
        'too_large',
        'refused',
        'failed',
        'deleted',
      ],
    }),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('recordings_call').on(t.callId, t.kind),
    index('recordings_by_expiry').on(t.expiresAtMs),
    index('recordings_by_person').on(t.personId),
    index('recordings_by_tenant').on(t.tenantId, t.livemode, t.id),
    check('recordings_blob_key', sql`${t.blobKey} LIKE 'recordings/%'`),
  ],
)
