import type { Journey } from '../../../egress/leave.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { CarrierAudio, CarrierFailure } from '../contract.ts'
import { AUDIO_MS_MAX, drop, failureOf, fetchBounded, type Answered, type Send } from './request.ts'

/** Twilio hands some media over to a store of its own. */
const REDIRECTS_MAX = 2

/** A recording as a stream. Nothing is buffered: the caller reads it or cancels it. */
export async function fetchAudio(
  send: Send,
  journey: Journey,
  path: string,
): Promise<Result<CarrierAudio, CarrierFailure>> {
  const answered = await follow(journey, await send('GET', path))
  if (!answered.ok) return answered

  const { response, letGo } = answered.value
  const { status, body, headers } = response
  if (status !== 200 || body === null) return err(await failureOf(response).finally(letGo))
  const length = headers.get('content-length')
  const bytes = length !== null && /^\d+$/.test(length) ? Number(length) : null
  return ok({ body, contentType: headers.get('content-type') ?? 'audio/wav', bytes, letGo })
}

/** Where Twilio points elsewhere the credentials stay behind, and only https is followed. */
async function follow(
  journey: Journey,
  first: Result<Answered, CarrierFailure>,
): Promise<Result<Answered, CarrierFailure>> {
  let answered = first
  for (let hop = 0; hop < REDIRECTS_MAX && answered.ok && isRedirect(answered.value.response); hop += 1) {
    const location = answered.value.response.headers.get('location') ?? ''
    if (!location.startsWith('https://') || !URL.canParse(location)) break
    await drop(answered.value)
    answered = await fetchBounded(journey, location, { method: 'GET' }, AUDIO_MS_MAX)
  }
  return answered
}

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400
