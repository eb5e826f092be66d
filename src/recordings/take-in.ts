import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { sealStream, SealBroken } from '../vault/chunks.ts'
import type { CarrierAudio } from '../providers/telephony/contract.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import type { FinishedRecording, KeepFailure } from './recording.ts'
import { listenForPeaks } from './peaks.ts'
import { audioBlobKey, audioPlace, openAudio } from './sealed-audio.ts'
import { hashing } from './stream-hash.ts'
import { upload } from './upload.ts'

/** Two hours of two channels are 230 MB. More than this is no phone call. */
const RECORDING_BYTES_MAX = 2 * 1024 ** 3

/** What became known of the audio while it streamed by. */
export interface TakenAudio {
  readonly contentType: string
  readonly bytes: number
  /** Of the plain audio, hexadecimal. */
  readonly sha256: string
  readonly peaks: Uint8Array | null
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

const failure = (reason: KeepFailure['reason'], retryable: boolean) =>
  err<KeepFailure>({ reason, code: reason, retryable, retryAfterMs: null })

/**
 * Streams the carrier's audio into a sealed object and proves that the object opens to the same bytes.
 *
 * Whatever the length, one part of the upload and a few chunks are in memory.
 */
export async function takeIn(
  ctx: Ctx,
  key: PersonKey,
  recording: FinishedRecording,
): Promise<Result<TakenAudio, KeepFailure>> {
  const fetched = await recording.carrier.fetchRecording(recording.recordingId)
  if (!fetched.ok) return err({ reason: 'carrier', ...withoutReason(fetched.error) })
  return keep(ctx, key, recording, fetched.value).finally(fetched.value.letGo)
}

async function keep(
  ctx: Ctx,
  key: PersonKey,
  { callId, recordingId }: FinishedRecording,
  { body, bytes: bytesSaid, contentType }: CarrierAudio,
): Promise<Result<TakenAudio, KeepFailure>> {
  const place = audioPlace(ctx.tenantId, callId, recordingId)
  const blobKey = audioBlobKey(ctx.tenantId, callId, recordingId)
  const ear = listenForPeaks(bytesSaid)
  const hash = hashing()
  try {
    const audio = heard(body, (bytes) => {
      ear.hear(bytes)
      return hash.add(bytes)
    })
    await upload(ctx.blobs, blobKey, sealStream(key, place, audio))
  } catch (error) {
    await hash.drop()
    log.warn('recording.not_taken_in', { callId, error: errorName(error) })
    return error instanceof TooLarge ? failure('too_large', false) : failure('cut_short', true)
  }
  const { sha256, bytes } = await hash.end()
  if (bytesSaid !== null && bytes !== bytesSaid) return failure('cut_short', true)

  const opened = await openAudio(ctx, blobKey, key, place)
  if (!opened || (await hashOf(opened.range(0, opened.plainBytes))) !== sha256) return failure('not_verified', true)
  return ok({ contentType, bytes, sha256, peaks: ear.peaks() })
}

const withoutReason = ({
  code,
  retryable,
  retryAfterMs,
}: Omit<KeepFailure, 'reason'>): Omit<KeepFailure, 'reason'> => ({
  code,
  retryable,
  retryAfterMs,
})

/** The same bytes, after `listen` has had them. */
async function* heard(
  source: AsyncIterable<Uint8Array>,
  listen: (bytes: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const bytes of source) {
    length += bytes.length
    if (length > RECORDING_BYTES_MAX) throw new TooLarge()
    await listen(bytes)
    yield bytes
  }
}

/** Null when the stream does not open to its end. */
async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<string | null> {
  const hash = hashing()
  try {
    for await (const bytes of stream) await hash.add(bytes)
    return (await hash.end()).sha256
  } catch (error) {
    await hash.drop()
    if (error instanceof SealBroken) return null
    throw error
  }
}
