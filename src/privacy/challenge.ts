import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { changeRequest, findRequest, hasEnded, type RequestRow } from './change-request.ts'
import { moveOn } from './move-on.ts'
import { sendCode, type CodeChannel } from './send-code.ts'
import { useChallenge } from './use-challenge.ts'

/** For so long a code may be told back. */
const CODE_MS = 10 * 60 * 1000
const GUESSES_MAX = 5
const DIGITS = 8

/** Codes for one request, and to one person for all of theirs, within a day: nobody is flooded, and nobody guesses for long. */
const PER_REQUEST_MAX = 3
const PER_PERSON_MAX = 5
const DAY_MS = 24 * 60 * 60 * 1000

const macText = (challengeId: string, requestId: string, code: string): string => `${challengeId}|${requestId}|${code}`
const PURPOSE = 'privacy-challenge'

/**
 * Sends a code to a channel that is known of the person whom a request is about. One that was sent before counts no more. What
 * whoever asks is told must be the same whether this succeeds or not.
 */
export async function startChallenge(
  ctx: Ctx,
  requestId: string,
): Promise<Result<{ readonly channel: CodeChannel }, 'no_known_channel' | 'too_many'>> {
  const row = await findRequest(ctx, requestId)
  if (row === undefined || hasEnded(row) || row.personId === null) return err('no_known_channel')
  const code = newCode()
  const challengeId = newId('chg', ctx.nowMs)
  const codeMac = await ctx.vault.mac(PURPOSE, macText(challengeId, requestId, code))
  if (!(await reserve(ctx, row, { challengeId, codeMac }))) return err('too_many')
  const channel = await sendCode(ctx, row, { challengeId, code })
  await settle(ctx, challengeId, channel)
  if (channel === null) {
    await moveOn(ctx, requestId)
    return err('no_known_channel')
  }
  await changeRequest(ctx, requestId, ({ status }) =>
    status === 'received' || status === 'with_business' ? { set: { status: 'awaiting_identity' } } : null,
  )
  return ok({ channel })
}

/** Eight digits, each as likely as any other. */
export function newCode(): string {
  // What is left over of 2³² would make low codes likelier.
  const fair = 4_200_000_000
  for (;;) {
    const [drawn = fair] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < fair) return String(drawn % 10 ** DIGITS).padStart(DIGITS, '0')
  }
}

/** Keeps the code before it is sent, where there is room for one more: that is asked in the statement that keeps it. */
async function reserve(
  ctx: Ctx,
  { id: requestId, personId }: RequestRow,
  { challengeId, codeMac }: { readonly challengeId: string; readonly codeMac: string },
): Promise<boolean> {
  const { db, tenantId, nowMs } = ctx
  const lately = nowMs - DAY_MS
  const ofRequest = sql`(SELECT count(*) FROM request_challenges WHERE request_id = ${requestId} AND created_at_ms > ${lately})`
  const ofPerson = sql`(SELECT count(*) FROM request_challenges AS challenge JOIN privacy_requests AS request
    ON request.id = challenge.request_id WHERE request.person_id = ${personId} AND request.tenant_id = ${tenantId}
    AND challenge.created_at_ms > ${lately})`
  // The columns are in the order of the table.
  const kept = await db
    .insert(requestChallenges)
    .select(
      sql`SELECT ${challengeId}, ${tenantId}, ${requestId}, 'sms', ${codeMac}, 0, NULL, NULL, ${nowMs + CODE_MS}, ${nowMs}
        WHERE ${ofRequest} < ${PER_REQUEST_MAX} AND ${ofPerson} < ${PER_PERSON_MAX}`,
    )
    .returning({ id: requestChallenges.id })
  return kept.length > 0
}

/** Notes where the code went. One that went nowhere has ended, and says that nothing leads to them. */
async function settle(ctx: Ctx, challengeId: string, channel: CodeChannel | null): Promise<void> {
  const { nowMs } = ctx
  const its = eq(requestChallenges.id, challengeId)
  const set = channel === null ? { endsAtMs: nowMs } : { channel, sentAtMs: nowMs }
  await ctx.db.update(requestChallenges).set(set).where(its)
}

/**
 * Takes a code that was told back. Each guess is counted in the statement that looks at the row, so that of many at once no more
 * than five are looked at; a code serves once.
 *
 * `spent`: it was used, or its time is over. `too_many`: it was guessed at too often; a new one is to be sent.
 */
export async function answerChallenge(
  ctx: Ctx,
  requestId: string,
  code: string,
): Promise<Result<void, 'wrong' | 'spent' | 'too_many'>> {
  const guess = code
    .normalize('NFKC')
    .replace(/\D/g, '')
    .slice(0, 2 * DIGITS)
  const looked = await lookOnce(ctx, requestId)
  // Whether there is a code at all takes as long to say as whether it is this one.
  const { id, codeMac } = looked ?? { id: '', codeMac: '' }
  const isRight = await ctx.vault.macMatches(PURPOSE, macText(id, requestId, guess), codeMac)
  if (looked === null) return err(await whyNot(ctx, requestId))
  if (!isRight) return err('wrong')
  return (await useChallenge(ctx, requestId, id)) ? ok(undefined) : err('spent')
}

/** The newest code of a request, and one guess less for it; null where it may not be looked at. */
async function lookOnce(
  { db, tenantId, livemode, nowMs }: Ctx,
  requestId: string,
): Promise<{ readonly id: string; readonly codeMac: string } | null> {
  const newest = db
    .select({ id: requestChallenges.id })
    .from(requestChallenges)
    .innerJoin(privacyRequests, eq(privacyRequests.id, requestChallenges.requestId))
    .where(
      and(
        eq(requestChallenges.requestId, requestId),
        eq(privacyRequests.tenantId, tenantId),
        eq(privacyRequests.livemode, livemode),
        isNull(privacyRequests.completedAtMs),
      ),
    )
    .orderBy(desc(requestChallenges.createdAtMs), desc(requestChallenges.id))
    .limit(1)
  const [looked] = await db
    .update(requestChallenges)
    .set({ guesses: sql`${requestChallenges.guesses} + 1` })
    .where(
      and(
        sql`${requestChallenges.id} = ${newest}`,
        lt(requestChallenges.guesses, GUESSES_MAX),
        isNull(requestChallenges.usedAtMs),
        gt(requestChallenges.endsAtMs, nowMs),
      ),
    )
    .returning({ id: requestChallenges.id, codeMac: requestChallenges.codeMac })
  return looked ?? null
}

async function whyNot({ db, tenantId, nowMs }: Ctx, requestId: string): Promise<'wrong' | 'spent' | 'too_many'> {
  const its = and(eq(requestChallenges.requestId, requestId), eq(requestChallenges.tenantId, tenantId))
  const last = await db
    .select()
    .from(requestChallenges)
    .where(its)
    .orderBy(desc(requestChallenges.createdAtMs), desc(requestChallenges.id))
    .limit(1)
    .get()
  if (last === undefined || last.sentAtMs === null) return 'wrong'
  return last.usedAtMs === null && last.endsAtMs > nowMs && last.guesses >= GUESSES_MAX ? 'too_many' : 'spent'
}
