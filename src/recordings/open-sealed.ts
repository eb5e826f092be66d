import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { SealBroken } from '../vault/chunks.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import type { Place } from '../vault/seal.ts'
import type { ByteRange } from './byte-range.ts'
import { openAudio } from './sealed-audio.ts'

/** Something that was sealed in pieces into one R2 object, and the row that says so. */
export interface SealedObject {
  /** Of its row: for the log. */
  readonly id: string
  readonly blobKey: string
  readonly place: Place
  readonly plainBytes: number
}

/**
 * The plain bytes of a range, or null when the object is not there.
 *
 * The first chunk is opened before this returns, so that a wrong key or an altered object is an error and not the
 * beginning of an answer. Should a later chunk not open, the stream breaks off: wrong bytes are never given out.
 *
 * @throws SealBroken when it is not what was sealed.
 */
export async function openSealed(
  ctx: Pick<Ctx, 'blobs'>,
  key: PersonKey,
  { id, blobKey, place, plainBytes }: SealedObject,
  { start, end }: ByteRange,
): Promise<ReadableStream<Uint8Array> | null> {
  const opened = await openAudio(ctx, blobKey, key, place)
  if (opened === null) return null
  if (opened.plainBytes !== plainBytes) throw new Error('a sealed object has another length than its row')
  const chunks = opened.range(start, end)
  const first = await chunks.next()
  // A length known in advance becomes the answer's Content-Length.
  const answer = new FixedLengthStream(end - start)
  const given = streamOf(first.done ? null : first.value, chunks)
  given.pipeTo(answer.writable).catch((error: unknown) => {
    if (error instanceof SealBroken) log.error('recording.broken', { recordingId: id, error: error.name })
    else log.info('recording.broke_off', { recordingId: id, error: errorName(error) })
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
