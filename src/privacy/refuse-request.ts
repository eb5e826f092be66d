import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { changeRequest, hasEnded, type RequestRow } from './change-request.ts'
import type { RefusalReason } from './reasons.ts'
import { tellEnding } from './tell-asker.ts'

/**
 * Refuses a request for a reason. Whoever asked is told it, and that they may complain.
 *
 * @throws Refusal `conflict` for one that has ended otherwise, or is being done already.
 */
export async function refuseRequest(
  ctx: Ctx,
  requestId: string,
  reason: RefusalReason,
): Promise<RequestRow | undefined> {
  const row = await changeRequest(ctx, requestId, (known) => {
    if (hasEnded(known)) return null
    refuseUnderWay(known)
    return { set: { status: 'refused', outcome: reason } }
  })
  if (row === undefined) return undefined
  if (row.status !== 'refused') throw hasEndedAlready()
  await tellEnding(ctx, row)
  return row
}

/** @throws Refusal `conflict` while an export or an erasure is under way: only withdrawing it calls that off. */
export function refuseUnderWay({ status }: RequestRow): void {
  if (status === 'waiting' || status === 'working')
    throw new Refusal('conflict', 'It is being done already. Withdraw it to call off what can be called off.')
}

export const hasEndedAlready = (): Refusal => new Refusal('conflict', 'This request has ended.')
