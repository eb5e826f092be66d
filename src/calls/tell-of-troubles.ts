import type { Trouble } from '../dialogue/turn-setting.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallHandle } from './call-handle.ts'

/** Tells the business which models did not lead a turn, and why. Never throws: the talk goes on without it. */
export async function tellOfTroubles(handle: CallHandle, troubles: readonly Trouble[], nowMs: number): Promise<void> {
  const told = troubles.filter(({ reason }) => reason !== 'resting')
  if (told.length === 0) return
  const ctx = handle.ctx(nowMs)
  const { callId } = handle.state
  try {
    const [first, ...others] = told.map(({ provider, reason }) =>
      emit(ctx, 'call.model_failed', { call_id: callId, provider, reason }),
    )
    if (first !== undefined) await ctx.db.batch([first, ...others])
    await wakeQuietly(ctx)
  } catch (error) {
    log.warn('call.trouble_not_told', { callId, error: errorName(error) })
  }
}
