import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { erasures } from '../records/erasures/table.ts'
import { businessOf } from './business.ts'
import { CALLED_OFF, changeRequest, hasEnded, typesOf, type RequestRow } from './change-request.ts'
import { completeRequest } from './complete-request.ts'
import { percentAt } from './deadlines.ts'
import { handoverOf } from './export/handover-of.ts'
import { moveOn } from './move-on.ts'
import { acknowledgeAtMs, identityEndsAtMs, nextLookAtMs } from './next-look.ts'
import { acknowledge, tellEnding } from './tell-asker.ts'
import { reminder } from './words.ts'

/**
 * Does what has become due about a request by itself: goes on with what was lost on the way, acknowledges it, tells the business
 * that its time runs out, ends it where nobody said who they are. Safe to repeat.
 */
export async function lookAfter(ctx: Ctx, row: RequestRow): Promise<void> {
  if (hasEnded(row)) return tellEnding(ctx, row)
  const moved = await moveOn(ctx, row.id)
  const open = moved === undefined ? undefined : await afterWork(ctx, moved)
  if (open === undefined || hasEnded(open)) return
  if (hasCome(acknowledgeAtMs(open), ctx.nowMs)) await acknowledge(ctx, open)
  await escalate(ctx, open)
  if (hasCome(identityEndsAtMs(open), ctx.nowMs)) return expire(ctx, open.id)
  await changeRequest(ctx, row.id, (known) => {
    const at = nextLookAtMs(known, ctx.nowMs)
    return at === known.nextLookAtMs ? null : { set: { nextLookAtMs: at }, isBookkeeping: true }
  })
}

const hasCome = (atMs: number | null, nowMs: number): boolean => atMs !== null && atMs <= nowMs

/** What came of what a request waits for, where nobody said so; undefined where that ended the request, or goes on with it. */
async function afterWork(ctx: Ctx, row: RequestRow): Promise<RequestRow | undefined> {
  if (!AT_WORK.includes(row.status)) return row
  const erasure = row.erasureId === null ? undefined : await erasureOf(ctx, row.erasureId)
  if (erasure?.status === 'cancelled')
    // The business called it off, and has the request back.
    // Whoever took it back in the same moment has ended it, and it stays ended.
    return changeRequest(ctx, row.id, (now) =>
      now.status === row.status ? { set: { status: 'with_business', erasureId: null, outcome: CALLED_OFF } } : null,
    )
  // One that failed did so at a vendor: nothing is left here, and its receipt says what is there.
  const isErased = erasure?.status === 'completed' || erasure?.status === 'failed'
  if (row.erasureId !== null && !isErased) return row
  return isErased ? completed(ctx, row, 'erased') : afterExport(ctx, row)
}

/** `with_business`: what they were to get may have been fetched by now. */
const AT_WORK: readonly RequestRow['status'][] = ['waiting', 'working', 'with_business']

async function completed(ctx: Ctx, row: RequestRow, outcome: 'erased' | 'exported'): Promise<undefined> {
  await completeRequest(ctx, row.id, outcome)
  return undefined
}

/** What nobody got is not given: it is for the business to hand over, and nothing is deleted before. */
async function afterExport(ctx: Ctx, row: RequestRow): Promise<RequestRow | undefined> {
  const { state } = await handoverOf(ctx, row.id)
  if (state === 'given') return completed(ctx, row, 'exported')
  if (state !== 'undelivered' || row.status === 'with_business') return row
  return changeRequest(ctx, row.id, (now) => (now.status === row.status ? { set: { status: 'with_business' } } : null))
}

const erasureOf = ({ db }: Ctx, erasureId: string) =>
  db.select({ status: erasures.status }).from(erasures).where(eq(erasures.id, erasureId)).get()

async function expire(ctx: Ctx, requestId: string): Promise<void> {
  const ended = await changeRequest(ctx, requestId, (known) =>
    hasCome(identityEndsAtMs(known), ctx.nowMs) ? { set: { status: 'expired', outcome: 'not_verified' } } : null,
  )
  if (ended !== undefined) await tellEnding(ctx, ended)
}

/** Tells the business, in an event and by mail to who looks after privacy there, how much of the time has passed. */
async function escalate(ctx: Ctx, row: RequestRow): Promise<void> {
  const percent = percentAt(row, ctx.nowMs)
  if (percent <= row.escalatedPercent) return
  const { privacyContact: to } = await businessOf(ctx)
  log.warn('privacy_request.due', { requestId: row.id, tenantId: row.tenantId, percent })
  // First: it is sent once, whatever is lost after it.
  if (to !== null) {
    const words = reminder({ ...row, types: typesOf(row) }, percent)
    const onceKey = `request:${row.id}:due:${row.extendedAtMs === null ? 'first' : 'longer'}:${percent}`
    await oweMail(ctx, { kind: 'notice', onceKey, to, ...words, from: 'privacy', requestId: row.id })
  }
  await changeRequest(ctx, row.id, (known) =>
    hasEnded(known) || known.escalatedPercent >= percent
      ? null
      : { set: { escalatedPercent: percent }, tellsOfDue: percent },
  )
}
