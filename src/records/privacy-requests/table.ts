import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Somebody used a privacy right: what they asked for, how sure we are who they are, and until when they must be answered. */
export const privacyRequests = sqliteTable(
  'privacy_requests',
  {
    id: text().primaryKey(),
    /** `platform` for what is asked of the platform itself. */
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** See privacy/request.ts. */
    types: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Which of the types are seen to. */
    done: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    status: text({
      enum: [
        'received',
        'awaiting_identity',
        'with_business',
        'waiting',
        'working',
        'completed',
        'refused',
        'withdrawn',
        'expired',
      ],
    }).notNull(),
    source: text({ enum: ['email', 'api', 'call', 'message', 'site'] }).notNull(),
    regime: text({ enum: ['gdpr', 'ccpa', 'hipaa', 'none'] }).notNull(),
    identityLevel: text({ enum: ['L0', 'L1', 'L2', 'L3', 'L4'] }).notNull(),
    /** Whom it is about, once that is known. */
    personId: text(),
    /** What they wrote and gave, as JSON, sealed with a key whose subject is the id of the request. */
    sealedDetails: text(),
    /** HMAC of who asks and about whom: another mail of the same is merged into this while it is open. */
    dedupeToken: text(),
    /** HMAC of the address that it was asked from, for whoever asks how far their requests are. */
    askerToken: text(),
    /** Whether whoever asked named the business, or wrote to its own address: else none is named to them. */
    named: integer({ mode: 'boolean' }).notNull().default(false),
    /** How many mails were merged into it. */
    mergedCount: integer().notNull().default(0),
    receivedAtMs: integer().notNull(),
    acknowledgeByMs: integer(),
    acknowledgedAtMs: integer(),
    dueAtMs: integer().notNull(),
    /** By when it is answered, as it follows from what whoever asked gave, and from nothing that is known. Null: the same. */
    toldDueAtMs: integer(),
    extendedAtMs: integer(),
    /** 0, 50, 80 or 100: what part of the time had passed when the business was told last. */
    escalatedPercent: integer().notNull().default(0),
    /** When it ended, however it did. */
    completedAtMs: integer(),
    /** When whoever asked was told how it ended; where there is nobody to tell, when it ended. */
    toldAtMs: integer(),
    /** When there is next something to be done about it by itself; null: never again. */
    nextLookAtMs: integer(),
    /** `erased`, `exported`, `refused`, … and why, without words of theirs. */
    outcome: text(),
    erasureId: text(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('privacy_requests_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('privacy_requests_by_person').on(t.personId),
    index('privacy_requests_by_asker').on(t.tenantId, t.askerToken),
    uniqueIndex('privacy_requests_open')
      .on(t.tenantId, t.dedupeToken)
      .where(sql`${t.completedAtMs} IS NULL`),
    index('privacy_requests_by_next_look').on(t.nextLookAtMs),
    index('privacy_requests_by_expiry').on(t.expiresAtMs),
  ],
)
