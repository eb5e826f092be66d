import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import type { ByteRange } from './byte-range.ts'
import { openSealed } from './open-sealed.ts'
import type { RecordingRow } from './recording.ts'
import { audioPlace } from './sealed-audio.ts'

/**
 * The plain audio of a recording, or of a range within it. Wrong audio is never given out.
 *
 * @throws Refusal `not_found` when the object or the key is gone. SealBroken when it is not what was sealed.
 */
export async function openRecording(
  ctx: Ctx,
  row: RecordingRow,
  range: ByteRange = { start: 0, end: row.plainBytes },
): Promise<ReadableStream<Uint8Array>> {
  const { id, blobKey, plainBytes } = row
  const key = await findPersonKey(ctx.vault, ctx.blobs, row.tenantId, row.keySubject)
  const place = audioPlace(row.tenantId, row.callId, row.carrierRecordingId)
  const audio = key && (await openSealed(ctx, key, { id, blobKey, place, plainBytes }, range))
  if (!audio) throw new Refusal('not_found', 'The recording is not kept any more.')
  return audio
}
