import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { contactPreferences } from './table.ts'

export const contactPreferenceCategory: Category = {
  name: 'contact_preferences',
  what: 'How, when and in what language somebody wants to be contacted, and where they are, sealed. Kept while they object, or their line is one to leave alone.',
  basis: 'contract',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [contactPreferences],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [{ table: contactPreferences, tenantId: contactPreferences.tenantId, names: [contactPreferences.personId] }],
  },
  clock: {
    table: contactPreferences,
    tenantId: contactPreferences.tenantId,
    fromAtMs: contactPreferences.updatedAtMs,
    expiresAtMs: contactPreferences.expiresAtMs,
    // Nobody who objects is contacted again because time went by, and no patient's room is rung.
    standsWhile: [contactPreferences.isObjecting, contactPreferences.isRestricted, contactPreferences.hasLineTags],
  },

  due: dueRows({
    table: contactPreferences,
    id: contactPreferences.personId,
    tenantId: contactPreferences.tenantId,
    personId: contactPreferences.personId,
    expiresAtMs: contactPreferences.expiresAtMs,
    sealed: true,
  }),
}
