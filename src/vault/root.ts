import { fromBase64, utf8 } from '../kernel/bytes.ts'
import { hmacKey } from '../kernel/hmac.ts'
import { sha256HexNow } from '../kernel/sha256-now.ts'

/** A root key: what is derived of it, and by which name what it sealed says so. */
export interface Root {
  /** 8 hexadecimal digits. Tells one root from another, and nothing of either. */
  readonly id: string
  derive(info: string): Promise<Uint8Array<ArrayBuffer>>
  macKey(info: string): Promise<CryptoKey>
  aesKey(info: string): Promise<CryptoKey>
}

const ROOT_KEY_BYTES = 32
const ID_CHARS = 8
const DERIVED_KEYS_MAX = 1_000

/** Remembers what `make` makes for each name, within a bound. */
function remembering<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (name) => {
    const known = made.get(name)
    if (known) return known
    if (made.size >= DERIVED_KEYS_MAX) made.clear()
    const making = make(name)
    made.set(name, making)
    return making
  }
}

/** The root of 32 bytes in base64, or null when it is none. */
export function openRoot(base64: string): Root | null {
  const bytes = fromBase64(base64)
  if (bytes?.length !== ROOT_KEY_BYTES) return null
  const root = crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const derive = async (info: string): Promise<Uint8Array<ArrayBuffer>> => {
    const params = { name: 'HKDF', hash: 'SHA-256', salt: utf8('careline/v1'), info: utf8(info) }
    return new Uint8Array(await crypto.subtle.deriveBits(params, await root, 256))
  }
  return {
    id: sha256HexNow(`careline/root-id|${base64}`).slice(0, ID_CHARS),
    derive,
    macKey: remembering(async (info) => hmacKey('SHA-256', await derive(info))),
    aesKey: remembering(async (info) =>
      crypto.subtle.importKey('raw', await derive(info), 'AES-GCM', false, ['encrypt', 'decrypt']),
    ),
  }
}
