import type { Ctx } from '../../context.ts'
import { keepDaysOf } from '../../records/retention/keep.ts'
import type { CallHandle } from '../call-handle.ts'

/** Whether the words of a voicemail are kept at all: as those of a call are. */
export async function keepsWords(handle: CallHandle, ctx: Ctx): Promise<boolean> {
  const { store, retainDays } = (await handle.document()).privacy
  return store !== 'metadata' && retainDays.transcript > 0 && (await keepDaysOf(ctx, 'transcripts')) > 0
}
