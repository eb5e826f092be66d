import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { auditEntries } from './table.ts'

export const auditCategory: Category = {
  name: 'audit',
  what: 'What was decided and changed, in a chain of hashes, without names, words or numbers.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [auditEntries],
  blobPrefixes: [],

  due: dueRows({
    table: auditEntries,
    id: auditEntries.hash,
    tenantId: auditEntries.tenantId,
    personId: null,
    expiresAtMs: auditEntries.expiresAtMs,
    sealed: false,
  }),
}
