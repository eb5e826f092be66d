import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** `waiting`: due at `nextAtMs`. `contacting`: begun, and no outcome yet. The others are ends. */
export const MEMBER_STATUSES = [
  'waiting',
  'contacting',
  'reached',
  'confirmed',
  'declined',
  'accepted',
  'exhausted',
  'refused',
  'cancelled',
] as const

/** Somebody whom a campaign is to contact, and how far that is. */
export const campaignMembers = sqliteTable(
  'campaign_members',
  {
    id: text().primaryKey(),
    campaignId: text().notNull(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** HMAC of the number: known before the person is. */
    identityToken: text().notNull(),
    personId: text(),
    /** `{phone, fields}` as JSON, sealed with the key of `keyGroup`; empty for who was erased. */
    sealedTarget: text().notNull(),
    /**
     * Whose key in R2 `sealedTarget` is under: that of the part of a list with which they came. It goes with the first of them who is
     * erased, and the others get another. Null: sealed with the business's key, of before there were any; or nothing is sealed.
     */
    keyGroup: text(),
    bookingId: text(),
    status: text({ enum: MEMBER_STATUSES }).notNull(),
    /** Index into the campaign's channels. */
    channelAt: integer().notNull(),
    attempts: integer().notNull(),
    nextAtMs: integer(),
    /** What came of it last: an outcome, or why it was not begun. */
    lastCode: text(),
    /** The call or message of the last attempt. */
    subjectId: text(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('campaign_members_once').on(t.campaignId, t.identityToken),
    // A tick reads only who is due, in order: no scan.
    index('campaign_members_due')
      .on(t.campaignId, t.nextAtMs)
      .where(sql`${t.status} = 'waiting'`),
    index('campaign_members_by_status').on(t.campaignId, t.status),
    index('campaign_members_by_subject').on(t.subjectId),
    index('campaign_members_by_person').on(t.personId),
    index('campaign_members_by_identity').on(t.identityToken),
    index('campaign_members_by_key_group').on(t.keyGroup),
    index('campaign_members_by_expiry').on(t.expiresAtMs),
  ],
)
