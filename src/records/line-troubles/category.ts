import type { Category } from '../category.ts'
import { lineTroubles } from './table.ts'

export const lineTroubleCategory: Category = {
  name: 'line_troubles',
  what: 'That a line cannot send, and the platform’s code for why, kept until it can again.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [lineTroubles],
  blobPrefixes: [],
}
