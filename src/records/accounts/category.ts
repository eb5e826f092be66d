import type { Category } from '../category.ts'
import { tenants } from './table.ts'

export const accountCategory: Category = {
  name: 'accounts',
  what: 'A business that is a customer, kept as long as it is one.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [tenants],
  blobPrefixes: [],
}
