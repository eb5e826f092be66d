import { ne } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { outgoingMails } from './table.ts'

/** What is still to be sent is sent first. */
const isSettled = ne(outgoingMails.status, 'owed')

export const outgoingMailCategory: Category = {
  name: 'outgoing_mails',
  what: 'A mail we owed somebody: an acknowledgement, a challenge, an answer, a notice.',
  basis: 'legitimate_interest',
  keepDays: 30,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [outgoingMails],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [
      {
        table: outgoingMails,
        tenantId: outgoingMails.tenantId,
        names: [outgoingMails.requestId],
        only: isSettled,
        ownKey: outgoingMails.id,
      },
    ],
  },

  due: dueRows({
    table: outgoingMails,
    id: outgoingMails.id,
    tenantId: outgoingMails.tenantId,
    personId: outgoingMails.id,
    expiresAtMs: outgoingMails.expiresAtMs,
    sealed: true,
  }),
}
