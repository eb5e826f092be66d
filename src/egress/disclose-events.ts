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
 * Events are read where they are: what an isolate hands over, it has not opened. Of somebody who was erased meanwhile, of which
 * the business is told after it happened, the row is kept without them, as their older ones are; of all such it is one row a day.
 * Its id is drawn: made of the person's it would tell of them when nothing else does any more.
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
      sql`SELECT coalesce((SELECT id FROM disclosures AS row WHERE row.person_id IS known.id AND row.id >= ${beginning}
          AND row.tenant_id = ${tenantId} AND row.livemode = told.livemode AND row.recipient = 'controller'
          AND row.purpose = 'notify' AND row.occasion = ${day} LIMIT 1), ${beginning} || lower(hex(randomblob(8)))), ${tenantId}, told.livemode, known.id, 'controller', 'notify', '["ids"]',
        NULL, ${day}, count(*), ${nowMs}, ${nowMs}, ${expiresAtMs}
        FROM (SELECT livemode, body ->> '$.data.person_id' AS person FROM events
          WHERE tenant_id = ${tenantId} AND id IN (SELECT value FROM json_each(${JSON.stringify(eventIds)}))) AS told
        LEFT JOIN people AS known ON known.tenant_id = ${tenantId} AND known.id = told.person
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
