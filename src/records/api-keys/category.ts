import type { Category } from '../category.ts'
import { apiKeys } from './table.ts'

export const apiKeyCategory: Category = {
  name: 'api_keys',
  what: 'An API key by its hash, kept as long as the business is a customer.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [apiKeys],
  blobPrefixes: [],
}
