import { bytesEqual, fromBase64Url, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { hmacKey, hmacWith } from '../kernel/hmac.ts'
import { once } from '../kernel/once.ts'
import { readPeppers, tokenUnder, type Pepper } from './peppers.ts'
import { openRoot, type Root } from './root.ts'
import { signingWith } from './signing.ts'
import { markOf, openUnder, sealUnder } from './tenant-seal.ts'

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
  /** Name of the root that seals now. */
  readonly rootId: string
  /** Whether there is another root, under which something may still be. */
  readonly isRotating: boolean
  /** What begins everything that is sealed for a tenant under the root that seals now. */
  readonly ownMark: string
  /**
   * The tenant's key-encryption key of this version, and its name: AES-256-GCM, wraps persons' keys. `name` is what the key of a
   * wrapped one was called; null: from before they had names. Null when it is under a root that is not known any more.
   */
  tenantKek(tenantId: string, version: number): Promise<NamedKek>
  tenantKekNamed(tenantId: string, name: string | null): Promise<CryptoKey | null>
  /** 32 bytes derived for `info`, the same every time. */
  derive(info: string): Promise<Uint8Array<ArrayBuffer>>
  /** The same under the root of this name, or null when there is none. */
  deriveUnder(rootId: string, info: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Ed25519 signature of `text` by the platform's key for proofs: 86 characters of base64url. */
  sign(text: string): Promise<string>
  verify(text: string, signature: string): Promise<boolean>
  /** The public half of the signing key, raw, in base64url: whoever holds it can check a proof without us. */
  publicKey(): Promise<string>
}

/** `message`: a platform's id of a message, which may hold the number of whom it is to or from. */
export type IdentityType = 'phone' | 'email' | 'bsuid' | 'message'

/** A key that wraps persons' keys, and what it is called beside what it wrapped: `ROOT.VERSION`. */
export interface NamedKek {
  readonly name: string
  readonly kek: CryptoKey
}

/** What a root key was, or is to be, beside the one that seals now. */
export interface OtherKeys {
  /** `ROOT_KEY_PREVIOUS`: others that open, 32 bytes in base64 each, newest first, with commas between them. */
  readonly previous?: string | undefined
  /** `SIGNING_KEYS_RETIRED`: public halves of keys that signed once, raw, base64url, with commas between them. */
  readonly retired?: string | undefined
}

const MAC_BYTES = 16

/** One vault per set of keys and isolate, so that derived keys are derived once. */
const vaults = new Map<string, Vault>()

/** The roots in `ROOT_KEY_PREVIOUS`, or null when one of them is none. */
export function readRoots(setting: string): readonly Root[] | null {
  const roots = listOf(setting).map(openRoot)
  return roots.some((root) => root === null) ? null : roots.filter((root) => root !== null)
}

const listOf = (setting: string): readonly string[] =>
  setting.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))

/**
 * The vault under `rootKey`: 32 bytes in base64. `peppers`: as in `LOOKUP_PEPPERS`.
 *
 * @throws Error when any is malformed: a gateway must not start on a bad key.
 */
export function openVault(rootKey: string, peppers = '', { previous = '', retired = '' }: OtherKeys = {}): Vault {
  const name = [rootKey, peppers, previous, retired].join('|')
  const known = vaults.get(name)
  if (known) return known
  const root = openRoot(rootKey)
  if (root === null) throw new Error('ROOT_KEY must be 32 bytes in base64')
  const others = readRoots(previous)
  if (others === null) throw new Error('ROOT_KEY_PREVIOUS must be a list of 32 bytes in base64 each')
  const further = readPeppers(peppers)
  if (further === null) throw new Error('LOOKUP_PEPPERS must be a list like 2:BASE64, of 32 bytes each')
  const vault = makeVault([root, ...others.filter(({ id }) => id !== root.id)], further, listOf(retired))
  vaults.set(name, vault)
  return vault
}

/** The settings of {@link openVault}, by their names. */
interface KeySettings {
  readonly ROOT_KEY?: string | undefined
  readonly ROOT_KEY_PREVIOUS?: string | undefined
  readonly LOOKUP_PEPPERS?: string | undefined
  readonly SIGNING_KEYS_RETIRED?: string | undefined
}

/** The vault that the settings of a gateway name. */
export const vaultOf = (settings: KeySettings): Vault =>
  openVault(settings.ROOT_KEY ?? '', settings.LOOKUP_PEPPERS, {
    previous: settings.ROOT_KEY_PREVIOUS,
    retired: settings.SIGNING_KEYS_RETIRED,
  })

type Roots = readonly [current: Root, ...others: Root[]]

function makeVault(roots: Roots, peppers: readonly Pepper[], retired: readonly string[]): Vault {
  const [current] = roots
  const oldest = roots.at(-1) ?? current
  const mac = async (root: Root, purpose: string, message: string): Promise<Uint8Array<ArrayBuffer>> =>
    (await hmacWith(await root.macKey(`mac|${purpose}`), utf8(message))).slice(0, MAC_BYTES)
  const kekInfo = (tenantId: string, version: number): string => `kek|${tenantId}|${version}`

  return {
    ...signingWith(roots, retired),
    ...tokensUnder(peppers, () => oldest.macKey('pepper|1')),
    rootId: current.id,
    isRotating: roots.length > 1,
    ownMark: markOf(current),
    derive: current.derive,
    deriveUnder: async (rootId, info) => (await roots.find(({ id }) => id === rootId)?.derive(info)) ?? null,
    tenantKek: async (tenantId, version) => ({
      name: `${current.id}.${version}`,
      kek: await current.aesKey(kekInfo(tenantId, version)),
    }),
    async tenantKekNamed(tenantId, name) {
      const [id, version] = name === null ? [oldest.id, '1'] : name.split('.')
      const root = roots.find((one) => one.id === id)
      return root === undefined ? null : root.aesKey(kekInfo(tenantId, Number(version)))
    },
    mac: async (purpose, message) => toBase64Url(await mac(current, purpose, message)),
    async macMatches(purpose, message, given) {
      const bytes = fromBase64Url(given)
      if (bytes === null) return false
      const macs = await Promise.all(roots.map((root) => mac(root, purpose, message)))
      return macs.some((one) => bytesEqual(one, bytes))
    },
    sealForTenant: (tenantId, aad, text) => sealUnder(current, tenantId, aad, text),
    openForTenant: (tenantId, aad, sealed) => openUnder(roots, tenantId, aad, sealed),
  }
}

type Tokens = Pick<Vault, 'pepperVersion' | 'identityToken' | 'formerTokens'>

/** Tokens under `peppers`, newest first; the first one there was is made of the oldest root, unless it is among them. */
function tokensUnder(peppers: readonly Pepper[], firstKey: () => Promise<CryptoKey>): Tokens {
  const given = peppers.map(({ version, bytes }) => ({ version, key: once(() => hmacKey('SHA-256', bytes)) }))
  const all = given.some(({ version }) => version === 1) ? given : [...given, { version: 1, key: firstKey }]
  const [current = { version: 1, key: firstKey }, ...former] = all
  const under = async ({ version, key }: (typeof all)[number], text: string): Promise<string> =>
    tokenUnder(version, toBase64Url(await hmacWith(await key(), utf8(text))))
  return {
    pepperVersion: current.version,
    identityToken: (tenantId, type, canonical) => under(current, `${tenantId}|${type}|${canonical}`),
    formerTokens: (tenantId, type, canonical) =>
      Promise.all(former.map((pepper) => under(pepper, `${tenantId}|${type}|${canonical}`))),
  }
}
