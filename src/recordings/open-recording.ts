import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import { SealBroken } from '../vault/chunks.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import type { ByteRange } from './byte-range.ts'
import type { RecordingRow } from './recording.ts'
import { audioPlace, openAudio } from './sealed-audio.ts'

/**
 * The plain audio of a recording, or of a range within it.
 *
 * The first chunk is opened before this returns, so that a wrong key or an altered object is an error and not the
 * beginning of an answer. Should a later chunk not open, the stream breaks off: wrong audio is never given out.
 *
 * @throws Refusal `not_found` when the object or the key is gone. SealBroken when it is not what was sealed.
 */
export async function openRecording(
  ctx: Ctx,
  row: RecordingRow,
  range?: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  const { start, end } = range ?? { start: 0, end: row.plainBytes }
  const key = await findPersonKey(ctx.vault, ctx.blobs, row.tenantId, row.keySubject)
  const place = audioPlace(row.tenantId, row.callId, row.carrierRecordingId)
  const audio = key && (await openAudio(ctx, row.blobKey, key, place))
  if (!audio) throw new Refusal('not_found', 'The recording is not kept any more.')
  if (audio.plainBytes !== row.plainBytes) throw new Error('the recording has another length than its row')

  const chunks = audio.range(start, end)
  const first = await chunks.next()
  // A length known in advance becomes the answer's Content-Length.
  const answer = new FixedLengthStream(end - start)
  const given = streamOf(first.done ? null : first.value, chunks)
  given.pipeTo(answer.writable).catch((error: unknown) => {
    if (error instanceof SealBroken) log.error('recording.broken', { recordingId: row.id, error: error.name })
    else log.info('recording.broke_off', { recordingId: row.id, error: errorName(error) })
  })
  return answer.readable
}

/** Gives `first`, then opens a chunk whenever the reader has room for it. */
function streamOf(first: Uint8Array | null, rest: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  let next = first
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = next ?? (await rest.next()).value
      next = null
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
    async cancel() {
      await rest.return(undefined)
    },
  })
}
