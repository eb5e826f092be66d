import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { exports } from './table.ts'

export const exportCategory: Category = {
  name: 'exports',
  what: 'What was put together about a person for that person, sealed with their key, to be fetched once within a day.',
  basis: 'legal_obligation',
  keepDays: 7,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [exports],
  blobPrefixes: ['exports/'],
  erase: {
    does: 'delete',
    rows: [{ table: exports, tenantId: exports.tenantId, names: [exports.personId], blobKey: exports.blobKey }],
  },

  due: dueRows({
    table: exports,
    id: exports.id,
    tenantId: exports.tenantId,
    personId: exports.personId,
    expiresAtMs: exports.expiresAtMs,
    sealed: true,
    blobKey: exports.blobKey,
  }),
}
