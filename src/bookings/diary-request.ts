import type { Ctx } from '../context.ts'
import type { ResourceRule, ServiceRule } from './booking.ts'
import type { DiaryRequest } from './diary.ts'

interface Asked {
  readonly service: ServiceRule
  readonly resource: ResourceRule
  readonly startsAtMs: number
  readonly holder: string
  readonly movesBookingId?: string | null
}

/** A question for a diary, with what it needs to open the same stores at the same time: objects are handed no context. */
export function diaryRequest(ctx: Ctx, asked: Asked): DiaryRequest {
  const { tenantId, region, livemode, actor, nowMs } = ctx
  const { service, resource, startsAtMs, holder, movesBookingId = null } = asked
  return {
    subject: { tenantId, region, livemode, actor },
    nowMs,
    holder,
    service,
    resource,
    startsAtMs,
    movesBookingId,
  }
}
