import { and, eq, lte, ne, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { erasures } from '../records/erasures/table.ts'
import { holdsOn } from '../retention/holds-on.ts'
import { cancelUnwanted, NEVER_AT_MS } from './cancel-erasure.ts'
import { clearAll, doStep } from './do-step.ts'
import { progressOf, STEPS, type ErasureProgress, type ErasureRow, type ErasureStatus, type Step } from './progress.ts'
import { issueReceipt } from './receipt.ts'
import { requestsOf } from './rows-of.ts'
import { shredEmptyGroups, shredKeys } from './shred.ts'
import { AFTERCARE_MS, nextStep, retryDelayMs, settled, type Next } from './steps.ts'
import { countVendors } from './vendors.ts'

/** Who is at it and is not heard of again after this is given up, and somebody else goes on. */
const LEASE_MS = 2 * 60_000

/**
 * Goes on with an erasure that is due, step by step, until there is nothing to do now. One at a time, whoever asks. Each step is marked
 * when it is done; dying anywhere, it is gone on with from there.
 *
 * @param until  stop after this step: the rest is due at once, for whoever goes on.
 * @returns how it stands, or null when it was not due.
 */
export async function workErasure(ctx: Ctx, erasureId: string, until: Step = 'close'): Promise<ErasureStatus | null> {
  const claimed = await claim(ctx, erasureId)
  if (claimed === undefined) return null
  try {
    return await goOn(ctx, claimed, until)
  } catch (error) {
    const waitMs = retryDelayMs(claimed.attempts)
    log.warn('erasure.broke_off', { erasureId, attempts: claimed.attempts, error: errorName(error) })
    await save(ctx, erasureId, { nextAttemptAtMs: ctx.nowMs + waitMs })
    return claimed.status
  }
}

async function claim(ctx: Ctx, erasureId: string): Promise<ErasureRow | undefined> {
  const due = and(
    eq(erasures.id, erasureId),
    eq(erasures.tenantId, ctx.tenantId),
    ne(erasures.status, 'cancelled'),
    lte(erasures.nextAttemptAtMs, ctx.nowMs),
  )
  const [row] = await ctx.db
    .update(erasures)
    .set({ attempts: sql`${erasures.attempts} + 1`, nextAttemptAtMs: ctx.nowMs + LEASE_MS })
    .where(due)
    .returning()
  return row
}

type Change = Partial<Pick<ErasureRow, 'status' | 'progress' | 'keyDestroyedAtMs' | 'nextAttemptAtMs' | 'attempts'>>

async function save(ctx: Ctx, id: string, change: Change): Promise<void> {
  await ctx.db.update(erasures).set(change).where(eq(erasures.id, id))
}

async function goOn(ctx: Ctx, claimed: ErasureRow, until: Step): Promise<ErasureStatus> {
  let row = claimed
  // Every pass marks a step or ends.
  for (let pass = 0; pass <= STEPS.length + 1; pass += 1) {
    const next = await nextOf(ctx, row)
    const isFirst = row.status === 'waiting' && next.do !== 'wait'
    if (isFirst && (await cancelUnwanted(ctx, row))) return 'cancelled'
    if (next.do === 'step') row = await step(ctx, row, next.step)
    else if (next.do === 'clear_beside') row = await clearBeside(ctx, row, next.except)
    else return pause(ctx, row, next)
    const isThere = next.do === 'step' && next.step === until && until !== 'close'
    if (isThere) return rest(ctx, row)
  }
  return rest(ctx, row)
}

/** The holds are asked for before every step, the last time in the moment before the key goes. */
async function nextOf(ctx: Ctx, row: ErasureRow): Promise<Next> {
  const { done = [], heldBack } = progressOf(row)
  const holds = row.personId === null ? [] : await holdsOn(ctx, row.personId)
  const named = [...new Set(holds.flatMap(({ categories }) => categories ?? []))].toSorted()
  const isClearedBeside = heldBack !== undefined && heldBack.join() === named.join()
  return nextStep({ status: row.status, startsAtMs: row.startsAtMs, done, holds, isClearedBeside, nowMs: ctx.nowMs })
}

async function step(ctx: Ctx, row: ErasureRow, name: Step): Promise<ErasureRow> {
  const before = progressOf(row)
  const learned = await doStep(ctx, name, row, before)
  const progress: ErasureProgress = { ...before, ...learned, done: [...(before.done ?? []), name] }
  const change = {
    progress: { ...progress },
    status: 'working' as const,
    attempts: 0,
    ...(name === 'shred' && { keyDestroyedAtMs: ctx.nowMs }),
  }
  await save(ctx, row.id, change)
  const isClosed = name === 'close'
  return { ...row, ...change, ...(isClosed && { completedAtMs: row.completedAtMs ?? ctx.nowMs, personId: null }) }
}

async function clearBeside(ctx: Ctx, row: ErasureRow, except: readonly string[]): Promise<ErasureRow> {
  await clearAll(ctx, progressOf(row), [...except, ...NEEDED_TO_GO_ON])
  const progress = { ...progressOf(row), heldBack: except }
  await save(ctx, row.id, { progress })
  return { ...row, progress }
}

/** By these the rest is found when the hold has ended. */
const NEEDED_TO_GO_ON = ['people', 'calls', 'messages', 'privacy_requests', 'mails', 'outgoing_mails', 'exports']

async function pause(ctx: Ctx, row: ErasureRow, next: Next): Promise<ErasureStatus> {
  if (next.do === 'aftercare') return aftercare(ctx, row)
  if (next.do !== 'wait') return row.status
  await save(ctx, row.id, { status: next.status, nextAttemptAtMs: next.untilMs, attempts: 0 })
  return next.status
}

async function rest(ctx: Ctx, row: ErasureRow): Promise<ErasureStatus> {
  await save(ctx, row.id, { nextAttemptAtMs: ctx.nowMs })
  return row.status
}

/**
 * All is done. Whoever had begun to write as they went has written by now: that goes as well, and the words of the request when it is
 * answered. The receipt says how things stand.
 */
async function aftercare(ctx: Ctx, row: ErasureRow): Promise<ErasureStatus> {
  const closedAtMs = row.completedAtMs ?? ctx.nowMs
  const isSettled = ctx.nowMs >= closedAtMs + AFTERCARE_MS
  const progress = isSettled ? await shredEmptyGroups(ctx, progressOf(row)) : progressOf(row)
  await shredKeys(ctx, progress.subjects ?? [])
  await clearAll(ctx, progress)
  await issueReceipt(ctx, { ...row, progress: { ...progress } })
  const openRequests = (await requestsOf(ctx, progress.people ?? [])).length
  const { status, nextAtMs } = settled(await countVendors(ctx, row.id), { closedAtMs, openRequests, nowMs: ctx.nowMs })
  const change = { status, nextAttemptAtMs: nextAtMs ?? NEVER_AT_MS, attempts: 0 }
  await save(ctx, row.id, { ...change, progress: { ...progress } })
  return status
}
