import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { corrections } from './table.ts'

export const correctionCategory: Category = {
  name: 'corrections',
  what: 'What stood there before somebody had it corrected, sealed with their key.',
  basis: 'legal_obligation',
  keepDays: 395,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [corrections],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [{ table: corrections, tenantId: corrections.tenantId, names: [corrections.personId] }],
  },

  due: dueRows({
    table: corrections,
    id: corrections.id,
    tenantId: corrections.tenantId,
    personId: corrections.personId,
    expiresAtMs: corrections.expiresAtMs,
    sealed: true,
  }),
}
