import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { disclosures } from './table.ts'

export const disclosureCategory: Category = {
  name: 'disclosures',
  what: 'That something about a person went to a vendor, the business or an authority: which fields, what for, when. No values.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [disclosures],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      { table: disclosures, tenantId: disclosures.tenantId, names: [disclosures.personId], leaves: { personId: null } },
    ],
    why: 'That data of a kind went to a vendor or an authority, for six years (45 CFR 164.528). Without the person.',
  },

  due: dueRows({
    table: disclosures,
    id: disclosures.id,
    tenantId: disclosures.tenantId,
    personId: disclosures.personId,
    expiresAtMs: disclosures.expiresAtMs,
    sealed: false,
  }),
}
