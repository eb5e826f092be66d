import { rangeAsked, type ByteRange } from '../recordings/byte-range.ts'

/** Bytes that are given out, whole or in part. */
export interface GivenBytes {
  readonly bytes: number
  /** Of the bytes, hexadecimal: the answer's `ETag`. */
  readonly sha256: string
  readonly contentType: string
  readonly disposition: string
  /** Asked only when there is something to give. */
  open(range: ByteRange): Promise<ReadableStream<Uint8Array>>
}

/** Whether the range is meant for what we have: `If-Range` names another version, or a date, otherwise. */
const isForThis = (ifRange: string | null, etag: string): boolean => ifRange === null || ifRange === etag

/**
 * Bytes as an answer to GET or HEAD, whole or the range asked for (RFC 9110, section 14).
 *
 * 416 has an empty body, for the caller to give it one.
 */
export async function bytesAnswer(given: GivenBytes, request: Request): Promise<Response> {
  const etag = `"${given.sha256}"`
  const wanted = isForThis(request.headers.get('if-range'), etag) ? request.headers.get('range') : null
  const range = rangeAsked(wanted, given.bytes)
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { 'accept-ranges': 'bytes', 'content-range': `bytes */${given.bytes}` },
    })
  }
  const part: ByteRange = range === 'whole' ? { start: 0, end: given.bytes } : range
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-type': given.contentType,
    'content-disposition': given.disposition,
    'x-content-type-options': 'nosniff',
    'content-length': String(part.end - part.start),
    etag,
  })
  if (range !== 'whole') headers.set('content-range', `bytes ${part.start}-${part.end - 1}/${given.bytes}`)
  const body = request.method === 'HEAD' ? null : await given.open(part)
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}
