import type { Category } from '../category.ts'
import { policyAcceptances } from './table.ts'

export const policyAcceptanceCategory: Category = {
  name: 'policy_acceptances',
  what: 'Which version of which policy a business accepted, how and when. Kept as long as it is a customer, and six years on.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [policyAcceptances],
  blobPrefixes: [],
}
