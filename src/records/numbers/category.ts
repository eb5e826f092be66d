import type { Category } from '../category.ts'
import { numbers } from './table.ts'

export const numberCategory: Category = {
  name: 'numbers',
  what: 'A phone number of a business, kept until the business gives it back.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [numbers],
  blobPrefixes: [],
}
