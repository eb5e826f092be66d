import { rechunk } from '../vault/rechunk.ts'

/** R2 wants parts of 5 MiB or more, all but the last of one length. This much of an upload is in memory at a time. */
export const PART_BYTES = 5 * 1024 * 1024

/**
 * Stores a stream of unknown length under `key`, holding one part in memory.
 *
 * The object appears whole or not at all: what dies half way leaves an upload that R2 drops by itself after a week.
 */
export async function upload(blobs: R2Bucket, key: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const parts = rechunk(source, PART_BYTES)
  const first = await parts.next()
  const head = first.done ? new Uint8Array() : first.value
  if (head.length < PART_BYTES) {
    await blobs.put(key, head)
    return
  }
  const multipart = await blobs.createMultipartUpload(key)
  try {
    const uploaded = [await multipart.uploadPart(1, head)]
    for await (const part of parts) uploaded.push(await multipart.uploadPart(uploaded.length + 1, part))
    await multipart.complete(uploaded)
  } catch (error) {
    await multipart.abort()
    throw error
  }
}
