import { and, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { CategoryName } from '../category.ts'
import { categoryNamed } from '../index.ts'
import { retentionSettings } from './table.ts'

const DAY_MS = 86_400_000

/** What is kept without end has this end: the last moment a `Date` can hold is not in any row's way. */
const NEVER_AT_MS = 253_402_300_799_000

/**
 * Days that this tenant's things of a category are kept: its own setting, else the category's. 0: never store them.
 *
 * Infinity where there is no end.
 */
export async function keepDaysOf(ctx: Pick<Ctx, 'db' | 'tenantId'>, category: CategoryName): Promise<number> {
  const its = and(eq(retentionSettings.tenantId, ctx.tenantId), eq(retentionSettings.category, category))
  const chosen = await ctx.db.select({ keepDays: retentionSettings.keepDays }).from(retentionSettings).where(its).get()
  return chosen?.keepDays ?? categoryNamed(category).keepDays ?? Number.POSITIVE_INFINITY
}

/** {@link keepDaysOf} of several categories, in one statement. */
export async function keepDaysOfAll<Name extends CategoryName>(
  ctx: Pick<Ctx, 'db' | 'tenantId'>,
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const its = and(eq(retentionSettings.tenantId, ctx.tenantId), inArray(retentionSettings.category, [...names]))
  const chosen = await ctx.db.select().from(retentionSettings).where(its)
  const daysOf = (name: Name): number =>
    chosen.find(({ category }) => category === name)?.keepDays ??
    categoryNamed(name).keepDays ??
    Number.POSITIVE_INFINITY
  return Object.fromEntries(names.map((name) => [name, daysOf(name)])) as Record<Name, number>
}

/** When something kept for `keepDays` from `fromAtMs` on goes, epoch milliseconds. */
export const expiryOf = (fromAtMs: number, keepDays: number): number =>
  Number.isFinite(keepDays) ? fromAtMs + keepDays * DAY_MS : NEVER_AT_MS
