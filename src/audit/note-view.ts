import type { Ctx } from '../context.ts'
import { appendAudit, detailHashOf } from './append.ts'
import type { ViewPurpose } from './view-purpose.ts'

const HOUR_MS = 60 * 60 * 1000

type Chain = Pick<Ctx, 'db' | 'tenantId' | 'livemode' | 'actor' | 'nowMs'>

export interface View {
  /** Id of the call, message, recording, task, ticket or person whose content was read. */
  readonly subject: string
  readonly purpose: ViewPurpose
}

/**
 * Notes that content was read, before it is given out: once for each reader, object, purpose and hour, so that a list on a screen
 * does not fill the chain. Its hash comes with whoever seals the chain next.
 */
export async function noteView(ctx: Chain, { subject, purpose }: View): Promise<void> {
  const onceSinceMs = Math.floor(ctx.nowMs / HOUR_MS) * HOUR_MS
  const detailHash = await detailHashOf({ subject, purpose })
  await ctx.db.batch([appendAudit(ctx, [{ action: 'content.viewed', subject, detailHash, purpose }], { onceSinceMs })])
}
