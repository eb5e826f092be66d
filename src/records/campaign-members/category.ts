import { sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { campaignMembers } from './table.ts'

/** Whoever is erased is contacted no more, and who they were is not said. */
const CONTACTED_NOBODY = {
  personId: null,
  identityToken: sql`'erased:' || ${campaignMembers.id}`,
  sealedTarget: '',
  bookingId: null,
  subjectId: null,
  nextAtMs: null,
  status: sql`CASE WHEN ${campaignMembers.status} IN ('waiting', 'contacting') THEN 'cancelled' ELSE ${campaignMembers.status} END`,
}

export const campaignMemberCategory: Category = {
  name: 'campaign_members',
  what: 'Somebody whom a campaign was to contact, sealed with the tenant’s key, and what came of it.',
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
    sealed: false,
  }),
}
