import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a person is known by: what leads to them, and what a suppression of theirs must be under. */
export const personIdentities = sqliteTable(
  'person_identities',
  {
    /** HMAC of the identity under the tenant's lookup pepper: the name of its pointer. */
    token: text().primaryKey(),
    tenantId: text().notNull(),
    personId: text().notNull(),
    type: text({ enum: ['phone', 'bsuid', 'email'] }).notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [index('person_identities_by_person').on(t.personId), index('person_identities_by_tenant').on(t.tenantId)],
)
