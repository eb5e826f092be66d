import type { Category } from '../category.ts'
import { retentionSettings } from './table.ts'

export const retentionSettingCategory: Category = {
  name: 'retention_settings',
  what: 'A keep time that a business chose for itself, kept as long as it is a customer.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [retentionSettings],
  blobPrefixes: [],
}
