import type { Ctx } from '../../context.ts'
import { count } from '../../events/count.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { CarrierCall } from '../call.ts'
import type { RefusedFor } from './decide.ts'

/** Webhooks come again: those that this isolate has told of are told once. */
const TOLD_MAX = 1_000
const told = new Set<string>()

/** Tells the business that a caller was turned away, and counts it. Never throws: the caller is waiting for the sentence. */
export async function noteRefusal(ctx: Ctx, { carrierCallId }: CarrierCall, reason: RefusedFor): Promise<void> {
  if (told.has(carrierCallId)) return
  if (told.size >= TOLD_MAX) told.clear()
  told.add(carrierCallId)
  try {
    await ctx.db.batch([
      emit(ctx, 'call.refused', { carrier_call_id: carrierCallId, reason }),
      count(ctx, { 'calls.refused': 1, [`calls.refused.${reason}`]: 1 }),
    ])
    await wakeQuietly(ctx)
  } catch (error) {
    told.delete(carrierCallId)
    log.warn('call.refusal_not_told', { error: errorName(error), reason })
  }
}
