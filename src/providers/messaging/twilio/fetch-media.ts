import { err, ok, type Result } from '../../../kernel/result.ts'
import type { MediaRef } from '../../../messages/message.ts'
import type { Journey } from '../../../egress/leave.ts'
import type { MediaFailure, MediaStream } from '../contract.ts'
import { drop, fetchBounded, FILE, journeyOf, withToken, type Answered, type Seat } from './request.ts'

/** The largest file is 100 MB, and streams while it is sealed. */
const MEDIA_MS_MAX = 120_000
/** Twilio hands files over to a store of its own. */
const REDIRECTS_MAX = 2

/**
 * A file that came with a message, as a stream.
 *
 * The account's token goes to the API itself and to nothing else: an address elsewhere is not asked at all, and where the
 * API points elsewhere that is asked without the token, over https only.
 */
export async function fetchMedia(
  apiUrl: string,
  seat: Seat,
  { source }: MediaRef,
  bytesMax: number,
): Promise<Result<MediaStream, MediaFailure>> {
  if (!('url' in source) || !isOfApi(source.url, apiUrl)) return err('elsewhere')
  if (seat.accessToken === null) return err('refused')
  const journey = journeyOf(seat, FILE)
  const first = await withToken({ ...seat, journey }, source.url, { method: 'GET' }, MEDIA_MS_MAX)
  const answered = await follow(journey, first, apiUrl)
  if (answered === null) return err('away')
  return answered === 'elsewhere' ? err('elsewhere') : streamOf(answered, bytesMax)
}

async function streamOf(answered: Answered, bytesMax: number): Promise<Result<MediaStream, MediaFailure>> {
  const { response, letGo } = answered
  const { status, body, headers } = response
  const length = headers.get('content-length') ?? ''
  const bytes = /^\d{1,15}$/.test(length) ? Number(length) : null
  const failure = status !== 200 || body === null ? failureOf(status) : null
  const isTooLarge = bytes !== null && bytes > bytesMax
  if (failure !== null || isTooLarge || body === null) {
    await drop(answered)
    return err(failure ?? 'too_large')
  }
  const contentType = headers.get('content-type') ?? 'application/octet-stream'
  return ok({ body, contentType, bytes, sha256: null, letGo })
}

/** Same origin, and below its accounts: no other place of it gives out files. */
function isOfApi(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const [url, api] = [new URL(address), new URL(apiUrl)]
  const base = api.pathname.replace(/\/$/, '')
  return url.origin === api.origin && url.username === '' && url.pathname.startsWith(`${base}/2010-04-01/Accounts/`)
}

async function follow(
  journey: Journey,
  first: Answered | null,
  apiUrl: string,
): Promise<Answered | 'elsewhere' | null> {
  let answered = first
  for (let hop = 0; answered !== null && isRedirect(answered.response); hop += 1) {
    const location = answered.response.headers.get('location')
    await drop(answered)
    const target = location !== null && URL.canParse(location) ? new URL(location) : null
    // A stand-in for Twilio on the same machine has no https.
    const isSafe = target?.protocol === 'https:' || target?.origin === new URL(apiUrl).origin
    if (hop === REDIRECTS_MAX || target === null || !isSafe || target.username !== '') return 'elsewhere'
    answered = await fetchBounded(journey, target.href, { method: 'GET' }, MEDIA_MS_MAX)
  }
  return answered
}

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400

function failureOf(status: number): MediaFailure {
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status === 408 || status >= 500 ? 'away' : 'refused'
}
