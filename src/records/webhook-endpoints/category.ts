import type { Category } from '../category.ts'
import { webhookEndpoints } from './table.ts'

export const webhookEndpointCategory: Category = {
  name: 'webhook_endpoints',
  what: 'Where a business wants its events, kept until the business takes it back.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'business',
  where: 'region',
  tables: [webhookEndpoints],
  blobPrefixes: [],
}
