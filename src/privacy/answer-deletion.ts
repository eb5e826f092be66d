import { and, desc, eq, gte, inArray, isNotNull, or } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { ownedBy } from '../records/owned-by.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { createTaskAboutWriter } from '../tasks/about-writer.ts'
import { businessOf } from './business.ts'
import { CALLED_OFF, doneOf, typesOf, type RequestRow } from './change-request.ts'
import type { DeletionAnswer } from './deletion-answer.ts'
import { languageOf } from './language-of.ts'
import { openDetails } from './request-details.ts'
import { holdRequest, isCalledOff, withdrawRequest } from './withdraw-request.ts'
import { wordingIn } from './words.ts'

/** Requests of one person that wait, or were called off, at the same time. */
const REQUESTS_MAX = 50

/** What somebody wrote who was told that their data is going to be deleted. */
interface Answered {
  readonly personId: string
  readonly answer: DeletionAnswer
  /** Names what they wrote. */
  readonly messageId: string
  readonly threadId: string
  readonly receivedAtMs: number
}

/**
 * Heeds what somebody answered to the text that tells of a deletion, while it can be called off: whoever says that it is not to be
 * has taken it back; where that is not clear, not from where the request was proven, or not all that was asked for, it is called off
 * until the business says what is to be, and somebody there is asked to look. Safe to repeat.
 *
 * @returns what they are told; null where there is no deletion that could be stopped.
 */
export async function answerDeletion(ctx: Ctx, answered: Answered): Promise<string | null> {
  const rows = await stoppable(ctx, answered)
  const stopped: Stopped[] = []
  for (const row of rows) {
    const as = await stop(ctx, row, answered)
    // While anything of theirs goes nobody says that nothing does.
    if (as === null) return null
    stopped.push({ row, as })
  }
  const told = stopped.find(({ as }) => as === 'held') ?? stopped[0]
  if (told === undefined) return null
  if (told.as === 'held') await askPeople(ctx, answered, told.row.id)
  const wording = wordingIn(await languageOf(ctx, answered.personId, (await openDetails(ctx, told.row)).language))
  const { name } = await businessOf(ctx)
  return told.as === 'kept' ? wording.deletionKept(name) : wording.deletionHeld(name)
}

interface Stopped {
  readonly row: RequestRow
  /** `kept`: the request has ended. `held`: the business says what is to be. */
  readonly as: 'kept' | 'held'
}

/**
 * What waits first; then what was called off, which whoever says so can still take back; and what this very answer has stopped
 * already, by somebody who did not get to its end.
 */
const stoppable = (ctx: Ctx, { personId, answer, receivedAtMs }: Answered): Promise<RequestRow[]> => {
  const isOfThis = gte(privacyRequests.updatedAtMs, receivedAtMs)
  const isHeld = and(eq(privacyRequests.status, 'with_business'), eq(privacyRequests.outcome, CALLED_OFF))
  return ctx.db
    .select()
    .from(privacyRequests)
    .where(
      and(
        ownedBy(ctx, privacyRequests),
        eq(privacyRequests.personId, personId),
        or(
          eq(privacyRequests.status, 'waiting'),
          answer === 'keep' ? isHeld : and(isHeld, isOfThis),
          and(eq(privacyRequests.status, 'withdrawn'), isOfThis),
        ),
      ),
    )
    .orderBy(desc(eq(privacyRequests.status, 'waiting')), desc(privacyRequests.updatedAtMs))
    .limit(REQUESTS_MAX)
}

async function stop(ctx: Ctx, row: RequestRow, { answer, receivedAtMs }: Answered): Promise<Stopped['as'] | null> {
  const isTakenBack =
    row.status === 'withdrawn' || (answer === 'keep' && !asksMore(row) && (await isProvenByNumber(ctx, row)))
  if (isTakenBack)
    return (await withdrawRequest(ctx, row.id, { askedAtMs: receivedAtMs, isAboutThem: true })) ? 'kept' : null
  if (row.status !== 'waiting') return 'held'
  if (row.erasureId === null || !(await isCalledOff(ctx, row.erasureId, receivedAtMs))) return null
  await holdRequest(ctx, row.id)
  return 'held'
}

/** Whether something else was asked for with the deletion, and is not done: that is not taken back by an answer about the deletion. */
const asksMore = (row: RequestRow): boolean =>
  typesOf(row).some((type) => type !== 'delete' && !doneOf(row).includes(type))

/**
 * Whether it was by a phone, as this answer is, that it became sure who asks. A number may be in other hands than the address that
 * a code was mailed to, and what the business vouches for stands above both.
 */
async function isProvenByNumber(ctx: Ctx, { id, identityLevel }: RequestRow): Promise<boolean> {
  if (identityLevel === 'L4') return false
  const used = and(
    eq(requestChallenges.requestId, id),
    inArray(requestChallenges.channel, ['sms', 'whatsapp']),
    // Until it was sent it is not known where to.
    isNotNull(requestChallenges.sentAtMs),
    isNotNull(requestChallenges.usedAtMs),
  )
  return (await ctx.db.select({ id: requestChallenges.id }).from(requestChallenges).where(used).limit(1)).length > 0
}

const askPeople = (ctx: Ctx, { personId, messageId, threadId }: Answered, requestId: string) =>
  createTaskAboutWriter(ctx, {
    priority: 'high',
    personId,
    details: {
      message:
        'Somebody was told that their data is going to be deleted, and answered. What they want is not clear, or more was asked for than that. The deletion is called off until you have asked them: then verify the request, or note that they took it back.',
      request_id: requestId,
      thread_id: threadId,
    },
    intentKey: `${messageId}:deletion`,
  })
