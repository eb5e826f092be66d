import { and, eq, isNull, sql } from 'drizzle-orm'
import { underAnyOf } from '../consent/under-any-of.ts'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { isLeftAlone } from '../consent/left-alone.ts'
import { lineTroubles } from '../records/line-troubles/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { lineNameOf } from './line-trouble.ts'
import { forGood, type Stop } from './stops.ts'

/** What the records say against sending, before the thread itself is asked. */
export interface Standing {
  /** Suppressions. */
  readonly stops: readonly Stop[]
  /** That they object to being dealt with at all (GDPR art. 18 and 21): nothing is said to them, whatever for. */
  readonly objection: readonly Stop[]
  /** When the line may be tried again; null when nothing is wrong with it. */
  readonly lineRestsUntilMs: number | null
}

/** One suppression of each kind, however many names it is under: a handful, read with a `GROUP BY` of the kind. */
export const EACH_STOP = {
  scope: suppressions.scope,
  endsBy: suppressions.endsBy,
  atMs: sql<number>`min(${suppressions.createdAtMs})`,
} as const

/**
 * Reads what stands against a person, under every identity they are known by, and whether their line can send.
 *
 * A suppression may be older than the person: whoever was forgotten, or never known, is suppressed by their number alone.
 */
export async function standingOf(
  ctx: Ctx,
  personId: string,
  line: { readonly provider: string; readonly line: string },
): Promise<Standing> {
  const stops = ctx.db
    .select(EACH_STOP)
    .from(suppressions)
    .where(and(underAnyOf(ctx, personId), isNull(suppressions.endedAtMs)))
    .groupBy(suppressions.scope, suppressions.endsBy)
  const objecting = ctx.db
    .select({ atMs: contactPreferences.updatedAtMs })
    .from(contactPreferences)
    .where(and(ownedBy(ctx, contactPreferences), eq(contactPreferences.personId, personId), isLeftAlone))
  const trouble = ctx.db
    .select({ nextTryAtMs: lineTroubles.nextTryAtMs })
    .from(lineTroubles)
    .where(eq(lineTroubles.id, lineNameOf(ctx, line)))
  const [found, troubles, objections] = await ctx.db.batch([stops, trouble, objecting])
  return {
    stops: found,
    objection: objections.map(({ atMs }) => forGood(atMs)),
    lineRestsUntilMs: troubles[0]?.nextTryAtMs ?? null,
  }
}
