import { and, eq, isNull } from 'drizzle-orm'
import { underAnyOf } from '../consent/under-any-of.ts'
import type { Ctx } from '../context.ts'
import { lineTroubles } from '../records/line-troubles/table.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { lineNameOf } from './line-trouble.ts'
import type { Stop } from './stops.ts'

/** What the records say against sending, before the thread itself is asked. */
export interface Standing {
  readonly stops: readonly Stop[]
  /** When the line may be tried again; null when nothing is wrong with it. */
  readonly lineRestsUntilMs: number | null
}

/** Suppressions of one person that matter: one of each kind. */
const STOPS_MAX = 50

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
    .select({ scope: suppressions.scope, endsBy: suppressions.endsBy, atMs: suppressions.createdAtMs })
    .from(suppressions)
    .where(and(underAnyOf(ctx, personId), isNull(suppressions.endedAtMs)))
    .limit(STOPS_MAX)
  const trouble = ctx.db
    .select({ nextTryAtMs: lineTroubles.nextTryAtMs })
    .from(lineTroubles)
    .where(eq(lineTroubles.id, lineNameOf(ctx, line)))
  const [found, troubles] = await ctx.db.batch([stops, trouble])
  return { stops: found, lineRestsUntilMs: troubles[0]?.nextTryAtMs ?? null }
}
