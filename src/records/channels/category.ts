import type { Category } from '../category.ts'
import { channels } from './table.ts'

export const channelCategory: Category = {
  name: 'channels',
  what: 'A WhatsApp number of a business, kept until the business gives it back; its own secrets are sealed.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'directory',
  tables: [channels],
  blobPrefixes: [],
}
