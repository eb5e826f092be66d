import { and, eq, gt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../context.ts'
import type { Category, Clock } from '../category.ts'
import { retentionSettings } from './table.ts'

const DAY_MS = 86_400_000

/** What a business may choose of a category. */
export interface KeepChoice {
  readonly category: Category
  readonly keepDays?: number | undefined
  readonly endAction?: 'delete' | 'deidentify' | undefined
}

/**
 * Brings the end of what is already there forward to the new keep time. Nothing is kept longer than it was promised.
 *
 * No statement for a category whose rows carry no end of their own.
 */
export const shorten = (
  db: Db,
  { clock, beside }: Category,
  tenantId: string,
  keepDays: number,
): readonly BatchItem<'sqlite'>[] =>
  [clock, beside?.clock].flatMap((one) => (one === undefined ? [] : [endSooner(db, one, tenantId, keepDays)]))

function endSooner(db: Db, clock: Clock, tenantId: string, keepDays: number): BatchItem<'sqlite'> {
  const endAtMs = sql`${clock.fromAtMs} + ${keepDays * DAY_MS}`
  return db
    .update(clock.table)
    .set({ expiresAtMs: endAtMs })
    .where(
      and(
        eq(clock.tenantId, tenantId),
        gt(clock.expiresAtMs, endAtMs),
        ...(clock.standsWhile ?? []).map((column) => eq(column, false)),
      ),
    )
}

/**
 * Statements that keep a business's things of a category as it chose, those already there included. Within the bounds is for
 * whoever calls to see to.
 *
 * A row written meanwhile by someone who read the old setting is shortened by the next sweep.
 */
export function keepStatements(
  { db, tenantId, nowMs }: { readonly db: Db; readonly tenantId: string; readonly nowMs: number },
  { category, keepDays, endAction }: KeepChoice,
): [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] {
  const set = { ...(keepDays !== undefined && { keepDays }), ...(endAction && { endAction }), updatedAtMs: nowMs }
  const save = db
    .insert(retentionSettings)
    .values({ tenantId, category: category.name, keepDays: category.keepDays ?? 0, ...set })
    .onConflictDoUpdate({ target: [retentionSettings.tenantId, retentionSettings.category], set })
  return keepDays === undefined ? [save] : [save, ...shorten(db, category, tenantId, keepDays)]
}
