import type { Ctx } from '../../context.ts'
import { keepDaysOf } from '../../records/retention/keep.ts'
import type { CallHandle } from '../call-handle.ts'

/** Days for which the words of a voicemail are kept, as those of a call are. 0: never stored. */
export async function keepDaysOfWords(handle: CallHandle, ctx: Ctx): Promise<number> {
  const { store, retainDays } = (await handle.document()).privacy
  return store === 'metadata' ? 0 : Math.min(await keepDaysOf(ctx, 'transcripts'), retainDays.transcript)
}
