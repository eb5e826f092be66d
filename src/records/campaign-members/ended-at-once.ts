import { sql } from 'drizzle-orm'
import { campaignMembers } from './table.ts'

/** Whoever is to be gone is contacted no more, and their row says nothing. */
export const ENDED_AT_ONCE = {
  sealedTarget: '',
  nextAtMs: null,
  status: sql`CASE WHEN ${campaignMembers.status} IN ('waiting', 'contacting') THEN 'cancelled' ELSE ${campaignMembers.status} END`,
}
