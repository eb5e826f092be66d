import type { Category } from '../category.ts'
import { policyAcceptances, policyNotices } from './table.ts'

export const policyAcceptanceCategory: Category = {
  name: 'policy_acceptances',
  what: 'Of which version of its policy a business was told, and which it accepted, how and when. Kept as long as it is a customer, and six years on.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [policyAcceptances, policyNotices],
  blobPrefixes: [],
}
