import type { Ctx } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { personKeyPrefix } from '../vault/person-keys.ts'
import type { CategoryBefore, KeyBefore } from './progress.ts'
import { countRows, erased } from './rows-of.ts'

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
