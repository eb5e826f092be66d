import { and, eq } from 'drizzle-orm'
import { errorName, log } from '../../kernel/log.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { threads } from '../../records/threads/table.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import { heed } from '../heed.ts'
import { stopFor, stopsOf } from '../stops.ts'
import { wishIn } from '../wish-in.ts'
import { createTaskAboutWriter } from '../../tasks/about-writer.ts'
import { doneToAnswer, peekToAnswer } from '../to-answer.ts'
import type { AnswerDeps } from './answer-deps.ts'
import { answersCampaign } from './answer-campaign.ts'
import { answerWaiting } from './answer-waiting.ts'
import { agentReturnsAtMs, answeredBy, owesAnswerer, paidAnswerer, setAnsweredBy } from './answered-by.ts'
import { burstDueAtMs } from './burst-due.ts'
import { movesReminded } from './move-reminded.ts'
import { isAnswerable, oneLine, openWaiting, type Waiting } from './take-burst.ts'
import { leaveToPeople, saidWithinTheHour } from './leave-to-people.ts'
import { forgetLedger } from './written-ledger.ts'
import { forgetMemory, memoryEndsAtMs } from './written-memory.ts'

/** Does what is due of answering: what waits, who answers, and what is to be forgotten. */
export async function workAnswer(deps: AnswerDeps, nowMs: number): Promise<void> {
  const { handle } = deps
  const returnsAtMs = agentReturnsAtMs(handle)
  if (returnsAtMs !== null && returnsAtMs <= nowMs) setAnsweredBy(handle, 'agent', nowMs)
  await answerDue(deps, nowMs)
  const endsAtMs = memoryEndsAtMs(handle)
  if (endsAtMs !== null && endsAtMs <= nowMs) {
    forgetMemory(handle)
    forgetLedger(handle)
  }
  if (owesAnswerer(handle)) await tellAnswerer(handle, nowMs)
}

/** Says in the thread's row who answers. */
async function tellAnswerer(handle: ThreadHandle, nowMs: number): Promise<void> {
  const ctx = handle.ctx(nowMs)
  const by = answeredBy(handle, nowMs)
  await ctx.db
    .update(threads)
    .set({ answeredBy: by })
    .where(and(ownedBy(ctx, threads), eq(threads.id, handle.threadId)))
  if (answeredBy(handle, nowMs) === by) paidAnswerer(handle)
}

async function answerDue(deps: AnswerDeps, nowMs: number): Promise<void> {
  const { handle } = deps
  const rows = peekToAnswer(handle)
  const dueAtMs = burstDueAtMs(rows)
  if (dueAtMs === null || dueAtMs > nowMs) return
  const opened = await Promise.all(rows.map((row) => openWaiting(handle, row)))
  const burst = oneLine(rows, opened).filter((one) => one !== null)
  const unreadable = rows.filter((_, index) => opened[index] === null).map(({ seq }) => seq)
  if (unreadable.length > 0) doneToAnswer(handle, unreadable)
  if (burst.length === 0) return
  const seqs = burst.map(({ seq }) => seq)
  try {
    const meant = await notHeeded(deps, burst, nowMs)
    const said = saidWithinTheHour(handle, nowMs)
    if (said === 'too_much') return doneToAnswer(handle, seqs)
    const [first] = meant
    if (said === 'much' && first !== undefined && answeredBy(handle, nowMs) === 'agent')
      await leaveToPeople(handle, first.messageId, nowMs)
    await answerWaiting(deps, { burst: meant, seqs }, nowMs)
    handle.storage.kv.delete(FAILURES)
  } catch (error) {
    await failedToAnswer(handle, burst, error, nowMs)
  }
}

const writtenIn = ({ message, words }: Waiting) => ({ ...message, ...(words !== undefined && { words }) })

/** What is left for the agent. Whoever asks to be left alone is not answered in anything else they wrote just before. */
async function notHeeded(deps: AnswerDeps, burst: readonly Waiting[], nowMs: number): Promise<readonly Waiting[]> {
  let left: Waiting[] = []
  for (const waiting of burst) {
    const isHeeded = await heed(deps, waiting, nowMs)
    const about = { channel: waiting.message.channel, purpose: 'service' } as const
    if (isHeeded && stopFor(stopsOf(deps.handle.storage), about) !== null) left = []
    else if (!isHeeded && isAnswerable(waiting, nowMs)) left.push(...(await forAgent(deps, waiting, nowMs)))
  }
  return left
}

/** What of a message the agent is to answer: nothing of one that answered a campaign and was told what came of it. */
async function forAgent(deps: AnswerDeps, waiting: Waiting, nowMs: number): Promise<readonly Waiting[]> {
  const moves = await movesReminded(deps, waiting, nowMs)
  if (moves !== null) return [moves]
  return (await answersCampaign(deps, waiting, nowMs)) ? [] : [waiting]
}

const FAILURES = 'answer_failures'

/** A burst that could not be answered so often is left to the business's people: it must not stand in the way of others. */
const FAILURES_MAX = 20

/**
 * Leaves a burst that cannot be answered to people. While not even that can be done the stores are away, and it is tried again.
 *
 * @throws what went wrong, to be tried again, until that was often enough.
 */
async function failedToAnswer(
  handle: ThreadHandle,
  burst: readonly Waiting[],
  error: unknown,
  nowMs: number,
): Promise<void> {
  // An opt-out is tried until it is written down everywhere, and stands in the way of nobody: nothing is answered to who wrote it.
  if (burst.some((waiting) => wishIn(writtenIn(waiting))?.type === 'stop')) throw error
  const failures = (handle.storage.kv.get<number>(FAILURES) ?? 0) + 1
  handle.storage.kv.put(FAILURES, failures)
  const [first] = burst
  if (failures < FAILURES_MAX || first === undefined) throw error
  log.error('thread.not_answered', { threadId: handle.threadId, error: errorName(error) })
  const { personId } = handle.pins
  await createTaskAboutWriter(handle.ctx(nowMs), {
    priority: 'high',
    personId,
    details: {
      message:
        'What this person wrote could not be dealt with: nobody has answered it, and nothing was done that it asks for.',
      thread_id: handle.threadId,
    },
    intentKey: `${handle.threadId}:not_answered:${first.messageId}`,
  })
  handle.storage.transactionSync(() => {
    const seqs = burst.map(({ seq }) => seq)
    doneToAnswer(handle, seqs)
    handle.storage.kv.delete(FAILURES)
  })
}
