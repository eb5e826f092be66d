import type { Category } from '../category.ts'
import { resources, services } from './table.ts'

export const catalogCategory: Category = {
  name: 'catalog',
  what: 'What a business offers and on whom or what it is booked, kept as long as it is a customer.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [resources, services],
  blobPrefixes: [],
}
