import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { campaignMembers } from './table.ts'

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
    personId: campaignMembers.identityToken,
    expiresAtMs: campaignMembers.expiresAtMs,
    sealed: false,
  }),
}
