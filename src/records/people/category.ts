import { and } from 'drizzle-orm'
import type { Objects } from '../../context.ts'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { personIdentities } from './identities-table.ts'
import { people } from './table.ts'

const ROW = { id: people.id, tenantId: people.tenantId, phoneToken: people.phoneToken }

/** Takes down the pointers first: whoever calls from now on is a new person, not the one about to go. */
async function forgetIdentities(
  objects: Objects,
  rows: readonly { readonly id: string; readonly phoneToken: string | null }[],
): Promise<void> {
  for (const { id, phoneToken } of rows) {
    if (phoneToken === null) continue
    const identity = objects.identity(phoneToken)
    if ((await identity.person()) === id) await identity.point(null)
  }
}

export const personCategory: Category = {
  name: 'people',
  what: 'Whoever is behind a number; name, number and address are sealed. Kept from the last contact on.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [people, personIdentities],
  blobPrefixes: [],
  clock: { table: people, tenantId: people.tenantId, fromAtMs: people.lastSeenAtMs, expiresAtMs: people.expiresAtMs },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(people.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(people)
      .where(expired)
      .orderBy(oldestFirst(people.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    const sealed = rows.map(({ id, tenantId }) => ({ id, tenantId, subject: id }))
    return {
      ids,
      blobKeys: await keysAbandonedBy(stores, people, sealed),
      statements: [stores.db.delete(people).where(and(oneOf(people.id, ids), expired))],
      before: () => forgetIdentities(stores.objects, rows),
    }
  },
}
