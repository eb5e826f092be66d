import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import { personNow } from '../people/person-now.ts'
import { erasureCategory } from '../records/erasures/category.ts'
import { erasures } from '../records/erasures/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { people } from '../records/people/table.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { erasureOf, subjectToken } from './find-erasure.ts'
import { erasureIdUnder } from './entomb.ts'
import type { ErasureRow, ErasureStatus } from './progress.ts'

/** Somebody who is to be erased. */
interface WantedErasure {
  readonly personId: string
  /** A word: `requested_by_person`, `requested_by_business`. */
  readonly reason: string
  readonly requestId: string | null
  /** Until then it can be called off. At `ctx.nowMs` or before: it begins as soon as somebody works on it. */
  readonly startsAtMs: number
}

/** An erasure that was asked for, and how it stands. */
interface Begun {
  readonly erasureId: string
  readonly status: ErasureStatus
}

/** Others who ask for the same person in the same moment. */
const TRIES_MAX = 4

/**
 * Has a person erased. Whoever turned out to be another is that other; asked for twice it is one erasure, and the sooner start counts.
 *
 * @throws Refusal `not_found` for somebody who is not known and never was.
 */
export async function beginErasure(ctx: Ctx, wanted: WantedErasure): Promise<Begun> {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const personId = await personNow(ctx, wanted.personId)
    const known = (await erasureOf(ctx, personId)) ?? (await erasureOfFormer(ctx, wanted.personId))
    if (known !== undefined) return again(ctx, known, wanted)
    await refuseUnknown(ctx, personId)
    const begun = await begin(ctx, personId, wanted)
    if (begun !== null) return begun
  }
  throw new Error('an erasure that begins and is called off all the time')
}

/** Null where somebody else began it since it was looked for. */
async function begin(ctx: Ctx, personId: string, wanted: WantedErasure): Promise<Begun | null> {
  const { tenantId, livemode, nowMs } = ctx
  const isWaiting = wanted.startsAtMs > nowMs
  const row = {
    id: newId('ers', nowMs),
    tenantId,
    livemode,
    personId,
    subjectToken: await subjectToken(ctx, personId),
    requestId: wanted.requestId,
    status: isWaiting ? ('waiting' as const) : ('working' as const),
    reason: wanted.reason,
    startsAtMs: wanted.startsAtMs,
    progress: {},
    nextAttemptAtMs: Math.max(wanted.startsAtMs, nowMs),
    createdAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, erasureCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const { id, reason, requestId, startsAtMs } = row
  const detailHash = await detailHashOf({ id, reason, requestId, startsAtMs })
  try {
    await ctx.db.batch([
      ctx.db.insert(erasures).values({ ...row, id: unlessBegun(row) }),
      appendAudit(ctx, [{ action: 'person.erasure_asked', subject: id, detailHash }]),
    ])
  } catch (error) {
    if (!isNullViolation(error)) throw error
    return null
  }
  await sealAuditQuietly(ctx)
  return { erasureId: id, status: row.status }
}

/** Null, which the column does not take, where there is one by now that was not called off: then nothing of the batch is written. */
function unlessBegun({ id, tenantId, livemode, subjectToken: token }: typeof erasures.$inferInsert): SQL {
  const its = and(eq(erasures.tenantId, tenantId), eq(erasures.livemode, livemode), eq(erasures.subjectToken, token))
  return sql`CASE WHEN NOT EXISTS (SELECT 1 FROM ${erasures} WHERE ${its} AND ${ne(erasures.status, 'cancelled')}) THEN ${id} END`
}

/** Somebody who was another until they turned out to be the one who was erased: their stone says so. */
async function erasureOfFormer(ctx: Ctx, personId: string): Promise<ErasureRow | undefined> {
  const id = await erasureIdUnder(ctx, personId)
  if (id === null) return undefined
  return ctx.db
    .select()
    .from(erasures)
    .where(and(ownedBy(ctx, erasures), eq(erasures.id, id)))
    .get()
}

/** The same wish once more. What waited begins sooner, where that is wished for now; what was done is looked at again, should a copy have been restored. */
async function again(
  ctx: Ctx,
  { id, status, startsAtMs, requestId, completedAtMs }: ErasureRow,
  wanted: WantedErasure,
): Promise<Begun> {
  if (completedAtMs !== null)
    await ctx.db.update(erasures).set({ nextAttemptAtMs: ctx.nowMs }).where(eq(erasures.id, id))
  if (status !== 'waiting' || wanted.startsAtMs >= startsAtMs) return { erasureId: id, status }
  const its = and(eq(erasures.id, id), eq(erasures.status, 'waiting'))
  const isNow = wanted.startsAtMs <= ctx.nowMs
  const [sooner] = await ctx.db
    .update(erasures)
    .set({
      startsAtMs: wanted.startsAtMs,
      nextAttemptAtMs: Math.max(wanted.startsAtMs, ctx.nowMs),
      requestId: requestId ?? wanted.requestId,
      ...(isNow && { status: 'working' as const }),
    })
    .where(its)
    .returning({ status: erasures.status })
  return { erasureId: id, status: sooner?.status ?? status }
}

async function refuseUnknown(ctx: Ctx, personId: string): Promise<void> {
  const mine = and(ownedBy(ctx, people), eq(people.id, personId))
  const row = await ctx.db.select({ id: people.id }).from(people).where(mine).get()
  if (row === undefined) throw new Refusal('not_found', 'There is no such person.')
}
