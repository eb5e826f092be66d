import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Something a person of the business must do: call back, look at a refill request, read a message. */
export const tasks = sqliteTable(
  'tasks',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    kind: text({
      enum: ['callback', 'message', 'refill', 'booking_request', 'emergency', 'minor', 'review', 'voicemail'],
    }).notNull(),
    status: text({ enum: ['open', 'done', 'declined'] }).notNull(),
    priority: text({ enum: ['low', 'normal', 'high', 'urgent'] }).notNull(),
    queue: text().notNull(),
    callId: text(),
    personId: text(),
    keySubject: text().notNull(),
    /** What the caller said, as JSON fields, sealed with the person's key. */
    sealedDetails: text(),
    intentKey: text().notNull(),
    dueAtMs: integer(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('tasks_intent').on(t.tenantId, t.livemode, t.intentKey),
    index('tasks_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('tasks_by_person').on(t.personId),
    index('tasks_by_key').on(t.keySubject),
    index('tasks_by_expiry').on(t.expiresAtMs),
  ],
)
