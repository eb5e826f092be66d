import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Whoever is behind a number. The name is optional: nothing is looked up or guessed. */
export const people = sqliteTable(
  'people',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** HMAC of the number under the tenant's lookup pepper, to be found by; null for a person with no number. */
    phoneToken: text(),
    /** The same of the address in the profile. It names nobody by itself: several people may share one. */
    emailToken: text(),
    maskedPhone: text(),
    /** `{name?, phone?, email?}` as JSON, sealed with the person's key. */
    sealedProfile: text(),
    createdAtMs: integer().notNull(),
    lastSeenAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('people_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('people_by_phone').on(t.tenantId, t.phoneToken),
    index('people_by_email').on(t.tenantId, t.emailToken),
    index('people_by_expiry').on(t.expiresAtMs),
  ],
)
