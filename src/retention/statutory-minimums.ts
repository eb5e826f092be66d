import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import type { CategoryName } from '../records/category.ts'
import { TELEMARKETING_KEEP_DAYS } from '../records/calls/category.ts'
import { calls } from '../records/calls/table.ts'

const DAY_MS = 86_400_000

/** Something that a law has kept longer than the business chose. */
interface StatutoryMinimum {
  /** The rule as `docs/` and refusals name it. */
  readonly id: string
  readonly category: CategoryName
  /** Which of it, in words. */
  readonly what: string
  readonly keepDays: number
  readonly citation: string
}

/** Metadata only: what was said on such a call, and its recording, go when they always do. */
const TELEMARKETING_CALLS: StatutoryMinimum = {
  id: 'R-13',
  category: 'calls',
  what: 'Calls of ours that advertise: caller, called, when, how long and what came of it.',
  keepDays: TELEMARKETING_KEEP_DAYS,
  citation: '16 CFR 310.5',
}

export const STATUTORY_MINIMUMS: readonly StatutoryMinimum[] = [TELEMARKETING_CALLS]

/** Moves the end of what would go at `nowMs` to where the law has it. Said again it changes nothing. */
export async function keepAsLawSays(db: Db, nowMs: number): Promise<void> {
  const lawfulEndAtMs = sql`${calls.startedAtMs} + ${TELEMARKETING_CALLS.keepDays * DAY_MS}`
  await db
    .update(calls)
    .set({ expiresAtMs: lawfulEndAtMs })
    .where(and(lte(calls.expiresAtMs, nowMs), eq(calls.purpose, 'marketing'), gt(lawfulEndAtMs, nowMs)))
}
