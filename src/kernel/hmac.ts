import { utf8 } from './bytes.ts'

type HmacHash = 'SHA-1' | 'SHA-256'

/** Imported keys by hash and secret. Importing costs as much as signing, and an isolate sees few secrets. */
const keys = new Map<string, CryptoKey>()
const KEYS_MAX = 256

async function keyOf(hash: HmacHash, secret: string): Promise<CryptoKey> {
  const name = `${hash}:${secret}`
  const known = keys.get(name)
  if (known) return known
  const key = await hmacKey(hash, utf8(secret))
  if (keys.size >= KEYS_MAX) keys.clear()
  keys.set(name, key)
  return key
}

/** An HMAC key of raw `bytes`, able to sign only. */
export const hmacKey = (hash: HmacHash, bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign'])

/** HMAC of `message` under the UTF-8 bytes of `secret`: 20 bytes for SHA-1, 32 for SHA-256. */
export async function hmac(
  hash: HmacHash,
  secret: string,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return hmacWith(await keyOf(hash, secret), message)
}

/** HMAC of `message` under an imported key. */
export const hmacWith = async (key: CryptoKey, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', key, message))
