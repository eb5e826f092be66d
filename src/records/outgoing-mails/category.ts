import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { outgoingMails } from './table.ts'

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

  due: dueRows({
    table: outgoingMails,
    id: outgoingMails.id,
    tenantId: outgoingMails.tenantId,
    personId: outgoingMails.id,
    expiresAtMs: outgoingMails.expiresAtMs,
    sealed: true,
  }),
}
