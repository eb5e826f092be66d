import type { Ctx } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { campaignMembers } from '../records/campaign-members/table.ts'
import { categoryNamed } from '../records/index.ts'
import { personKeyPrefix } from '../vault/person-keys.ts'
import type { CategoryBefore, KeyBefore } from './progress.ts'
import { countRows, erased, isTheirs } from './rows-of.ts'

/** The keys of these subjects as they are, by the hash of what lies there: the wrapped key, which nobody can open alone. */
export async function keysBefore(ctx: Ctx, subjects: readonly string[]): Promise<readonly KeyBefore[]> {
  const found: KeyBefore[] = []
  for (const subject of subjects) {
    const listed = await ctx.blobs.list({ prefix: personKeyPrefix(ctx.tenantId, subject) })
    for (const { key: keyObject } of listed.objects) {
      const object = await ctx.blobs.get(keyObject)
      if (object === null) continue
      found.push({ keyObject, sha256: await sha256Hex(new Uint8Array(await object.arrayBuffer())) })
    }
  }
  return found
}

/** The groups in which they are on lists for campaigns: each has a key of its own. */
export async function groupsWith({ db, tenantId }: Ctx, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const rows of categoryNamed('campaign_members').erase?.rows ?? []) {
    const groups = db.selectDistinct({ group: campaignMembers.keyGroup }).from(campaignMembers)
    for (const { group } of await groups.where(isTheirs(tenantId, rows, names))) if (group !== null) found.push(group)
  }
  return found
}

/** How much of each kind of data there is about somebody. */
export async function countAll(ctx: Ctx, names: readonly string[]): Promise<readonly CategoryBefore[]> {
  return Promise.all(
    erased.map(async ({ name, erase }) => {
      const counts = await Promise.all(erase.rows.map((rows) => countRows(ctx, rows, names)))
      const keptRows = erase.rows.reduce(
        (sum, { keptBy }, at) => sum + (keptBy === undefined ? 0 : (counts[at]?.rows ?? 0)),
        0,
      )
      return {
        category: name,
        ...(keptRows > 0 && { keptRows }),
        rows: counts.reduce((sum, { rows }) => sum + rows, 0),
        objects: counts.reduce((sum, { objects }) => sum + objects, 0),
      }
    }),
  )
}
