import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { messageMedia } from './table.ts'

export const messageMediaCategory: Category = {
  name: 'message_media',
  what: 'A photo, voice note or document that came with a message, sealed, and the words of a voice note.',
  basis: 'consent',
  keepDays: 30,
  bounds: { minDays: 0, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messageMedia],
  blobPrefixes: ['messages/'],
  erase: {
    does: 'delete',
    rows: [
      {
        table: messageMedia,
        tenantId: messageMedia.tenantId,
        names: [messageMedia.personId],
        blobKey: messageMedia.blobKey,
      },
    ],
  },
  clock: {
    table: messageMedia,
    tenantId: messageMedia.tenantId,
    fromAtMs: messageMedia.createdAtMs,
    expiresAtMs: messageMedia.expiresAtMs,
  },

  due: dueRows({
    table: messageMedia,
    id: messageMedia.id,
    tenantId: messageMedia.tenantId,
    personId: messageMedia.personId,
    expiresAtMs: messageMedia.expiresAtMs,
    sealed: true,
    blobKey: messageMedia.blobKey,
  }),
}
