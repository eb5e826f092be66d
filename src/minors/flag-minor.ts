import { and, eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { newId } from '../kernel/ids.ts'
import { minorFlagCategory } from '../records/minor-flags/category.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { expiryOf } from '../records/retention/keep.ts'

export type MinorFlag = typeof minorFlags.$inferSelect

/** So long a business has to decide. Nothing decided is a decision to delete. */
export const DECIDE_MS = 7 * 86_400_000
const CONTENTS_MAX = 200

/** Somebody said to be a child, or is said to be one by who should know. */
export interface SaidToBeChild extends Pick<MinorFlag, 'personId' | 'occasion' | 'source'> {
  /** Ids of what is sealed off: the call, messages, recordings. */
  readonly contents: readonly string[]
}

/** A flag of an occasion, and what must be in one batch with what it seals off. Null where the occasion has one. */
export interface Flagging {
  readonly id: string
  readonly statements: readonly BatchItem<'sqlite'>[]
}

/**
 * Seals off what a child said: nobody reads it until the business has decided, and the business is told. Whoever calls puts the
 * statements into the batch that writes what they are about, and calls `sealAuditQuietly` and `wakeQuietly` after it.
 */
export async function flagMinor(ctx: Ctx, { contents, ...said }: SaidToBeChild): Promise<Flagging | null> {
  const same = and(ownedBy(ctx, minorFlags), eq(minorFlags.occasion, said.occasion))
  const known = await ctx.db.select({ id: minorFlags.id }).from(minorFlags).where(same).limit(1).get()
  if (known !== undefined) return null
  const row: MinorFlag = {
    ...said,
    id: newId('mnr', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    status: 'sealed',
    contents: [...new Set(contents)].slice(0, CONTENTS_MAX),
    decideByMs: ctx.nowMs + DECIDE_MS,
    decidedBy: null,
    decidedAtMs: null,
    createdAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, minorFlagCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const told = {
    flag_id: row.id,
    status: 'sealed' as const,
    source: row.source,
    ...(row.personId !== null && { person_id: row.personId }),
    decide_by: new Date(row.decideByMs).toISOString(),
  }
  const entry = { action: 'minor.flagged', subject: row.id, detailHash: await detailHashOf(row) } as const
  return {
    id: row.id,
    statements: [ctx.db.insert(minorFlags).values(row), emit(ctx, 'minor.flagged', told), appendAudit(ctx, [entry])],
  }
}
