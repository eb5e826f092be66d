import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { messageBodies } from './table.ts'

export const messageBodyCategory: Category = {
  name: 'message_bodies',
  what: 'What a message says, sealed with the person’s key.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messageBodies],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [{ table: messageBodies, tenantId: messageBodies.tenantId, names: [messageBodies.personId] }],
  },
  clock: {
    table: messageBodies,
    tenantId: messageBodies.tenantId,
    fromAtMs: messageBodies.createdAtMs,
    expiresAtMs: messageBodies.expiresAtMs,
  },

  due: dueRows({
    table: messageBodies,
    id: messageBodies.messageId,
    tenantId: messageBodies.tenantId,
    personId: messageBodies.personId,
    expiresAtMs: messageBodies.expiresAtMs,
    sealed: true,
  }),
}
