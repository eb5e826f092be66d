import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { CHANNELS, CONTENT_TYPES, MESSAGE_STATUSES } from '../../messages/message.ts'

/** What a platform has said of a message, in the order it was told. */
export interface StatusNote {
  readonly word: string
  readonly atMs: number
  readonly code?: string
}

/** A message to or from a person, on any channel: its states and times. What it says is in `message_bodies`, and goes sooner. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    threadId: text().notNull(),
    personId: text().notNull(),
    direction: text({ enum: ['inbound', 'outbound'] }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    provider: text().notNull(),
    /** The business's side: a number of its own, or Meta's id of one. */
    line: text().notNull(),
    providerMessageId: text(),
    type: text({ enum: CONTENT_TYPES }).notNull(),
    author: text({ enum: ['person', 'agent', 'staff', 'api', 'system'] }).notNull(),
    status: text({ enum: MESSAGE_STATUSES }).notNull(),
    errorCode: text(),
    /** `StatusNote[]`, oldest first. */
    history: text({ mode: 'json' }).$type<readonly StatusNote[]>().notNull(),
    /** Of ours, how often what is known of it had changed. What is written late of an earlier state changes nothing. */
    revision: integer().notNull().default(0),
    /** Of ours, the id of the message this one answers. */
    repliesTo: text(),
    /** By the platform's clock, for what came in. */
    sentAtMs: integer().notNull(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('messages_provider_id').on(t.tenantId, t.provider, t.providerMessageId),
    index('messages_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('messages_by_thread').on(t.threadId, t.id),
    index('messages_by_person').on(t.personId),
    index('messages_by_expiry').on(t.expiresAtMs),
  ],
)
