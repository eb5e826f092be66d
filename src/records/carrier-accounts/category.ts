import type { Category } from '../category.ts'
import { carrierAccounts } from './table.ts'

export const carrierAccountCategory: Category = {
  name: 'carrier_accounts',
  what: 'A business’s account at a carrier with its sealed tokens, kept until the business takes it back.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [carrierAccounts],
  blobPrefixes: [],
}
