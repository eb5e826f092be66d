import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { holds } from './table.ts'

export const holdCategory: Category = {
  name: 'holds',
  what: 'An order to keep something that would be deleted otherwise, with its end. Kept six years from its end on.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [holds],
  blobPrefixes: [],
  erase: {
    does: 'keep',
    rows: [{ table: holds, tenantId: holds.tenantId, names: [holds.personId] }],
    why: 'That something had to be kept, and by whose order. The hold has ended.',
  },

  due: dueRows({
    table: holds,
    id: holds.id,
    tenantId: holds.tenantId,
    personId: null,
    expiresAtMs: holds.expiresAtMs,
    sealed: false,
  }),
}
