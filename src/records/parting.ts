import type { Ctx, RegionStores } from '../context.ts'
import { personKeyName } from '../vault/person-keys.ts'
import type { Vault } from '../vault/vault.ts'
import type { SealedRow } from './sealed-for.ts'

/** How rows go whose key seals those of others too: while others stay, and the key with them, a copy of what went would open. */
export interface Parting {
  /** Of these keys, those under which somebody stays when all that has ended now has gone. */
  readonly staying: (stores: RegionStores, subjects: readonly string[], nowMs: number) => Promise<readonly string[]>
  /** Has the others sealed with another key than these rows were, and destroys that one. Safe to repeat. */
  readonly part: (
    stores: Pick<Ctx, 'db' | 'blobs' | 'vault' | 'tenantId'>,
    subject: string,
    ids: readonly string[],
  ) => Promise<void>
}

interface Page {
  readonly rows: readonly SealedRow[]
  /** Key objects that go with them. */
  readonly keys: readonly string[]
  readonly nowMs: number
}

interface Parted {
  /** Keys whose rows wait for a later page. */
  readonly later: ReadonlySet<string | null>
  readonly before: (vault: Vault) => Promise<void>
}

/**
 * What precedes the deletion of a page in which some go from under a key that others keep; undefined where there are none. Nothing is
 * asked where the keys go too. One key is renewed with one page, as a run may make only so many queries.
 */
export async function partingFrom(
  stores: RegionStores,
  { staying, part }: Parting,
  { rows, keys, nowMs }: Page,
): Promise<Parted | undefined> {
  const going = new Set(keys)
  const shared = rows.filter(({ tenantId, subject }) => !going.has(personKeyName(tenantId, subject)))
  if (shared.length === 0) return undefined
  const subjects = [...new Set(shared.map(({ subject }) => subject))]
  const [first, ...later] = await staying(stores, subjects, nowMs)
  const parted = shared.filter(({ subject }) => subject === first)
  const tenantId = parted[0]?.tenantId
  if (first === undefined || tenantId === undefined) return undefined
  const ids = parted.map(({ id }) => id)
  return { later: new Set(later), before: (vault) => part({ ...stores, vault, tenantId }, first, ids) }
}
