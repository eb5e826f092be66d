import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from './table.ts'
import { personKeyName, personKeyPrefix } from '../../vault/person-keys.ts'
import type { Place } from '../../vault/seal.ts'

/*
 * A group is the part of a list that is sealed with one key: `grp_IMPORT_NTH.GENERATION`. Whoever leaves it takes the key along: the others
 * are sealed anew as its next generation, all of them in one statement, so that of one part of a list only the last generation has anybody
 * in it. What was sealed under an earlier one is to stay closed.
 */

type Stores = Pick<Ctx, 'db' | 'blobs' | 'tenantId'>

/** What the groups of an import begin with. */
const groupsOf = (importId: string): string => importId.replace(/^import_/, 'grp_')

/** The group of those of an import who begin with its `nth`. */
export const firstGroup = (importId: string, nth: number): string => `${groupsOf(importId)}_${nth}.0`

/** What a group becomes when somebody leaves it. Two who leave at once each begin one, and one of them stays empty. */
export const nextGroup = (group: string): string => `${partOf(group)}.${generationOf(group) + 1}-${crypto.randomUUID()}`

const partOf = (group: string): string => group.split('.')[0] ?? ''
const generationOf = (name: string): number => Number.parseInt(name.split('.')[1] ?? '0', 10)
/** Whose key an object of R2 is. */
const groupIn = (key: string): string | readonly string[] => key.split('/')[2] ?? []

/** Where somebody of a group opens, and nowhere else. */
export const memberPlace = (tenantId: string, memberId: string): Place => ({
  tenantId,
  table: 'campaign_members',
  recordId: memberId,
  field: 'sealed_target',
})

/** The key objects of what begins like this. */
async function keysBelow({ blobs, tenantId }: Stores, start: string): Promise<readonly string[]> {
  const { objects } = await blobs.list({ prefix: personKeyPrefix(tenantId, start).slice(0, -1) })
  return objects.map(({ key }) => key)
}

/**
 * Destroys the keys of a group and of all that it was before. Nobody may be in it any more: then nobody is in an earlier one, and whoever
 * was about to seal something anew from one of those finds that it was done.
 */
export async function destroyGroup(stores: Stores, group: string): Promise<void> {
  const keys = await keysBelow(stores, `${partOf(group)}.`)
  await stores.blobs.delete(keys.filter((key) => generationOf(key) <= generationOf(group)))
}

/** The groups that have a key, of the parts of lists that these are of. */
export async function groupsBeside(stores: Stores, groups: readonly string[]): Promise<readonly string[]> {
  const parts = new Set(groups.map(partOf))
  const keys = await Promise.all([...parts].map((part) => keysBelow(stores, `${part}.`)))
  return keys.flat().flatMap(groupIn)
}

/** Of these groups, those that no row names. */
export async function groupsOfNobody({ db }: Pick<Ctx, 'db'>, groups: readonly string[]): Promise<readonly string[]> {
  if (groups.length === 0) return []
  const unnamed = await db.all<{ readonly name: string }>(sql`
    SELECT value AS name FROM json_each(${JSON.stringify(groups)})
    WHERE NOT EXISTS (SELECT 1 FROM ${campaignMembers} WHERE ${campaignMembers.keyGroup} = value)`)
  return unnamed.map(({ name }) => name)
}

/** Destroys the keys of an import under which nobody came to be. */
export async function dropUnusedGroups(stores: Stores, importId: string): Promise<void> {
  const keys = await keysBelow(stores, `${groupsOf(importId)}_`)
  // A later generation is being made by whoever leaves: it is theirs.
  const first = keys.filter((key) => generationOf(key) === 0).flatMap(groupIn)
  const unused = await groupsOfNobody(stores, first)
  await stores.blobs.delete(unused.map((name) => personKeyName(stores.tenantId, name)))
}
