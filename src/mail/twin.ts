import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { oneOf } from '../records/expired.ts'
import { mails } from '../records/mails/table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import type { ReadMail } from './act-on-mail.ts'
import { mailCtx, type MailWorld } from './mail-world.ts'

/** For so long the same words of the same sender are the same matter. */
const SAME_WITHIN_MS = 10 * 60 * 1000

/** What came of these may be said to have come of the same again; a code, or how a request stands, may not. */
const REPEATABLE = ['requested', 'opted_out', 'opted_out,requested']

/** What a mail is compared by: sender, how sure it is that it is theirs, and everything that is new in it. */
export const twinTokenOf = ({ vault }: MailWorld, { reading, thread, inbox }: ReadMail): Promise<string> =>
  vault.mac(
    'mail-twin',
    JSON.stringify([
      reading.from?.address,
      reading.authentication.level,
      inbox,
      thread,
      reading.subject,
      reading.text.fresh,
    ]),
  )

export interface Twin {
  readonly requestIds: readonly string[]
  readonly outcome: string
  readonly status: string
  readonly loopReason: string | null
}

/**
 * What came of the same mail a moment ago, counted for its request; null where there is none whose request is still open. Mails
 * by the hundred cost a few reads each.
 */
export async function twinOf(world: MailWorld, { owner, mailId }: ReadMail, twinToken: string): Promise<Twin | null> {
  const { db } = mailCtx(world, owner)
  const lately = and(eq(mails.twinToken, twinToken), gt(mails.receivedAtMs, world.nowMs - SAME_WITHIN_MS))
  const [twin] = await db
    .select()
    .from(mails)
    .where(and(lately, sql`json_array_length(${mails.requestIds}) = 1`))
    .orderBy(desc(mails.receivedAtMs))
    .limit(1)
  if (twin === undefined || twin.id === mailId || !REPEATABLE.includes(twin.outcome ?? '')) return null
  const merged = await db
    .update(privacyRequests)
    .set({ mergedCount: sql`${privacyRequests.mergedCount} + 1` })
    .where(and(oneOf(privacyRequests.id, twin.requestIds), isNull(privacyRequests.completedAtMs)))
    .returning({ id: privacyRequests.id })
  const { requestIds, outcome, loopReason } = twin
  const status = loopReason === null ? 'answered' : 'closed'
  return merged.length === requestIds.length ? { requestIds, outcome: outcome ?? '', status, loopReason } : null
}
