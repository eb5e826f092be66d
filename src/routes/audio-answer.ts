import type { Ctx } from '../context.ts'
import { rangeAsked, type ByteRange } from '../recordings/byte-range.ts'
import { openRecording } from '../recordings/open-recording.ts'
import type { RecordingRow } from '../recordings/recording.ts'

/** What a carrier calls its audio is repeated only when it is a name of audio: a browser must not take it for a page. */
const mediaTypeOf = (contentType: string): string =>
  /^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream'

/** Whether the range is meant for what we have: `If-Range` names another version, or a date, otherwise. */
const isForThis = (ifRange: string | null, etag: string): boolean => ifRange === null || ifRange === etag

/**
 * A recording as an answer to GET or HEAD, whole or the range asked for (RFC 9110, section 14).
 *
 * 416 has an empty body, for the caller to give it one.
 */
export async function audioAnswer(ctx: Ctx, row: RecordingRow, request: Request): Promise<Response> {
  const etag = `"${row.sha256}"`
  const wanted = isForThis(request.headers.get('if-range'), etag) ? request.headers.get('range') : null
  const range = rangeAsked(wanted, row.plainBytes)
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-type': mediaTypeOf(row.contentType),
    'content-disposition': `inline; filename="${row.id}.wav"`,
    'x-content-type-options': 'nosniff',
    etag,
  })
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { 'accept-ranges': 'bytes', 'content-range': `bytes */${row.plainBytes}` },
    })
  }
  const part: ByteRange = range === 'whole' ? { start: 0, end: row.plainBytes } : range
  headers.set('content-length', String(part.end - part.start))
  if (range !== 'whole') headers.set('content-range', `bytes ${part.start}-${part.end - 1}/${row.plainBytes}`)
  const body = request.method === 'HEAD' ? null : await openRecording(ctx, row, part)
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}
