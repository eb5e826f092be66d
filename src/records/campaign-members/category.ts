import { sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { ENDED_AT_ONCE } from './ended-at-once.ts'
import { parting } from './part-from-others.ts'
import { campaignMembers } from './table.ts'

/** When the key is gone under which they were, it is not said who they were. */
const CONTACTED_NOBODY = {
  ...ENDED_AT_ONCE,
  personId: null,
  identityToken: sql`'erased:' || ${campaignMembers.id}`,
  keyGroup: null,
  bookingId: null,
  subjectId: null,
}

export const campaignMemberCategory: Category = {
  name: 'campaign_members',
  what: 'Somebody whom a campaign was to contact, sealed with the key of their part of its list, and what came of it.',
  basis: 'contract',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [campaignMembers],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: campaignMembers,
        tenantId: campaignMembers.tenantId,
        names: [campaignMembers.personId, campaignMembers.identityToken],
        leaves: CONTACTED_NOBODY,
      },
    ],
    why: 'That somebody was on the list is in its count. Nothing says who.',
  },
  clock: {
    table: campaignMembers,
    tenantId: campaignMembers.tenantId,
    fromAtMs: campaignMembers.createdAtMs,
    expiresAtMs: campaignMembers.expiresAtMs,
  },

  due: dueRows({
    table: campaignMembers,
    id: campaignMembers.id,
    tenantId: campaignMembers.tenantId,
    personId: campaignMembers.personId,
    expiresAtMs: campaignMembers.expiresAtMs,
    sealed: true,
    subject: campaignMembers.keyGroup,
    parting,
  }),
}
