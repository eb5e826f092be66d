import type { Category } from '../category.ts'
import { outreachSettings } from './table.ts'

export const outreachSettingCategory: Category = {
  name: 'outreach_settings',
  what: 'What a business is bound by before it may reach out.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [outreachSettings],
  blobPrefixes: [],
}
