import { and, eq, isNull, lte, sql, type SQL } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import type { Ending } from '../messages/stops.ts'
import { personNow } from '../people/person-now.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { underAnyOf } from './under-any-of.ts'

/** The suppressions that an ending may end. What was said on the phone or told to the business is among none of them. */
function endedBy(ending: Ending): SQL | undefined {
  if (ending.by === 'resume') return eq(suppressions.endsBy, 'resume')
  if (ending.by === 'start') return eq(suppressions.endsBy, `start_${ending.channel}`)
  return and(eq(suppressions.endsBy, 'writing'), eq(suppressions.scope, ending.channel))
}

/**
 * Takes back what the person themselves may take back. The records first, then the thread: half way it still holds.
 *
 * @param wasId  who took it back; another holds what was theirs where two turned out to be one.
 * @param notAfterMs  only what was wished for until then: a START takes back no STOP that came after it, however late it is
 *   taken up.
 * @returns whether anything was taken back.
 */
export async function restore(
  ctx: Ctx,
  wasId: string,
  ending: Ending,
  notAfterMs: number = ctx.nowMs,
): Promise<boolean> {
  const personId = await personNow(ctx, wasId)
  const theirs = and(underAnyOf(ctx, personId), isNull(suppressions.endedAtMs))
  const ends = and(theirs, endedBy(ending), lte(suppressions.createdAtMs, notAfterMs))
  const [, ended] = await ctx.db.batch([
    emitWhile(ctx, 'person.opted_in', toldOf(personId, ending), {
      table: suppressions,
      condition: lastToEnd(ctx, ends, theirs),
    }),
    ctx.db.update(suppressions).set({ endedAtMs: ctx.nowMs }).where(ends).returning({ id: suppressions.id }),
  ])
  await noteEnded(ctx, ended)
  const standing = and(theirs, endedBy(ending))
  const left = await ctx.db.select({ id: suppressions.id }).from(suppressions).where(standing).limit(1)
  if (left.length > 0) return false
  const wasHeld = await ctx.objects.thread(wasId).restore(ending, notAfterMs)
  if (ended.length > 0) await wakeQuietly(ctx)
  return ended.length > 0 || wasHeld
}

/** In the audit chain. The row itself says that it ended, and when. */
async function noteEnded(ctx: Ctx, ended: readonly { readonly id: string }[]): Promise<void> {
  if (ended.length === 0) return
  const entries = await Promise.all(
    ended.map(async ({ id }) => ({
      action: 'suppression.ended' as const,
      subject: id,
      detailHash: await detailHashOf({ id, endedAtMs: ctx.nowMs }),
    })),
  )
  await ctx.db.batch([appendAudit(ctx, entries, { once: true })])
  await sealAuditQuietly(ctx)
}

/**
 * One of the rows that end, where none is left that ends nothing: only then may the person be contacted again. That this way
 * leads to them after all is no wish of theirs, and not told.
 */
const lastToEnd = (ctx: Ctx, ends: SQL | undefined, theirs: SQL | undefined): SQL | undefined =>
  and(
    sql`${suppressions.id} = (SELECT min(id) FROM ${ctx.db.select({ id: suppressions.id }).from(suppressions).where(ends)})`,
    sql`${suppressions.endsBy} <> 'writing'`,
    sql`NOT EXISTS ${ctx.db
      .select({ id: suppressions.id })
      .from(suppressions)
      .where(and(theirs, sql`NOT (${ends})`, eq(suppressions.scope, 'all')))}`,
  )

const toldOf = (personId: string, ending: Ending) => ({
  person_id: personId,
  source: 'message',
  reason: ending.by === 'resume' ? 'platform_preference' : `${ending.by}_${ending.channel}`,
  ...(ending.by !== 'resume' && { channel: ending.channel }),
})
