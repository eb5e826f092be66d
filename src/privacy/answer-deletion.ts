import { and, eq, gte, or } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { cancelErasure } from '../erasure/cancel-erasure.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { createTask } from '../tasks/create.ts'
import { businessOf } from './business.ts'
import { CALLED_OFF, changeRequest, type RequestRow } from './change-request.ts'
import type { DeletionAnswer } from './deletion-answer.ts'
import { languageOf } from './language-of.ts'
import { openDetails } from './request-details.ts'
import { withdrawRequest } from './withdraw-request.ts'
import { wordingIn } from './words.ts'

/** Deletions of one person that wait at the same time. */
const REQUESTS_MAX = 5

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
 * has taken it back; where that is not clear it is called off until the business says what is to be, and somebody there is asked
 * to look. Safe to repeat.
 *
 * @returns what they are told; null where there is no deletion that could be stopped.
 */
export async function answerDeletion(ctx: Ctx, answered: Answered): Promise<string | null> {
  const rows = await stoppable(ctx, answered)
  const stopped: RequestRow[] = []
  for (const row of rows) if (await stop(ctx, row, answered.answer)) stopped.push(row)
  const [first] = stopped
  if (first === undefined) return null
  if (answered.answer === 'unclear') await askPeople(ctx, answered, first.id)
  const wording = wordingIn(await languageOf(ctx, answered.personId, (await openDetails(ctx, first)).language))
  const { name } = await businessOf(ctx)
  return answered.answer === 'keep' ? wording.deletionKept(name) : wording.deletionHeld(name)
}

/** What waits; and what this very answer has stopped already, by somebody who did not get to its end. */
const stoppable = (ctx: Ctx, { personId, receivedAtMs }: Answered): Promise<RequestRow[]> =>
  ctx.db
    .select()
    .from(privacyRequests)
    .where(
      and(
        ownedBy(ctx, privacyRequests),
        eq(privacyRequests.personId, personId),
        or(
          eq(privacyRequests.status, 'waiting'),
          and(
            or(eq(privacyRequests.status, 'withdrawn'), eq(privacyRequests.outcome, CALLED_OFF)),
            gte(privacyRequests.updatedAtMs, receivedAtMs),
          ),
        ),
      ),
    )
    .limit(REQUESTS_MAX)

async function stop(ctx: Ctx, row: RequestRow, answer: DeletionAnswer): Promise<boolean> {
  if (row.status !== 'waiting') return true
  if (answer === 'keep') return withdrawRequest(ctx, row.id)
  if (row.erasureId === null || !(await cancelErasure(ctx, row.erasureId))) return false
  // Lost before this, the sweep notes it in the same way.
  await changeRequest(ctx, row.id, ({ status }) =>
    status === 'waiting' ? { set: { status: 'with_business', erasureId: null, outcome: CALLED_OFF } } : null,
  )
  return true
}

const askPeople = (ctx: Ctx, { personId, messageId, threadId }: Answered, requestId: string) =>
  createTask(ctx, {
    kind: 'message',
    priority: 'high',
    queue: 'front-desk',
    callId: null,
    personId,
    keySubject: personId,
    details: {
      message:
        'Somebody was told that their data is going to be deleted, and it is not clear from their answer whether they want that. The deletion is called off until you have asked them: then verify the request, or note that they took it back.',
      request_id: requestId,
      thread_id: threadId,
    },
    intentKey: `${messageId}:deletion`,
  })
