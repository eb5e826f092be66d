import type { Category } from '../category.ts'
import { and, eq, exists, not } from 'drizzle-orm'
import { personKeyName } from '../../vault/person-keys.ts'
import { tenants } from '../accounts/table.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
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

  async due(stores, nowMs, limit) {
    // While the account of who asks is active the clock stands still: what is due is looked at again when it is closed.
    const isCustomer = exists(
      stores.db
        .select({ id: tenants.id })
        .from(tenants)
        .where(and(eq(tenants.id, tickets.tenantId), eq(tenants.status, 'active'))),
    )
    const isDue = and(expiredAt(tickets.expiresAtMs, nowMs), not(isCustomer))
    const rows = await stores.db
      .select({ id: tickets.id })
      .from(tickets)
      .where(isDue)
      .orderBy(oldestFirst(tickets.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: ids.map((id) => personKeyName(PLATFORM, id)),
      statements: [stores.db.delete(tickets).where(and(oneOf(tickets.id, ids), isDue))],
    }
  },
}
