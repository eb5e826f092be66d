import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { renewGroup } from '../records/campaign-members/renew-group.ts'
import { ENDED_AT_ONCE } from '../records/campaign-members/ended-at-once.ts'
import { campaignMembers } from '../records/campaign-members/table.ts'

/** The plus leaves SQLite the indexes of whom rows name. */
const HAS_GROUP = sql`+${campaignMembers.keyGroup} IS NOT NULL`
export const HAS_NO_GROUP = sql`+${campaignMembers.keyGroup} IS NULL`

/**
 * Takes the keys along under which somebody's places in lists for campaigns are sealed: their own rows say nothing any more, then whoever
 * else is in the group is sealed anew, then the key goes, and last their row lets go of the group. By that it is found again, wherever
 * this breaks off.
 */
export async function leaveLists(
  stores: Pick<Ctx, 'db' | 'blobs' | 'vault' | 'tenantId'>,
  theirs: SQL | undefined,
): Promise<void> {
  const { db } = stores
  await db.update(campaignMembers).set(ENDED_AT_ONCE).where(and(theirs, HAS_GROUP))
  // Those who came to a list since have something sealed: their turn is the next.
  const left = and(theirs, HAS_GROUP, eq(campaignMembers.sealedTarget, ''))
  const groups = await db.selectDistinct({ group: campaignMembers.keyGroup }).from(campaignMembers).where(left)
  for (const { group } of groups) {
    if (group === null) continue
    await renewGroup(stores, group)
    const itsRows = and(left, eq(campaignMembers.keyGroup, group))
    await db.update(campaignMembers).set({ keyGroup: null }).where(itsRows)
  }
}
