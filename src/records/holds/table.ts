import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Something must not be deleted until a day: what, why and by whose order. */
export const holds = sqliteTable(
  'holds',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** Null: everything of the business. */
    personId: text(),
    /** Categories it is about; null: all of them. */
    categories: text({ mode: 'json' }).$type<readonly string[]>(),
    basis: text({ enum: ['litigation', 'statute', 'investigation', 'contract'] }).notNull(),
    /** Sealed with the tenant's key. */
    sealedReason: text().notNull(),
    placedBy: text().notNull(),
    startsAtMs: integer().notNull(),
    endsAtMs: integer().notNull(),
    /** Who asked for its release; another key has to agree before it holds no more. */
    releaseAskedBy: text(),
    releaseAskedAtMs: integer(),
    releasedAtMs: integer(),
    releasedBy: text(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('holds_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('holds_by_person').on(t.personId),
    index('holds_by_expiry').on(t.expiresAtMs),
  ],
)
