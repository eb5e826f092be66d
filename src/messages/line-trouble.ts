import { and, eq, lte, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import { lineTroubles } from '../records/line-troubles/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'

/** How long a line rests after its first refusal, and every further one: somebody has to put something right. */
const REST_MS = [60_000, 2 * 60_000, 5 * 60_000, 15 * 60_000, 30 * 60_000] as const
/** As long as one trial may take. */
const TRIAL_MS = 60_000

interface LineName {
  readonly provider: string
  readonly line: string
}

/** A line may be another business's later on: what one could not send says nothing of the other. */
export const lineNameOf = ({ tenantId }: Pick<Ctx, 'tenantId'>, { provider, line }: LineName): string =>
  `${tenantId}:${provider}:${line}`

/** A code as an event may carry it: a word. */
export const reasonWord = (code: string): string =>
  /^[a-z][a-z0-9_.-]{0,63}$/.test(code) ? code : /^[\w.-]{1,50}$/.test(code) ? `code_${code.toLowerCase()}` : 'other'

/**
 * Notes that a platform does not let a line send, so that all who would send by it leave it alone. The business is told
 * once, however many find out.
 */
export async function lineBroken(ctx: Ctx, { provider, line }: LineName, code: string): Promise<void> {
  const id = lineNameOf(ctx, { provider, line })
  const row = {
    id,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    code,
    tries: 1,
    nextTryAtMs: ctx.nowMs + REST_MS[0],
    createdAtMs: ctx.nowMs,
  }
  const told = { integration: provider, reason: reasonWord(code), at: new Date(ctx.nowMs).toISOString() }
  try {
    await ctx.db.batch([ctx.db.insert(lineTroubles).values(row), emit(ctx, 'integration.broken', told)])
    await wakeQuietly(ctx)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await restLonger(ctx, id)
  }
}

async function restLonger(ctx: Ctx, id: string): Promise<void> {
  const rests = sql.join(
    REST_MS.map((ms, tries) => sql`WHEN ${lineTroubles.tries} <= ${tries} THEN ${ms}`),
    sql` `,
  )
  const nextTryAtMs = sql<number>`${ctx.nowMs} + CASE ${rests} ELSE ${REST_MS.at(-1) ?? TRIAL_MS} END`
  await ctx.db
    .update(lineTroubles)
    .set({ tries: sql`${lineTroubles.tries} + 1`, nextTryAtMs })
    .where(eq(lineTroubles.id, id))
}

/** Whether this one may try the line now: of all who ask when its rest is over, one. */
export async function mayTryLine(ctx: Ctx, line: LineName): Promise<boolean> {
  const isDue = and(eq(lineTroubles.id, lineNameOf(ctx, line)), lte(lineTroubles.nextTryAtMs, ctx.nowMs))
  const taken = await ctx.db
    .update(lineTroubles)
    .set({ nextTryAtMs: ctx.nowMs + TRIAL_MS })
    .where(isDue)
    .returning({ id: lineTroubles.id })
  return taken.length > 0
}

/** The line has sent something: whatever was wrong with it is over, and the business is told so once. */
export async function lineWorks(ctx: Ctx, { provider, line }: LineName): Promise<void> {
  const condition = eq(lineTroubles.id, lineNameOf(ctx, { provider, line }))
  const told = { integration: provider, at: new Date(ctx.nowMs).toISOString() }
  await ctx.db.batch([
    emitWhile(ctx, 'integration.recovered', told, { table: lineTroubles, condition }),
    ctx.db.delete(lineTroubles).where(condition),
  ])
  await wakeQuietly(ctx)
}
