import type { Category } from '../category.ts'
import { suppressions } from './table.ts'

export const suppressionCategory: Category = {
  name: 'suppressions',
  what: 'A standing “do not contact” under the keyed hash of an identity, kept for ever: forgetting it would undo it.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [suppressions],
  blobPrefixes: [],
  erase: {
    does: 'keep',
    rows: [
      { table: suppressions, tenantId: suppressions.tenantId, names: [suppressions.identityToken], amongFew: true },
    ],
    why: 'Forgetting that somebody does not want to be contacted would undo it. A keyed hash of the number or address stays, which is pseudonymous, not anonymous.',
  },
}
