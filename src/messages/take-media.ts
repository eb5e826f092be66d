import type { Ctx } from '../context.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { errorName, log } from '../kernel/log.ts'
import type { MediaStream } from '../providers/messaging/contract.ts'
import { hashing } from '../recordings/stream-hash.ts'
import { upload } from '../recordings/upload.ts'
import { sealStream } from '../vault/chunks.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { mediaBlobKey, mediaPlace } from './media-place.ts'

/** WhatsApp's own bound for a document, which is the largest of all. */
export const MEDIA_BYTES_MAX = 100 * 1024 * 1024

/** What became known of a file while it streamed by. */
export interface TakenMedia {
  readonly contentType: string
  readonly bytes: number
  readonly sha256: string
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/**
 * Streams a file into a sealed object. Whatever its length, one part of the upload and a few chunks are in memory.
 *
 * `corrupt`: another length or another hash than the platform said, or it broke off. Then nothing is kept.
 *
 * @param saidSha256 of the bytes, as the message said it, or null.
 */
export async function takeMedia(
  ctx: Ctx,
  key: PersonKey,
  { id, saidSha256 }: { readonly id: string; readonly saidSha256: string | null },
  stream: MediaStream,
): Promise<Result<TakenMedia, 'too_large' | 'corrupt'>> {
  const blobKey = mediaBlobKey(ctx.tenantId, id)
  const hash = hashing()
  try {
    await upload(ctx.blobs, blobKey, sealStream(key, mediaPlace(ctx.tenantId, id), heard(stream.body, hash.add)))
  } catch (error) {
    await hash.drop()
    if (error instanceof TooLarge) return err('too_large')
    log.warn('media.broke_off', { error: errorName(error) })
    return err('corrupt')
  }
  const { sha256, bytes } = await hash.end()
  const isWhole = stream.bytes === null || stream.bytes === bytes
  if (isWhole && [saidSha256, stream.sha256].every((said) => said === null || said === sha256))
    return ok({ contentType: stream.contentType, bytes, sha256 })
  await ctx.blobs.delete(blobKey)
  return err('corrupt')
}

/** The same bytes, after `listen` has had them; no more of them than are taken. */
async function* heard(
  source: ReadableStream<Uint8Array>,
  listen: (bytes: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const bytes of source) {
    length += bytes.length
    if (length > MEDIA_BYTES_MAX) throw new TooLarge()
    await listen(bytes)
    yield bytes
  }
}
