import { and } from 'drizzle-orm'
import type { RegionStores } from '../../context.ts'
import type { Category } from '../category.ts'
import { expiredAt, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { personIdentities } from './identities-table.ts'
import { people } from './table.ts'

const ROW = { id: people.id, tenantId: people.tenantId, phoneToken: people.phoneToken }

interface Going {
  readonly id: string
  readonly phoneToken: string | null
}

/** Every name that leads to one of these persons: a number from a call is in their own row only. */
async function namesOf(
  { db }: RegionStores,
  rows: readonly Going[],
): Promise<readonly { id: string; token: string }[]> {
  const ids = rows.map(({ id }) => id)
  const known = await db
    .select({ id: personIdentities.personId, token: personIdentities.token })
    .from(personIdentities)
    .where(oneOf(personIdentities.personId, ids))
  return [...known, ...rows.flatMap(({ id, phoneToken }) => (phoneToken === null ? [] : [{ id, token: phoneToken }]))]
}

/** Takes down the pointers first: whoever calls or writes from now on is a new person, not the one about to go. */
async function forgetIdentities(stores: RegionStores, rows: readonly Going[]): Promise<void> {
  for (const { id, token } of await namesOf(stores, rows)) {
    const identity = stores.objects.identity(token)
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
  erase: {
    does: 'delete',
    rows: [
      { table: personIdentities, tenantId: personIdentities.tenantId, names: [personIdentities.personId] },
      { table: people, tenantId: people.tenantId, names: [people.id] },
    ],
  },
  clock: { table: people, tenantId: people.tenantId, fromAtMs: people.lastSeenAtMs, expiresAtMs: people.expiresAtMs },

  due: {
    table: people,
    id: people.id,
    tenantId: people.tenantId,
    personId: people.id,
    endsAtMs: people.expiresAtMs,
    ended: (nowMs) => expiredAt(people.expiresAtMs, nowMs),
    // Each has names elsewhere that point to them, and all of them are visited.
    rowsMax: 100,
    async pageOf(stores, names, nowMs) {
      const ended = expiredAt(people.expiresAtMs, nowMs)
      const rows = await stores.db
        .select(ROW)
        .from(people)
        .where(and(oneOf(people.id, names), ended))
      const ids = rows.map(({ id }) => id)
      const sealed = rows.map(({ id, tenantId }) => ({ id, tenantId, subject: id }))
      return {
        ids,
        blobKeys: await keysAbandonedBy(stores, people, sealed),
        statements: [
          stores.db.delete(personIdentities).where(oneOf(personIdentities.personId, ids)),
          stores.db.delete(people).where(and(oneOf(people.id, ids), ended)),
        ],
        before: () => forgetIdentities(stores, rows),
      }
    },
  },
}
