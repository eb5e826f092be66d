import { concat } from './bytes.ts'
import { err, ok, type Result } from './result.ts'

/** A request, or an answer to one of ours: whatever has a length it claims and a body it sends. */
type Bodied = Pick<Request, 'headers' | 'body'>

/**
 * The raw bytes of a request or an answer, read no further than `bytesMax`.
 *
 * A sender's Content-Length is believed only when it refuses: what counts is what arrives.
 */
export async function readBody(
  request: Bodied,
  bytesMax: number,
): Promise<Result<Uint8Array<ArrayBuffer>, 'too_large'>> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN)
  if (declared > bytesMax) return err('too_large')
  if (request.body === null) return ok(new Uint8Array())
  // Of a request no more comes than it said, and taken as a whole it costs a fifth. An answer may be unpacked to more.
  if (declared >= 0 && request instanceof Request) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > bytesMax ? err('too_large') : ok(bytes)
  }
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    if (length > bytesMax) {
      await reader.cancel()
      return err('too_large')
    }
    chunks.push(read.value)
  }
  return ok(concat(...chunks))
}
