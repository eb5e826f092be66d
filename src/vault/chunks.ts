import { concat, textOf, utf8 } from '../kernel/bytes.ts'
import type { PersonKey } from './person-keys.ts'
import { rechunk } from './rechunk.ts'
import { boundTo, type Place } from './seal.ts'

/*
 * A sealed stream: a head of 32 bytes (mark, length of a plain chunk, salt), then chunks of AES-256-GCM, each 16 bytes
 * longer than its plain. The key is derived for this very stream, so a chunk's number can be its nonce. Number and
 * last-chunk flag are authenticated, so a stream that was cut, reordered or spliced does not open.
 */
const MARK = 'CLS1'
const SALT_BYTES = 24
const IV_BYTES = 12
const TAG_BYTES = 16

/** Length of a plain chunk: what has to be read and opened for a single byte. */
export const CHUNK_BYTES = 65_536
export const HEAD_BYTES = MARK.length + 4 + SALT_BYTES

/** A sealed stream that is not what was sealed, here or for this key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

interface StreamKey {
  readonly key: CryptoKey
  /** What every chunk is bound to, besides its number. */
  readonly bound: string
}

async function streamKey(key: PersonKey, place: Place, salt: Uint8Array<ArrayBuffer>): Promise<StreamKey> {
  const bound = boundTo(key, place)
  const params = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`careline/stream|${bound}`) }
  const aes = { name: 'AES-GCM', length: 256 }
  return { key: await crypto.subtle.deriveKey(params, key.material, aes, false, ['encrypt', 'decrypt']), bound }
}

function chunkParams({ bound }: StreamKey, index: number, isLast: boolean) {
  const iv = new Uint8Array(IV_BYTES)
  new DataView(iv.buffer).setUint32(IV_BYTES - 4, index)
  return { name: 'AES-GCM', iv, additionalData: utf8(`${bound}|${index}|${isLast ? 'last' : 'more'}`) }
}

/** The sealed form of `plain`, piece by piece. Holds two chunks. An empty stream has one empty chunk. */
export async function* sealStream(
  key: PersonKey,
  place: Place,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const stream = await streamKey(key, place, salt)
  const chunkBytes = new Uint8Array(4)
  new DataView(chunkBytes.buffer).setUint32(0, CHUNK_BYTES)
  yield concat(utf8(MARK), chunkBytes, salt)

  const sealChunk = async (index: number, chunk: Uint8Array<ArrayBuffer>, isLast: boolean) =>
    new Uint8Array(await crypto.subtle.encrypt(chunkParams(stream, index, isLast), stream.key, chunk))
  let index = 0
  let held: Uint8Array<ArrayBuffer> | null = null
  // One chunk is held back, because only the end tells which was the last.
  for await (const chunk of rechunk(plain, CHUNK_BYTES)) {
    if (held) yield await sealChunk(index++, held, false)
    held = chunk
  }
  yield await sealChunk(index, held ?? new Uint8Array(), true)
}

/** Where a sealed stream lies. */
export interface SealedSource {
  readonly bytes: number
  /** `length` bytes from `offset` on, both within `bytes`. */
  read(offset: number, length: number): Promise<AsyncIterable<Uint8Array>>
}

/** A sealed stream that can be read from anywhere. */
export interface OpenedStream {
  readonly plainBytes: number
  /** The plain bytes from `start` to before `end`. Throws {@link SealBroken} in place of the first wrong byte. */
  range(start: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>>
}

/**
 * Opens a sealed stream for reading. Only the chunks that a range touches are fetched and opened.
 *
 * @throws SealBroken when it is not a sealed stream of a possible length.
 */
export async function openStream(key: PersonKey, place: Place, source: SealedSource): Promise<OpenedStream> {
  const { chunkBytes, salt } = await readHead(source)
  const stream = await streamKey(key, place, salt)
  const sealedChunkBytes = chunkBytes + TAG_BYTES
  const bodyBytes = source.bytes - HEAD_BYTES
  const chunkCount = Math.ceil(bodyBytes / sealedChunkBytes)
  const lastBytes = bodyBytes - (chunkCount - 1) * sealedChunkBytes
  if (chunkCount < 1 || lastBytes < TAG_BYTES) throw new SealBroken('cut short')
  const plainBytes = bodyBytes - chunkCount * TAG_BYTES

  async function* range(start: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const first = Math.floor(start / chunkBytes)
    const beyond = Math.max(first + 1, Math.ceil(end / chunkBytes))
    const offset = first * sealedChunkBytes
    const length = Math.min(beyond * sealedChunkBytes, bodyBytes) - offset
    let index = first
    for await (const chunk of rechunk(await source.read(HEAD_BYTES + offset, length), sealedChunkBytes)) {
      const plain = await openChunk(stream, chunk, { index, isLast: index === chunkCount - 1 })
      const startsAt = index * chunkBytes
      yield plain.subarray(Math.max(0, start - startsAt), Math.max(0, end - startsAt))
      index += 1
    }
    if (index !== Math.min(beyond, chunkCount)) throw new SealBroken('cut short')
  }
  return { plainBytes, range }
}

async function openChunk(
  stream: StreamKey,
  chunk: Uint8Array<ArrayBuffer>,
  { index, isLast }: { readonly index: number; readonly isLast: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(chunkParams(stream, index, isLast), stream.key, chunk))
  } catch {
    throw new SealBroken(`chunk ${index} does not open`)
  }
}

async function readHead(source: SealedSource): Promise<{ chunkBytes: number; salt: Uint8Array<ArrayBuffer> }> {
  if (source.bytes < HEAD_BYTES) throw new SealBroken('no head')
  const parts: Uint8Array[] = []
  for await (const part of await source.read(0, HEAD_BYTES)) parts.push(part)
  const head = concat(...parts)
  if (head.length !== HEAD_BYTES || textOf(head.subarray(0, MARK.length)) !== MARK) throw new SealBroken('no head')
  const chunkBytes = new DataView(head.buffer).getUint32(MARK.length)
  // Another length would be another version. It is not authenticated, and needs not be: a wrong one opens nothing.
  if (chunkBytes !== CHUNK_BYTES) throw new SealBroken('unknown chunk length')
  return { chunkBytes, salt: head.slice(MARK.length + 4) }
}
