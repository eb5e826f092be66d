import { and, inArray, isNull, lt } from 'drizzle-orm'
import { underAnyOf } from '../consent/under-any-of.ts'
import type { Ctx } from '../context.ts'
import { CONFIRMATION_MS_MAX } from '../messages/send-gate.ts'
import { suppressions } from '../records/suppressions/table.ts'
import type { Business } from './business.ts'
import { doneOf, type RequestRow } from './change-request.ts'
import { textKnown } from './known-channels.ts'
import { languageOf } from './language-of.ts'
import { openDetails } from './request-details.ts'
import { wordingIn } from './words.ts'

/**
 * Whether a text may go out that confirms the stop this request asked for: within minutes of it, and only where nothing they had
 * said before ended contact (47 CFR 64.1200(a)(12)).
 */
export async function mayConfirmStop(ctx: Ctx, row: RequestRow): Promise<boolean> {
  const { personId, createdAtMs, receivedAtMs } = row
  const isStop = doneOf(row).some((type) => type.startsWith('optout_'))
  if (personId === null || !isStop || ctx.nowMs >= createdAtMs + CONFIRMATION_MS_MAX) return false
  const earlier = and(
    underAnyOf(ctx, personId),
    isNull(suppressions.endedAtMs),
    inArray(suppressions.scope, ['all', 'sms']),
    lt(suppressions.createdAtMs, receivedAtMs),
  )
  return (await ctx.db.select({ id: suppressions.id }).from(suppressions).where(earlier).limit(1)).length === 0
}

/** Tells the number that is known that it is left alone from now on: it need not be who asked for that. One text, or none. */
export async function confirmStop(ctx: Ctx, row: RequestRow, business: Business): Promise<void> {
  if (row.personId === null || row.source === 'api' || !(await mayConfirmStop(ctx, row))) return
  const { language } = await openDetails(ctx, row)
  await textKnown(ctx, { personId: row.personId, business }, 'sms', {
    text: wordingIn(await languageOf(ctx, row.personId, language)).stopped(business.name),
    key: `opted-out:${row.id}`,
    isConfirmation: true,
  })
}
