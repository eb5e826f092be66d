import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { MEDIA_KINDS } from '../../messages/message.ts'

/** A file that came with a message: one sealed R2 object, or the reason there is none. */
export const messageMedia = sqliteTable(
  'message_media',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    messageId: text().notNull(),
    personId: text().notNull(),
    kind: text({ enum: MEDIA_KINDS }).notNull(),
    contentType: text(),
    bytes: integer(),
    sha256: text(),
    status: text({
      enum: ['pending', 'stored', 'elsewhere', 'too_large', 'gone', 'corrupt', 'refused', 'not_kept'],
    }).notNull(),
    blobKey: text(),
    sealedFileName: text(),
    /** `{language, text}` as JSON, sealed: a voice note in words. */
    sealedWords: text(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('message_media_by_message').on(t.messageId),
    index('message_media_by_person').on(t.personId),
    index('message_media_by_tenant').on(t.tenantId),
    index('message_media_by_expiry').on(t.expiresAtMs),
    check('message_media_blob_key', sql`${t.blobKey} IS NULL OR ${t.blobKey} LIKE 'messages/%'`),
  ],
)
