import { err, ok, type Result } from '../../../kernel/result.ts'
import type { MediaRef } from '../../../messages/message.ts'
import type { MediaFailure, MediaStream } from '../contract.ts'
import type { Graph } from './graph.ts'
import { textIn, wholeIn, wordsIn } from './json-fields.ts'
import { sha256In } from './read-media.ts'
import { askGraph, fetchBounded, journeyOf, type Answered, type Seat, type Trouble } from './request.ts'

/** A video of 100 MB streams while it is sealed. */
const FILE_MS_MAX = 120_000
const URL_CHARS_MAX = 4096

export interface MediaOrder {
  readonly line: string
  readonly media: MediaRef
  readonly bytesMax: number
}

/** What the API says of a file before it is fetched. */
interface Described {
  readonly url: string
  readonly contentType: string | null
  readonly bytes: number | null
  readonly sha256: string | null
}

/**
 * A file that somebody sent, as a stream: first where it is, then what it is. The access token goes to Meta's own hosts
 * only, and a redirect is not followed.
 */
export async function fetchMedia(
  graph: Graph,
  seat: Seat,
  { line, media, bytesMax }: MediaOrder,
): Promise<Result<MediaStream, MediaFailure>> {
  const described = await describe(graph, seat, line, media)
  if (!described.ok) return described
  const { url, bytes } = described.value
  if (bytes !== null && bytes > bytesMax) return err('too_large')
  if (!URL.canParse(url) || !graph.isOwn(new URL(url))) return err('elsewhere')

  const headers = { authorization: `Bearer ${seat.accessToken}` }
  const answered = await fetchBounded(journeyOf(seat, 'file'), url, { method: 'GET', headers }, FILE_MS_MAX)
  if (!answered.ok) return err('away')
  return streamOf(answered.value, described.value, bytesMax)
}

async function describe(
  { baseUrl }: Graph,
  seat: Seat,
  line: string,
  { source, contentType, sha256 }: MediaRef,
): Promise<Result<Described, MediaFailure>> {
  if ('url' in source) return ok({ url: source.url, contentType, bytes: null, sha256 })
  const address = `${baseUrl}/${encodeURIComponent(source.id)}?phone_number_id=${encodeURIComponent(line)}`
  const answer = await askGraph(seat, address, 'GET')
  if (!answer.ok) return err(failureOf(answer.error))
  return ok({
    url: textIn(answer.value, 'url', URL_CHARS_MAX) ?? '',
    contentType: wordsIn(answer.value, 'mime_type', 100) ?? contentType,
    bytes: wholeIn(answer.value, 'file_size'),
    sha256: sha256In(answer.value) ?? sha256,
  })
}

async function streamOf(
  { response, letGo }: Answered,
  { contentType, bytes, sha256 }: Described,
  bytesMax: number,
): Promise<Result<MediaStream, MediaFailure>> {
  const { status, body, headers } = response
  const length = headers.get('content-length')
  const told = length !== null && /^\d+$/.test(length) ? Number(length) : bytes
  const isTooLarge = told !== null && told > bytesMax
  if (status === 200 && body !== null && !isTooLarge) {
    const type = contentType ?? headers.get('content-type') ?? 'application/octet-stream'
    return ok({ body, contentType: type, bytes: told, sha256, letGo: () => drop(body, letGo) })
  }
  letGo()
  await body?.cancel()
  return err(isTooLarge && status === 200 ? 'too_large' : failureOfStatus(status))
}

/** Nobody reads on. A body that somebody is reading is theirs to cancel. */
function drop(body: ReadableStream<Uint8Array>, letGo: () => void): void {
  letGo()
  if (!body.locked) void body.cancel().catch(() => undefined)
}

function failureOfStatus(status: number): MediaFailure {
  if (status >= 300 && status < 400) return 'elsewhere'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status === 408 || status >= 500 ? 'away' : 'refused'
}

/** For the API a file that is gone is a parameter that is wrong. */
function failureOf(trouble: Trouble): MediaFailure {
  if (trouble.how !== 'refused') return 'away'
  const { error, httpStatus } = trouble
  if (error.action === 'retry') return 'away'
  if (error.code === '100' || error.code === '131052' || httpStatus === 404) return 'gone'
  return httpStatus >= 300 && httpStatus < 400 ? 'elsewhere' : 'refused'
}
