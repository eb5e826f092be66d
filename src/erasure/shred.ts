import type { Ctx } from '../context.ts'
import { groupsOfNobody } from '../records/campaign-members/list-groups.ts'
import { destroyPersonKey, personKeyPrefix } from '../vault/person-keys.ts'
import type { ErasureProgress } from './progress.ts'

type Stores = Pick<Ctx, 'vault' | 'blobs' | 'tenantId'>

/**
 * Destroys the keys of these subjects, in all their versions, and looks that they are gone. No isolate keeps one beyond the request it
 * was read for; the objects that do let go of theirs before.
 *
 * @throws Error when one is still there: it is tried again.
 */
export async function shredKeys(ctx: Stores, subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) await destroyPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, subject)
  const left = await keysLeft(ctx, subjects)
  if (left.length > 0) throw new Error('a key that was destroyed is still there')
}

/**
 * Destroys the keys that nobody came to be sealed with since they left: a copy of the database from when they were open with one. Whoever
 * was about to seal others with it has done so by now. What is gone counts as theirs from then on: it is looked for.
 */
export async function shredEmptyGroups(
  ctx: Stores & Pick<Ctx, 'db'>,
  progress: ErasureProgress,
): Promise<ErasureProgress> {
  const { groups = [], emptyGroups = [] } = progress
  const gone = await groupsOfNobody(ctx, emptyGroups)
  await shredKeys(ctx, gone)
  return { ...progress, groups: [...groups, ...gone], emptyGroups: [] }
}

/** The key objects that there are below these subjects' names: none, after they were erased. */
export async function keysLeft({ blobs, tenantId }: Stores, subjects: readonly string[]): Promise<readonly string[]> {
  const listed = await Promise.all(
    subjects.map((subject) => blobs.list({ prefix: personKeyPrefix(tenantId, subject) })),
  )
  return listed.flatMap(({ objects }) => objects.map(({ key }) => key))
}
