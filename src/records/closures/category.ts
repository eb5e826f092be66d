import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { closures } from './table.ts'

export const closureCategory: Category = {
  name: 'closures',
  what: 'That an account was closed or handed over, how far that came, and its signed receipt. Six years from its end on.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [closures],
  blobPrefixes: [],

  due: dueRows({
    table: closures,
    id: closures.id,
    tenantId: closures.tenantId,
    personId: null,
    expiresAtMs: closures.expiresAtMs,
    sealed: false,
  }),
}
