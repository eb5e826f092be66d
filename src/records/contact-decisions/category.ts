import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { contactDecisions } from './table.ts'

export const contactDecisionCategory: Category = {
  name: 'contact_decisions',
  what: 'Whether somebody might be contacted, and by which rules: evidence, without a number or a word.',
  basis: 'legal_obligation',
  keepDays: 1826,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [contactDecisions],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: contactDecisions,
        tenantId: contactDecisions.tenantId,
        names: [contactDecisions.personId],
        leaves: { personId: null },
      },
    ],
    why: 'Proof that each contact was allowed, for five years (16 CFR 310.5). Under a keyed hash, without the person.',
  },

  due: dueRows({
    table: contactDecisions,
    id: contactDecisions.id,
    tenantId: contactDecisions.tenantId,
    personId: contactDecisions.personId,
    expiresAtMs: contactDecisions.expiresAtMs,
    sealed: false,
  }),
}
