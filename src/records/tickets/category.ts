import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { tickets } from './table.ts'

export const ticketCategory: Category = {
  name: 'tickets',
  what: 'An inquiry, a demo request or a question to the platform, sealed with a key of its own. From the last contact on; while the account of who asks is active it stays.',
  basis: 'legitimate_interest',
  keepDays: 730,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'directory',
  tables: [tickets],
  blobPrefixes: [],

  due: dueRows({
    table: tickets,
    id: tickets.id,
    tenantId: tickets.id,
    personId: tickets.id,
    expiresAtMs: tickets.expiresAtMs,
    sealed: false,
  }),
}
