import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { supportGrants } from './table.ts'

export const supportGrantCategory: Category = {
  name: 'support_grants',
  what: 'That the platform was let look into a business’s content: why, by whom, until when, how often it did.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [supportGrants],
  blobPrefixes: [],

  due: dueRows({
    table: supportGrants,
    id: supportGrants.id,
    tenantId: supportGrants.tenantId,
    personId: null,
    expiresAtMs: supportGrants.expiresAtMs,
    sealed: false,
  }),
}
