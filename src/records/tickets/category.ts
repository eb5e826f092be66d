import type { Category } from '../category.ts'
import { and, sql, type SQL } from 'drizzle-orm'
import { personKeyName } from '../../vault/person-keys.ts'
import { tenants } from '../accounts/table.ts'
import { oneOf } from '../expired.ts'
import { tickets } from './table.ts'

/** Whose keys seal tickets: the platform's own. */
const PLATFORM = 'platform'

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
  erase: {
    does: 'keep',
    rows: [],
    why: 'What somebody wrote to the platform itself is no data of the business; it has its own end.',
  },

  due: {
    table: tickets,
    id: tickets.id,
    tenantId: tickets.tenantId,
    personId: null,
    endsAtMs: tickets.expiresAtMs,
    ended: isDue,
    async pageOf({ db }, names, nowMs) {
      const going = and(oneOf(tickets.id, names), isDue(nowMs))
      const rows = await db.select({ id: tickets.id }).from(tickets).where(going)
      const ids = rows.map(({ id }) => id)
      const blobKeys = ids.map((id) => personKeyName(PLATFORM, id))
      return { ids, blobKeys, statements: [db.delete(tickets).where(going)] }
    },
  },
}

/** While the account of who asks is active the clock stands still: what is due is looked at again when it is closed. */
function isDue(nowMs: number): SQL {
  return sql`${tickets.expiresAtMs} <= ${nowMs} AND NOT EXISTS (SELECT 1 FROM ${tenants}
    WHERE ${tenants.id} = ${tickets.tenantId} AND ${tenants.status} = 'active')`
}
