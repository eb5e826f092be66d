import type { Category } from '../category.ts'
import { agents, agentVersions } from './table.ts'

export const agentCategory: Category = {
  name: 'agents',
  what: 'An agent document and its published versions, kept as long as the business is a customer.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [agents, agentVersions],
  blobPrefixes: [],
}
