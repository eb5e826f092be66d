import { ne } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { callerBlocks } from './table.ts'

export const CALLER_BLOCK_DAYS = 365

export const callerBlockCategory: Category = {
  name: 'caller_blocks',
  what: 'A caller whom the business no longer answers, by the keyed hash and the last digits of their number.',
  basis: 'legitimate_interest',
  keepDays: CALLER_BLOCK_DAYS,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [callerBlocks],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: callerBlocks,
        tenantId: callerBlocks.tenantId,
        names: [callerBlocks.phoneToken],
        amongFew: true,
        only: ne(callerBlocks.maskedPhone, ''),
        leaves: { maskedPhone: '' },
      },
    ],
    why: 'A number that was blocked for abuse stays blocked, as a keyed hash, until the block ends.',
  },

  due: dueRows({
    table: callerBlocks,
    id: callerBlocks.id,
    tenantId: callerBlocks.tenantId,
    personId: null,
    expiresAtMs: callerBlocks.expiresAtMs,
    sealed: false,
  }),
}
