import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { idsFrom } from '../kernel/ids.ts'
import { disclosureCategory } from '../records/disclosures/category.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { dayOf } from './disclose.ts'

/**
 * That a business was told of persons by events: one row for a person and day, with how many events, as one statement.
 *
 * Events are read where they are: what an isolate hands over, it has not opened.
 */
export function discloseEvents(
  { db, tenantId, nowMs }: Pick<Ctx, 'db' | 'tenantId' | 'nowMs'>,
  eventIds: readonly string[],
): BatchItem<'sqlite'> {
  const day = dayOf(nowMs)
  const beginning = idsFrom('dsc', Date.parse(day.slice('day:'.length)))
  const expiresAtMs = expiryOf(nowMs, disclosureCategory.keepDays ?? Number.POSITIVE_INFINITY)
  // The columns are in the order of the table.
  return db
    .insert(disclosures)
    .select(
      sql`SELECT ${beginning} || substr(told.person, -16), ${tenantId}, told.livemode, told.person, 'controller', 'notify', '["ids"]',
        NULL, ${day}, count(*), ${nowMs}, ${nowMs}, ${expiresAtMs}
        FROM (SELECT livemode, body ->> '$.data.person_id' AS person FROM events
          WHERE tenant_id = ${tenantId} AND id IN (SELECT value FROM json_each(${JSON.stringify(eventIds)}))) AS told
        WHERE told.person LIKE 'per\\_%' ESCAPE '\\' GROUP BY told.person, told.livemode`,
    )
    .onConflictDoUpdate({
      target: disclosures.id,
      set: {
        lastAtMs: sql`excluded.last_at_ms`,
        requestCount: sql`${disclosures.requestCount} + excluded.request_count`,
      },
    })
}
