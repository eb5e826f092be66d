import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { campaigns } from './table.ts'

export const campaignCategory: Category = {
  name: 'campaigns',
  what: 'That a business had many people contacted for one purpose, when and how.',
  basis: 'contract',
  keepDays: 1826,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [campaigns],
  blobPrefixes: [],

  due: dueRows({
    table: campaigns,
    id: campaigns.id,
    tenantId: campaigns.tenantId,
    personId: null,
    expiresAtMs: campaigns.expiresAtMs,
    sealed: false,
  }),
}
