import type { Ctx } from '../context.ts'
import type { Result } from '../kernel/result.ts'
import type { ResourceRule, ServiceRule } from './booking.ts'
import type { DeskFailure } from './desk.ts'
import { diaryRequest } from './diary-request.ts'
import { failClosed } from './fail-closed.ts'

export interface HoldRequest {
  readonly service: ServiceRule
  readonly resource: ResourceRule
  readonly startsAtMs: number
  readonly holder: string
  readonly movesBookingId: string | null
}

/** Keeps a slot for some minutes. The same holder again prolongs it; another slot of the resource replaces it. */
export function hold(ctx: Ctx, request: HoldRequest): Promise<Result<void, DeskFailure>> {
  return failClosed(ctx, 'hold', () => ctx.objects.diary(request.resource.id).hold(diaryRequest(ctx, request)))
}

/** Lets go of what a holder holds on these resources. What cannot be reached lets go by itself, some minutes later. */
export async function releaseHolds(ctx: Ctx, holder: string, resourceIds: readonly string[]): Promise<void> {
  await Promise.allSettled(resourceIds.map((id) => ctx.objects.diary(id).release(holder)))
}
