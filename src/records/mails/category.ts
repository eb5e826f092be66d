import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { mails } from './table.ts'

export const mailCategory: Category = {
  name: 'mails',
  what: 'A mail to one of our addresses, its bytes sealed with a key of its own.',
  basis: 'legitimate_interest',
  keepDays: 30,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [mails],
  blobPrefixes: ['mails/'],
  erase: {
    does: 'delete',
    rows: [
      {
        table: mails,
        tenantId: mails.tenantId,
        names: [],
        lists: mails.requestIds,
        blobKey: mails.blobKey,
        ownKey: mails.id,
      },
    ],
  },

  due: dueRows({
    table: mails,
    id: mails.id,
    tenantId: mails.tenantId,
    personId: mails.id,
    expiresAtMs: mails.expiresAtMs,
    sealed: true,
    blobKey: mails.blobKey,
  }),
}
