import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { minorFlags } from './table.ts'

export const minorFlagCategory: Category = {
  name: 'minor_flags',
  what: 'That somebody said to be a child, what was sealed off for that, and what was decided. No words.',
  basis: 'legal_obligation',
  keepDays: 395,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [minorFlags],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: minorFlags,
        tenantId: minorFlags.tenantId,
        names: [minorFlags.personId],
        leaves: { personId: null, contents: [] },
      },
    ],
    why: 'That something was sealed off for a child, and what was decided. Without the person.',
  },

  due: dueRows({
    table: minorFlags,
    id: minorFlags.id,
    tenantId: minorFlags.tenantId,
    personId: minorFlags.personId,
    expiresAtMs: minorFlags.expiresAtMs,
    sealed: false,
  }),
}
