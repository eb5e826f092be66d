import type { Ctx } from '../context.ts'
import { changeRequest, hasEnded } from './change-request.ts'

/** Has the sweep look at a request again, because something that it waits for has happened. */
export async function lookSoon(ctx: Ctx, requestId: string): Promise<void> {
  await changeRequest(ctx, requestId, (row) =>
    hasEnded(row) ? null : { set: { nextLookAtMs: ctx.nowMs }, isBookkeeping: true },
  )
}
