import { bytesEqual, concat, fromBase64, fromBase64Url, textOf, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { hmacKey, hmacWith } from '../kernel/hmac.ts'
import { once } from '../kernel/once.ts'
import { readPeppers, tokenUnder, type Pepper } from './peppers.ts'
import { signingWith } from './signing.ts'

/** The keys everything else is derived from. Holds no personal data and no state but derived keys. */
export interface Vault {
  /** Version of the lookup pepper that {@link Vault.identityToken} uses. */
  readonly pepperVersion: number
  /**
   * HMAC-SHA-256 of tenant, type and canonical identity under the newest pepper: 43 characters of base64url, after `p2.` and
   * so on where it is not the first pepper. Differs between tenants.
   */
  identityToken(tenantId: string, type: IdentityType, canonical: string): Promise<string>
  /** The same under every pepper that there was before, newest first: what was written down then is found by these. */
  formerTokens(tenantId: string, type: IdentityType, canonical: string): Promise<readonly string[]>
  /** A MAC for what we hand out in URLs, 22 characters of base64url. `purpose` keeps one use from passing as another. */
  mac(purpose: string, message: string): Promise<string>
  macMatches(purpose: string, message: string, mac: string): Promise<boolean>
  /** Seals what is the business's own (tokens, webhook secrets). `aad` names the place: `table|id|column`. */
  sealForTenant(tenantId: string, aad: string, text: string): Promise<string>
  /** Null when it was sealed for another tenant or place, or altered. */
  openForTenant(tenantId: string, aad: string, sealed: string): Promise<string | null>
  /** The tenant's key-encryption key: AES-256-GCM, wraps persons' keys. */
  tenantKek(tenantId: string): Promise<CryptoKey>
  /** 32 bytes derived for `info`, the same every time. */
  derive(info: string): Promise<Uint8Array<ArrayBuffer>>
  /** Ed25519 signature of `text` by the platform's key for proofs: 86 characters of base64url. */
  sign(text: string): Promise<string>
  verify(text: string, signature: string): Promise<boolean>
  /** The public half of the signing key, raw, in base64url: whoever holds it can check a proof without us. */
  publicKey(): Promise<string>
}

export type IdentityType = 'phone' | 'email' | 'bsuid'

const ROOT_KEY_BYTES = 32
const IV_BYTES = 12
const MAC_BYTES = 16
const DERIVED_KEYS_MAX = 1_000

/** One vault per root key, peppers and isolate, so that derived keys are derived once. */
const vaults = new Map<string, Vault>()

/**
 * The vault under `rootKey`: 32 bytes in base64. `peppers`: those after the first, as in `LOOKUP_PEPPERS`.
 *
 * @throws Error when either is malformed: a gateway must not start on a bad key.
 */
export function openVault(rootKey: string, peppers = ''): Vault {
  const name = `${rootKey}|${peppers}`
  const known = vaults.get(name)
  if (known) return known
  const bytes = fromBase64(rootKey)
  if (bytes?.length !== ROOT_KEY_BYTES) throw new Error('ROOT_KEY must be 32 bytes in base64')
  const further = readPeppers(peppers)
  if (further === null) throw new Error('LOOKUP_PEPPERS must be a list like 2:BASE64, of 32 bytes each')
  const vault = makeVault(bytes, further)
  vaults.set(name, vault)
  return vault
}

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

function makeVault(rootKey: Uint8Array<ArrayBuffer>, peppers: readonly Pepper[]): Vault {
  const root = crypto.subtle.importKey('raw', rootKey, 'HKDF', false, ['deriveBits'])
  const derive = async (info: string): Promise<Uint8Array<ArrayBuffer>> => {
    const params = { name: 'HKDF', hash: 'SHA-256', salt: utf8('careline/v1'), info: utf8(info) }
    return new Uint8Array(await crypto.subtle.deriveBits(params, await root, 256))
  }
  const macKey = remembering(async (info) => hmacKey('SHA-256', await derive(info)))
  const aesKey = remembering(async (info) =>
    crypto.subtle.importKey('raw', await derive(info), 'AES-GCM', false, ['encrypt', 'decrypt']),
  )
  const mac = async (purpose: string, message: string): Promise<Uint8Array<ArrayBuffer>> =>
    (await hmacWith(await macKey(`mac|${purpose}`), utf8(message))).slice(0, MAC_BYTES)

  return {
    ...signingWith(derive),
    ...tokensUnder(peppers, () => macKey('pepper|1')),
    derive,
    tenantKek: (tenantId) => aesKey(`kek|${tenantId}|1`),
    mac: async (purpose, message) => toBase64Url(await mac(purpose, message)),
    async macMatches(purpose, message, given) {
      const bytes = fromBase64Url(given)
      return bytes !== null && bytesEqual(await mac(purpose, message), bytes)
    },
    async sealForTenant(tenantId, aad, text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const params = { name: 'AES-GCM', iv, additionalData: utf8(`v1|${tenantId}|${aad}`) }
      const sealed = await crypto.subtle.encrypt(params, await aesKey(`own|${tenantId}|1`), utf8(text))
      return `v1.${toBase64Url(concat(iv, new Uint8Array(sealed)))}`
    },
    async openForTenant(tenantId, aad, sealed) {
      const bytes = sealed.startsWith('v1.') ? fromBase64Url(sealed.slice(3)) : null
      if (bytes === null || bytes.length < IV_BYTES) return null
      const params = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: utf8(`v1|${tenantId}|${aad}`) }
      try {
        return textOf(await crypto.subtle.decrypt(params, await aesKey(`own|${tenantId}|1`), bytes.slice(IV_BYTES)))
      } catch {
        return null
      }
    },
  }
}

type Tokens = Pick<Vault, 'pepperVersion' | 'identityToken' | 'formerTokens'>

/** Tokens under `peppers`, newest first, and last under the first one there was. */
function tokensUnder(peppers: readonly Pepper[], firstKey: () => Promise<CryptoKey>): Tokens {
  const further = peppers.map(({ version, bytes }) => ({ version, key: once(() => hmacKey('SHA-256', bytes)) }))
  const [current, ...former] = [...further, { version: 1, key: firstKey }]
  const under = async ({ version, key }: (typeof further)[number], text: string): Promise<string> =>
    tokenUnder(version, toBase64Url(await hmacWith(await key(), utf8(text))))
  return {
    pepperVersion: current.version,
    identityToken: (tenantId, type, canonical) => under(current, `${tenantId}|${type}|${canonical}`),
    formerTokens: (tenantId, type, canonical) =>
      Promise.all(former.map((pepper) => under(pepper, `${tenantId}|${type}|${canonical}`))),
  }
}
