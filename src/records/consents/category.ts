import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { consents } from './table.ts'

export const consentCategory: Category = {
  name: 'consents',
  what: 'That somebody agreed to be contacted, in the words they were shown, or took it back.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [consents],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      { table: consents, tenantId: consents.tenantId, names: [consents.personId], leaves: { personId: 'erased' } },
    ],
    why: 'Proof of what was agreed to, five years after it was last relied on (16 CFR 310.5). Under a keyed hash, without the person.',
  },

  due: dueRows({
    table: consents,
    id: consents.id,
    tenantId: consents.tenantId,
    personId: consents.personId,
    expiresAtMs: consents.expiresAtMs,
    sealed: false,
  }),
}
