import { and, eq, gt, isNull, or, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { categoryNamed } from '../records/index.ts'
import { calls } from '../records/calls/table.ts'
import { oneOf } from '../records/expired.ts'
import { clearRows } from './rows-of.ts'
import { surviveStops } from './survive.ts'
import { owePlatformCopies } from './owe-vendors.ts'

/** A call is remembered for ten minutes after it was written down; with what may keep it, no longer than this. */
const REMEMBERED_MS_MAX = 2 * 60 * 60 * 1000
/** Calls of one person that go on, or are not written down yet: more than a machine could hold of one caller. */
const OPEN_CALLS_MAX = 200
const RECENT_CALLS_MAX = 1_000
/** So many calls are told at a time. */
const HANDS = 20

/** Who is to be left alone by what goes on. */
interface Quieted {
  readonly erasureId: string
  readonly people: readonly string[]
  readonly tokens: readonly string[]
}

/**
 * What goes on with them goes on without them: nothing more is begun of campaigns and threads, what had begun is waited for, and who is
 * on the line is somebody new. Their key is still there, so that nothing breaks off half written.
 */
export async function stillObjects(ctx: Ctx, { erasureId, people, tokens }: Quieted): Promise<void> {
  // First: a campaign would make them known again by the number on its list.
  await clearCategory(ctx, 'campaign_members', [...people, ...tokens])
  for (const personId of people) {
    const thread = ctx.objects.thread(personId)
    const copies = await thread.close()
    await owePlatformCopies(ctx, erasureId, copies)
    await surviveStops(ctx, { personId, tokens }, await thread.erase())
  }
  await forgetIn(ctx, people, isNull(calls.reportedAtMs), OPEN_CALLS_MAX)
}

/** Calls that are over and still remembered forget what was said, in memory too. */
export const quietCalls = (ctx: Ctx, people: readonly string[]): Promise<void> =>
  forgetIn(
    ctx,
    people,
    or(isNull(calls.reportedAtMs), gt(calls.reportedAtMs, ctx.nowMs - REMEMBERED_MS_MAX)),
    RECENT_CALLS_MAX,
  )

async function forgetIn(ctx: Ctx, people: readonly string[], which: SQL | undefined, limit: number): Promise<void> {
  const open = await ctx.db
    .select({ objectName: calls.objectName })
    .from(calls)
    .where(and(eq(calls.tenantId, ctx.tenantId), oneOf(calls.personId, people), which))
    .limit(limit)
  for (let at = 0; at < open.length; at += HANDS)
    await Promise.all(
      open.slice(at, at + HANDS).map(({ objectName }) => ctx.objects.liveCall(objectName).forgetCaller([...people])),
    )
}

async function clearCategory(ctx: Ctx, name: 'campaign_members', names: readonly string[]): Promise<void> {
  for (const rows of categoryNamed(name).erase?.rows ?? []) await clearRows(ctx, rows, names)
}
