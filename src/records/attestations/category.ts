import type { Category } from '../category.ts'
import { attestations } from './table.ts'

export const attestationCategory: Category = {
  name: 'attestations',
  what: 'What a business has signed: that it has the consent of those it contacts.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [attestations],
  blobPrefixes: [],
}
