import { fromBase64, toBase64, utf8 } from '../kernel/bytes.ts'
import { hmacKey, hmacWith } from '../kernel/hmac.ts'

const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A new signing secret: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string => PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))

/** What is signed and sent. */
export interface SignedMessage {
  /** The event's id, the same at every attempt: receivers drop repeats by it. */
  readonly id: string
  /** The bytes of the request, exactly. */
  readonly body: string
}

/**
 * The headers of Standard Webhooks 1.0 for one attempt: one `v1` signature (HMAC-SHA256 of `id.seconds.body`) for each
 * of `secrets`, newest first, so that receivers with either secret accept it while one is being replaced.
 *
 * The timestamp is that of the attempt: receivers refuse what is older than five minutes.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function signedHeaders(
  message: SignedMessage,
  secrets: readonly string[],
  nowMs: number,
): Promise<Readonly<Record<string, string>>> {
  const seconds = Math.floor(nowMs / 1000)
  const signed = utf8(`${message.id}.${seconds}.${message.body}`)
  const signatures = await Promise.all(secrets.map((secret) => signature(secret, signed)))
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}

async function signature(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = fromBase64(secret.slice(PREFIX.length))
  if (!secret.startsWith(PREFIX) || bytes === null) throw new Error('A webhook secret is not whsec_ and base64')
  return `v1,${toBase64(await hmacWith(await hmacKey('SHA-256', bytes), signed))}`
}
