import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the gate said of one contact, and why. Kept as evidence: without words, and under the keyed hash of the identity. */
export const contactDecisions = sqliteTable(
  'contact_decisions',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text(),
    identityToken: text(),
    channel: text({ enum: ['voice', 'sms', 'whatsapp'] }).notNull(),
    purpose: text().notNull(),
    allowed: integer({ mode: 'boolean' }).notNull(),
    code: text(),
    ruleIds: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    zones: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    localTimes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    nextAllowedAtMs: integer(),
    inputsHash: text().notNull(),
    /** What the business was bound by as it was decided: rules that it went without, and what it had signed and looked at. */
    waived: text({ mode: 'json' }).$type<readonly string[]>(),
    policyAcceptedAtMs: integer(),
    baaSignedAtMs: integer(),
    dncAsOfMs: integer(),
    rndAsOfMs: integer(),
    /** The consent or attestation that it stood on. */
    agreementId: text(),
    /** What was to be begun: a call, a message, or nothing (it was only asked). */
    subjectId: text(),
    campaignId: text(),
    decidedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('contact_decisions_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('contact_decisions_by_person').on(t.personId, t.id),
    index('contact_decisions_by_campaign').on(t.campaignId, t.id),
    index('contact_decisions_by_subject').on(t.subjectId),
    index('contact_decisions_by_expiry').on(t.expiresAtMs),
  ],
)
