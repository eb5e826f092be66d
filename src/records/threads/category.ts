import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { threads } from './table.ts'

export const threadCategory: Category = {
  name: 'threads',
  what: 'That a business and a person write to each other, who answers, and when they last did.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [threads],
  blobPrefixes: [],
  erase: { does: 'delete', rows: [{ table: threads, tenantId: threads.tenantId, names: [threads.personId] }] },
  clock: {
    table: threads,
    tenantId: threads.tenantId,
    fromAtMs: threads.lastMessageAtMs,
    expiresAtMs: threads.expiresAtMs,
  },

  due: dueRows({
    table: threads,
    id: threads.id,
    tenantId: threads.tenantId,
    personId: threads.personId,
    expiresAtMs: threads.expiresAtMs,
    sealed: false,
  }),
}
