import { and, eq, gt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx, Db } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Category } from '../category.ts'
import { retentionSettings } from './table.ts'

const DAY_MS = 86_400_000

/**
 * Brings the end of what is already there forward to the new keep time. Nothing is kept longer than it was promised.
 *
 * Null for a category whose rows carry no end of their own.
 */
export function shorten(db: Db, { clock }: Category, tenantId: string, keepDays: number): BatchItem<'sqlite'> | null {
  if (!clock) return null
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
 * Keeps a tenant's things of a category for `keepDays` from now on, those already there included.
 *
 * One batch. A row written meanwhile by someone who read the old setting is shortened by the next sweep.
 *
 * @throws Refusal `invalid` outside the category's bounds.
 */
export async function setKeepDays(ctx: Ctx, category: Category, keepDays: number): Promise<void> {
  const { bounds, name } = category
  if (bounds === 'fixed') throw notWithin(name, 'fixed', 'The keep time of this category cannot be changed.')
  if (!Number.isInteger(keepDays) || keepDays < bounds.minDays || keepDays > bounds.maxDays)
    throw notWithin(name, 'out_of_range', `Choose ${bounds.minDays} to ${bounds.maxDays} days.`)

  const set = { keepDays, updatedAtMs: ctx.nowMs }
  const save = ctx.db
    .insert(retentionSettings)
    .values({ tenantId: ctx.tenantId, category: name, ...set })
    .onConflictDoUpdate({ target: [retentionSettings.tenantId, retentionSettings.category], set })
  const shortened = shorten(ctx.db, category, ctx.tenantId, keepDays)
  await ctx.db.batch(shortened ? [save, shortened] : [save])
}

const notWithin = (category: string, code: string, detail: string): Refusal =>
  new Refusal('invalid', `${category}: ${detail}`, { errors: [{ pointer: '/keep_days', code, detail }] })
