import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { businessOf } from './business.ts'
import { changeRequest, findRequest, hasEnded, typesOf, type RequestRow } from './change-request.ts'
import { extendedDueAtMs } from './deadlines.ts'
import { hasEndedAlready } from './refuse-request.ts'
import { isAnsweredByMail } from './next-look.ts'
import type { ExtensionReason } from './reasons.ts'
import { isAtLeast } from './request.ts'
import { toldDue, toldName } from './told-asker.ts'
import { mailAsker } from './tell-asker.ts'
import { openDetails } from './request-details.ts'
import { whenceOfAll } from './regime.ts'

/**
 * Takes the longer time that the law allows, once, while the first is not over; whoever asked is told so, and why, in that time
 * (GDPR art. 12(3); CCPA regulations, section 7021(b); 45 CFR 164.524(b)(2)(iii)).
 *
 * @throws Refusal `conflict` where that is over, was done before, or the request has ended.
 */
export async function extendRequest(
  ctx: Ctx,
  requestId: string,
  reason: ExtensionReason,
): Promise<RequestRow | undefined> {
  const known = await findRequest(ctx, requestId)
  if (known === undefined) return undefined
  const { zones } = whenceOfAll((await openDetails(ctx, known)).phones ?? [])
  const row = await changeRequest(ctx, requestId, (now) => {
    if (hasEnded(now)) throw hasEndedAlready()
    if (now.extendedAtMs !== null) throw new Refusal('conflict', 'It was extended before. That can be done once.')
    if (ctx.nowMs > now.dueAtMs) throw new Refusal('conflict', 'It is overdue: whoever asked had to be told before.')
    return { set: { extendedAtMs: ctx.nowMs, ...longer(now, zones), escalatedPercent: 0 } }
  })
  if (row === undefined) return undefined
  const { name } = await businessOf(ctx)
  await mailAsker(ctx, row, 'notice', {
    say: (wording) =>
      wording.extension({ ...row, ...toldDue(row), types: typesOf(row) }, toldName(row, name, wording), reason),
    once: 'extended',
  })
  return row
}

/**
 * What was said of where they are when the request came in shortens it by hours at most: their numbers say it again. A stranger
 * who wrote is told, and has, the time that holds everywhere: which law's it is follows from who is known.
 */
function longer(row: RequestRow, zones: readonly string[]): Pick<RequestRow, 'dueAtMs' | 'toldDueAtMs'> {
  const { receivedAtMs, dueAtMs, toldDueAtMs } = row
  const regime = isAnsweredByMail(row) && !isAtLeast(row.identityLevel, 'L3') ? 'none' : row.regime
  const atMs = extendedDueAtMs(regime, { types: typesOf(row), receivedAtMs, zones })
  return { dueAtMs: Math.max(dueAtMs, atMs), toldDueAtMs: Math.max(toldDueAtMs ?? dueAtMs, atMs) }
}
