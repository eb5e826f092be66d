import type { SendAction, SendError } from '../../../messages/message.ts'

type Meaning = Omit<SendError, 'code'>

const HOUR_MS = 3_600_000

/** One answer for many codes. */
const all = (action: SendAction, ...codes: readonly number[]): readonly (readonly [number, Meaning])[] =>
  codes.map((code) => [code, { action }])

/**
 * What to do about each of Meta's error codes. Its sentences change, its codes do not.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  ...all('retry', 1, 2, 4, 613, 80007, 130429, 131000, 131016, 131057, 133004),
  // Too much to one person: Meta asks for 4, 16, 64 … seconds.
  [131056, { action: 'retry', retryAfterMs: 4000, backoffFactor: 4 }],
  // Spam, "healthy ecosystem", an experiment: the same message is not taken today.
  [131048, { action: 'wait_long', retryAfterMs: 24 * HOUR_MS }],
  [131049, { action: 'wait_long', retryAfterMs: 24 * HOUR_MS }],
  [130472, { action: 'wait_long', retryAfterMs: 24 * HOUR_MS }],
  ...all('needs_template', 131047),
  [131050, { action: 'suppress', suppress: 'marketing' }],
  // Not on WhatsApp, an old client, its terms not accepted: this way they cannot be reached.
  [131026, { action: 'suppress', suppress: 'channel' }],
  ...all('configuration', 0, 3, 10, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010, 133016),
  ...all('our_bug', 100, 131008, 131009, 131021, 131030, 131051, 131052, 131053, 131062, 131063, 131064),
  ...all('our_bug', 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069, 135000, 137000),
])

/** With code 100: not a parameter that is wrong, but a number or an account that our token does not see. */
const NO_SUCH_OBJECT = 33

/**
 * What Meta's `code` means. `httpStatus`, where there is one, decides for a code that is not in the table; told by a status
 * report alone, an unknown one is not tried again.
 */
export function errorOf(code: number, httpStatus = 400, subcode: number | null = null): SendError {
  if (code === 100 && subcode === NO_SUCH_OBJECT) return { code: '100', action: 'configuration' }
  const isPermission = code >= 200 && code <= 299
  const known = MEANINGS.get(code) ?? (isPermission ? { action: 'configuration' as const } : byStatus(httpStatus))
  return { code: String(code), ...known }
}

/** An answer that names no code of Meta's: from something in between, or from a server that is down. */
export const errorOfStatus = (httpStatus: number): SendError => ({
  code: `http_${httpStatus}`,
  ...byStatus(httpStatus),
})

function byStatus(httpStatus: number): Meaning {
  if (httpStatus === 429 || httpStatus === 408 || httpStatus >= 500) return { action: 'retry' }
  return { action: httpStatus === 401 || httpStatus === 403 ? 'configuration' : 'our_bug' }
}
