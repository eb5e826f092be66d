import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was said in a voicemail. It goes as other transcripts do, before its audio, after it or with it. */
export const voicemailWords = sqliteTable(
  'voicemail_words',
  {
    /** Of the audio, which may be gone. Its words are sealed for that place: table `recordings`, field `transcript`. */
    recordingId: text().primaryKey(),
    callId: text().notNull(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text(),
    /** Whose key seals it: the person's id, or the call's for a hidden caller. */
    keySubject: text().notNull(),
    /** `{text, language, confidence, segments, by}` as JSON, sealed. */
    sealedWords: text().notNull(),
    /** When the voicemail was left. */
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('voicemail_words_by_expiry').on(t.expiresAtMs),
    index('voicemail_words_by_person').on(t.personId),
    index('voicemail_words_by_tenant').on(t.tenantId),
    index('voicemail_words_by_call').on(t.callId),
  ],
)
