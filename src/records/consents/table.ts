import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * That somebody agreed to be contacted, or took it back: append-only. What they were shown is here word for word, so that later
 * edits of it change nothing. Kept under the keyed hash of the identity that it was given for.
 */
export const consents = sqliteTable(
  'consents',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text().notNull(),
    identityToken: text().notNull(),
    pepperVersion: integer().notNull(),
    action: text({ enum: ['granted', 'revoked'] }).notNull(),
    level: text({ enum: ['express', 'written'] }).notNull(),
    /** JSON lists; of a revocation, what it takes back. */
    purposes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    channels: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** The exact text as shown, sealed with the tenant's key; null for a revocation. */
    sealedText: text(),
    textSha256: text(),
    textVersion: text(),
    source: text().notNull(),
    /** How it was signed, where it was. */
    signature: text({ enum: ['none', 'electronic', 'paper', 'voice'] }).notNull(),
    capturedAtMs: integer().notNull(),
    timeZone: text(),
    /** SHA-256 over all of the above as canonical JSON: the row is what was recorded. */
    evidenceHash: text().notNull(),
    recordedBy: text().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    // The same evidence recorded twice is one.
    uniqueIndex('consents_evidence').on(t.tenantId, t.livemode, t.evidenceHash),
    index('consents_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('consents_by_person').on(t.personId),
    index('consents_by_identity').on(t.tenantId, t.identityToken),
    index('consents_by_expiry').on(t.expiresAtMs),
  ],
)
