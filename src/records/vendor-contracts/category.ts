import type { Category } from '../category.ts'
import { vendorContracts } from './table.ts'

export const vendorContractCategory: Category = {
  name: 'vendor_contracts',
  what: 'What is agreed with a vendor: contract, regions, and when it is to be looked at again.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'directory',
  tables: [vendorContracts],
  blobPrefixes: [],
}
