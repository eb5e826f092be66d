import { concat } from '../../kernel/bytes.ts'
import { openStream, sealStream, CHUNK_BYTES, HEAD_BYTES } from '../../vault/chunks.ts'
import type { PersonKey } from '../../vault/person-keys.ts'
import type { Place } from '../../vault/seal.ts'

/*
 * An archive lies in R2 as one object of parts, each sealed by itself, so that it can be uploaded part by part by whoever goes
 * on with it. R2 wants all parts but the last to have one length: what a part does not fill is zeros. A part begins with how
 * many bytes of the archive it has.
 */
const LENGTH_BYTES = 4
const TAG_BYTES = 16
const CHUNKS_PER_PART = 80
/** What one part holds of the archive. */
export const PART_DATA_BYTES = CHUNKS_PER_PART * CHUNK_BYTES - LENGTH_BYTES
/** A full part as it lies in R2: a little over the 5 MiB that R2 wants at least. */
const SEALED_PART_BYTES = HEAD_BYTES + CHUNKS_PER_PART * (CHUNK_BYTES + TAG_BYTES)

interface Archive {
  readonly tenantId: string
  readonly exportId: string
}

const partPlace = ({ tenantId, exportId }: Archive, nth: number): Place => ({
  tenantId,
  table: 'exports',
  recordId: `${exportId}/${nth}`,
  field: 'archive',
})

/** A part as it is uploaded. One that is not the last is padded to its full length. */
export async function sealPart(
  key: PersonKey,
  archive: Archive,
  { nth, data, isLast }: { readonly nth: number; readonly data: Uint8Array; readonly isLast: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(isLast ? LENGTH_BYTES + data.length : CHUNKS_PER_PART * CHUNK_BYTES)
  new DataView(plain.buffer).setUint32(0, data.length)
  plain.set(data, LENGTH_BYTES)
  const sealed: Uint8Array[] = []
  for await (const piece of sealStream(key, partPlace(archive, nth), only(plain))) sealed.push(piece)
  return concat(...sealed)
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/**
 * The bytes of an archive, a chunk at a time; null when it is not there.
 *
 * @throws SealBroken in place of the first wrong byte.
 */
export async function openParts(
  blobs: R2Bucket,
  key: PersonKey,
  archive: Archive & { readonly blobKey: string },
): Promise<AsyncGenerator<Uint8Array> | null> {
  const object = await blobs.head(archive.blobKey)
  return object === null ? null : bytesOf(blobs, key, archive, object)
}

async function* bytesOf(
  blobs: R2Bucket,
  key: PersonKey,
  archive: Archive & { readonly blobKey: string },
  { size, etag }: R2Object,
): AsyncGenerator<Uint8Array> {
  for (let nth = 0; nth * SEALED_PART_BYTES < size; nth += 1) {
    const from = nth * SEALED_PART_BYTES
    const part = await openStream(key, partPlace(archive, nth), {
      bytes: Math.min(SEALED_PART_BYTES, size - from),
      async read(offset, length) {
        const range = { offset: from + offset, length }
        const piece = await blobs.get(archive.blobKey, { range, onlyIf: { etagMatches: etag } })
        if (piece === null || !('body' in piece)) throw new Error('an archive that changed while it was read')
        return piece.body
      },
    })
    yield* dataOf(part)
  }
}

async function* dataOf(part: Awaited<ReturnType<typeof openStream>>): AsyncGenerator<Uint8Array> {
  let left: number | null = null
  for await (const chunk of part.range(0, part.plainBytes)) {
    const isFirst = left === null
    left ??= new DataView(chunk.buffer, chunk.byteOffset).getUint32(0)
    const data = chunk.subarray(isFirst ? LENGTH_BYTES : 0)
    const taken = data.subarray(0, left)
    left -= taken.length
    if (taken.length > 0) yield taken
    if (left === 0) return
  }
}
