import { concat, fromBase64Url, fromHex, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { once } from '../kernel/once.ts'
import type { Root } from './root.ts'

/** What the platform signs with, and what anyone can check it by. */
export interface Signing {
  sign(text: string): Promise<string>
  verify(text: string, signature: string): Promise<boolean>
  publicKey(): Promise<string>
}

/** RFC 8410: the PKCS #8 frame around a 32-byte Ed25519 seed, the only private form WebCrypto imports. */
const PKCS8_HEAD = fromHex('302e020100300506032b657004220420') ?? new Uint8Array()

async function pairFrom(seed: Uint8Array<ArrayBuffer>): Promise<CryptoKeyPair> {
  const privateKey = await crypto.subtle.importKey('pkcs8', concat(PKCS8_HEAD, seed), 'Ed25519', true, ['sign'])
  const exported = await crypto.subtle.exportKey('jwk', privateKey)
  if (exported instanceof ArrayBuffer || exported.crv === undefined || exported.x === undefined)
    throw new Error('Ed25519 key has no public half')
  const { kty, crv, x } = exported
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', true, ['verify'])
  return { privateKey, publicKey }
}

/**
 * An Ed25519 key made from the root that seals now, so that a proof of last year verifies after any restart. What another root of
 * `roots` signed, or one of the `retired` public keys (raw, base64url), verifies as well.
 */
export function signingWith(roots: readonly [Root, ...Root[]], retired: readonly string[]): Signing {
  const pairs = roots.map((root) => once(() => root.derive('sign|1').then(pairFrom)))
  const [current = once(() => roots[0].derive('sign|1').then(pairFrom))] = pairs
  const former = once(() => Promise.all(retired.flatMap((text) => importPublic(text) ?? [])))
  return {
    async sign(text) {
      const { privateKey } = await current()
      return toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, utf8(text))))
    },
    async verify(text, signature) {
      const bytes = fromBase64Url(signature)
      if (bytes === null) return false
      const own = await Promise.all(pairs.map(async (pair) => (await pair()).publicKey))
      for (const publicKey of [...own, ...(await former())]) {
        if (await crypto.subtle.verify('Ed25519', publicKey, bytes, utf8(text))) return true
      }
      return false
    },
    async publicKey() {
      const { publicKey } = await current()
      const raw = await crypto.subtle.exportKey('raw', publicKey)
      if (!(raw instanceof ArrayBuffer)) throw new Error('Ed25519 key has no raw form')
      return toBase64Url(new Uint8Array(raw))
    },
  }
}

const PUBLIC_BYTES = 32

/** Null when it is no public key. */
function importPublic(text: string): Promise<CryptoKey> | null {
  const bytes = fromBase64Url(text)
  return bytes?.length === PUBLIC_BYTES ? crypto.subtle.importKey('raw', bytes, 'Ed25519', true, ['verify']) : null
}
