import { and, eq, ne, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from './table.ts'
import { freshKey } from '../../vault/fresh-key.ts'
import { destroyPersonKey, findPersonKey } from '../../vault/person-keys.ts'
import { open, seal } from '../../vault/seal.ts'
import { currentKek } from '../../vault/tenant-kek.ts'
import { destroyGroup, memberPlace, nextGroup } from './list-groups.ts'

type Stores = Pick<Ctx, 'db' | 'blobs' | 'vault' | 'tenantId'>

/** The end of what is sealed is the tag over all of it: 16 bytes, in base64url. */
const TAG_CHARS = 22

/**
 * Seals everybody who is still in a group anew, as its next generation, and destroys the key that they were under: whatever copy there is
 * of it opens no more. Whoever leaves has nothing sealed any more when this begins. Safe to repeat, and for several who leave at once: one
 * statement moves all who are there as they were read, and for whoever comes second there is nobody left to move.
 */
export async function renewGroup(stores: Stores, group: string): Promise<void> {
  const { db, blobs, vault, tenantId } = stores
  const inGroup = and(eq(campaignMembers.keyGroup, group), eq(campaignMembers.tenantId, tenantId))
  const members = await db
    .select({ id: campaignMembers.id, sealed: campaignMembers.sealedTarget })
    .from(campaignMembers)
    .where(and(inGroup, ne(campaignMembers.sealedTarget, '')))
  // Without a key, as in a copy that was restored, nobody of it opens any more.
  const key = members.length === 0 ? null : await findPersonKey(vault, blobs, tenantId, group)
  if (key !== null) {
    const anew = await freshKey(await currentKek(vault, blobs, tenantId), blobs, tenantId, nextGroup(group))
    const moving = await Promise.all(
      members.map(async ({ id, sealed }) => {
        const place = memberPlace(tenantId, id)
        const text = await open(key, place, sealed)
        return text === null ? [] : [[id, sealed.slice(-TAG_CHARS), await seal(anew, place, text)] as const]
      }),
    )
    const moved = await db.run(sql`
      UPDATE ${campaignMembers} SET key_group = ${anew.subject}, sealed_target = moving.value ->> 2
      FROM json_each(${JSON.stringify(moving.flat())}) AS moving
      WHERE campaign_members.id = moving.value ->> 0 AND campaign_members.key_group = ${group}
        AND substr(campaign_members.sealed_target, -${sql.raw(String(TAG_CHARS))}) = moving.value ->> 1`)
    if (moved.meta.changes === 0) await destroyPersonKey(vault, blobs, tenantId, anew.subject)
  }
  await destroyGroup(stores, group)
}
