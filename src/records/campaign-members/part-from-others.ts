import { and, eq, sql } from 'drizzle-orm'
import { expiredAt, oneOf } from '../expired.ts'
import { isNotHeld } from '../holds/held.ts'
import type { Parting } from '../parting.ts'
import { ENDED_AT_ONCE } from './ended-at-once.ts'
import { renewGroup } from './renew-group.ts'
import { campaignMembers } from './table.ts'

/**
 * Who goes from a list at their end while others of their group stay, as a hold keeps those: as one who is erased leaves it. Their rows say
 * nothing any more, the others are sealed anew, and the key that they were under goes, before their rows do.
 */
export const parting: Parting = {
  async staying({ db }, groups, nowMs) {
    const goes = and(
      expiredAt(campaignMembers.expiresAtMs, nowMs),
      isNotHeld('campaign_members', campaignMembers, nowMs),
    )
    const staying = await db.all<{ readonly name: string }>(sql`
      SELECT part.value AS name FROM json_each(${JSON.stringify(groups)}) AS part
      WHERE EXISTS (SELECT 1 FROM ${campaignMembers} WHERE ${campaignMembers.keyGroup} = part.value AND NOT (${goes}))`)
    return staying.map(({ name }) => name)
  },

  async part(stores, group, ids) {
    const going = and(oneOf(campaignMembers.id, ids), eq(campaignMembers.keyGroup, group))
    await stores.db.update(campaignMembers).set(ENDED_AT_ONCE).where(going)
    await renewGroup(stores, group)
  },
}
