import { err, ok, type Result } from '../../../kernel/result.ts'
import type { CarrierAudio, CarrierFailure } from '../contract.ts'
import { AUDIO_MS_MAX, failureOf, fetchBounded, type Send } from './request.ts'

/** Twilio hands some media over to a store of its own. */
const REDIRECTS_MAX = 2

/** A recording as a stream. Nothing is buffered: the caller reads it or cancels it. */
export async function fetchAudio(send: Send, path: string): Promise<Result<CarrierAudio, CarrierFailure>> {
  const answered = await follow(await send('GET', path))
  if (!answered.ok) return answered

  const { status, body, headers } = answered.value
  if (status !== 200 || body === null) return err(await failureOf(answered.value))
  const length = headers.get('content-length')
  const bytes = length !== null && /^\d+$/.test(length) ? Number(length) : null
  return ok({ body, contentType: headers.get('content-type') ?? 'audio/wav', bytes })
}

/** Where Twilio points elsewhere the credentials stay behind, and only https is followed. */
async function follow(first: Result<Response, CarrierFailure>): Promise<Result<Response, CarrierFailure>> {
  let answered = first
  for (let hop = 0; hop < REDIRECTS_MAX && answered.ok && isRedirect(answered.value); hop += 1) {
    const location = answered.value.headers.get('location') ?? ''
    if (!location.startsWith('https://') || !URL.canParse(location)) break
    await answered.value.body?.cancel()
    answered = await fetchBounded(location, { method: 'GET' }, AUDIO_MS_MAX)
  }
  return answered
}

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400
