import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { erasures } from './table.ts'

export const erasureCategory: Category = {
  name: 'erasures',
  what: 'That somebody was erased, with the signed receipt: what went, what stays and why. Nobody can be told from it.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [erasures],
  blobPrefixes: [],

  due: dueRows({
    table: erasures,
    id: erasures.id,
    tenantId: erasures.tenantId,
    personId: null,
    expiresAtMs: erasures.expiresAtMs,
    sealed: false,
  }),
}
