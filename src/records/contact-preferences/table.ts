import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How, when and in what language somebody wants to be contacted, where they are, and what their line is. */
export const contactPreferences = sqliteTable(
  'contact_preferences',
  {
    personId: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** `Preferences`, `Whereabouts`, line tags and type, as JSON, sealed with the person's key. */
    sealedWishes: text().notNull(),
    isObjecting: integer({ mode: 'boolean' }).notNull().default(false),
    /** What is kept of them is kept, and used for nothing (GDPR art. 18). */
    isRestricted: integer({ mode: 'boolean' }).notNull().default(false),
    /** Their line is one that is left alone, as the sealed part says in what way. */
    hasLineTags: integer({ mode: 'boolean' }).notNull().default(false),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('contact_preferences_by_tenant').on(t.tenantId, t.livemode),
    index('contact_preferences_by_expiry').on(t.expiresAtMs),
  ],
)
