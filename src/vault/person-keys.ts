import { toBase64Url, utf8 } from '../kernel/bytes.ts'
import { KEK_METADATA } from './rewrap.ts'
import { currentKek, kekNamed } from './tenant-kek.ts'
import type { NamedKek, Vault } from './vault.ts'
import { KEY_VERSION, newBareKey, unwrap, wrap, type BareKey } from './wrapped-key.ts'

/**
 * The key of one person of one tenant.
 *
 * Everything that tells about the person is sealed with it, so destroying it unmakes copies that cannot be reached, such
 * as those in a database's point-in-time history.
 */
export interface PersonKey {
  /** The person's id, or the call's for a caller who hid who they are. */
  readonly subject: string
  readonly version: number
  /** Names this very key. Bound into everything sealed: a key made anew for the same subject is another. */
  readonly kid: string
  /** AES-256-GCM, for texts. */
  readonly key: CryptoKey
  /** HKDF material for sub-keys of streams. */
  readonly material: CryptoKey
}

/** The R2 prefix of everything held of a subject's keys. */
export const personKeyPrefix = (tenantId: string, subject: string): string => `keys/${tenantId}/${subject}/`

/** The R2 object that holds a subject's wrapped key. */
export const personKeyName = (tenantId: string, subject: string): string =>
  `${personKeyPrefix(tenantId, subject)}${KEY_VERSION}`

/** The R2 object that says that a subject was erased: beside `keys/`, so that nothing of theirs is left below that. */
export const tombstoneName = (tenantId: string, subject: string): string => `erased/${tenantId}/${subject}`

/** Whoever is to be sealed something for was erased: they are somebody new, or nobody. */
export class PersonErased extends Error {
  override readonly name = 'PersonErased'
}

/** The two keys made from 32 secret bytes: they never meet the same cipher. */
export async function keysFrom(
  secret: Uint8Array<ArrayBuffer>,
  { subject, kid }: { readonly subject: string; readonly kid: string },
): Promise<PersonKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('careline/text') }
  const aes = { name: 'AES-GCM', length: 256 }
  const key = await crypto.subtle.deriveKey(params, material, aes, false, ['encrypt', 'decrypt'])
  return { subject, version: KEY_VERSION, kid, key, material }
}

/** The subject's key, or null when it is gone (erased, expired) or never was. Never cached: a destroyed key is gone at once. */
export async function findPersonKey(
  vault: Vault,
  blobs: R2Bucket,
  tenantId: string,
  subject: string,
): Promise<PersonKey | null> {
  const object = await blobs.get(personKeyName(tenantId, subject))
  if (object === null) return null
  const kek = await kekNamed(vault, tenantId, object.customMetadata?.[KEK_METADATA] ?? null)
  return personKeyFrom(await unwrap({ kek, tenantId, subject }, new Uint8Array(await object.arrayBuffer())), subject)
}

/** A Worker has six requests of its own open at a time; more would stand in line, before whatever else it asks for. */
export const KEYS_AT_A_TIME = 6

/** The keys of several, each read once however often it is named; null for who has none. Never cached, as no key is. */
export async function findPersonKeys(
  vault: Vault,
  blobs: R2Bucket,
  tenantId: string,
  subjects: Iterable<string>,
): Promise<ReadonlyMap<string, PersonKey | null>> {
  const wanted = new Set(subjects)
  const keys = new Map<string, PersonKey | null>()
  const waiting = wanted.values()
  const read = async (): Promise<void> => {
    for (const subject of waiting) keys.set(subject, await findPersonKey(vault, blobs, tenantId, subject))
  }
  await Promise.all(Array.from({ length: Math.min(KEYS_AT_A_TIME, wanted.size) }, read))
  return keys
}

const personKeyFrom = ({ kid, dek }: BareKey, subject: string): Promise<PersonKey> =>
  keysFrom(dek, { subject, kid: toBase64Url(kid) })

/**
 * The subject's key, made on first use. `blobs` is the bucket of the tenant's region.
 *
 * Two makers agree: the second put is refused by the store, and both read what the first one wrote. For an erased subject
 * none is made: its stone is laid before its key is destroyed, so of a maker and an eraser at once either the maker sees the
 * stone, or the eraser the key.
 *
 * @throws PersonErased when the subject was erased.
 */
export async function personKey(vault: Vault, blobs: R2Bucket, tenantId: string, subject: string): Promise<PersonKey> {
  const known = await findPersonKey(vault, blobs, tenantId, subject)
  if (known) return known
  await refuseErased(blobs, tenantId, subject)
  return strangersKey(vault, blobs, tenantId, subject)
}

/**
 * The same of somebody who has just been met: nobody looks for a key before one is made. Where there is one all the same it is that.
 *
 * @throws PersonErased when the subject was erased.
 */
export async function strangersKey(
  vault: Vault,
  blobs: R2Bucket,
  tenantId: string,
  subject: string,
): Promise<PersonKey> {
  const own = await putKey(await currentKek(vault, blobs, tenantId), blobs, tenantId, subject)
  if (own !== null) {
    await refuseErased(blobs, tenantId, subject)
    return own
  }
  const made = await findPersonKey(vault, blobs, tenantId, subject)
  if (made === null) throw new Error('a key was destroyed while it was being made')
  return made
}

/**
 * A new key of a subject, wrapped by `kek`: one write, and nobody is asked whether there is one. Null where there is.
 */
export async function putKey(
  { name, kek }: NamedKek,
  blobs: R2Bucket,
  tenantId: string,
  subject: string,
): Promise<PersonKey | null> {
  const bare = newBareKey()
  const put = await blobs.put(personKeyName(tenantId, subject), await wrap({ kek, tenantId, subject }, bare), {
    onlyIf: { etagDoesNotMatch: '*' },
    customMetadata: { [KEK_METADATA]: name },
  })
  return put === null ? null : personKeyFrom(bare, subject)
}

async function refuseErased(blobs: R2Bucket, tenantId: string, subject: string): Promise<void> {
  if ((await blobs.head(tombstoneName(tenantId, subject))) === null) return
  await blobs.delete(personKeyName(tenantId, subject))
  throw new PersonErased('the person was erased')
}

/** Destroys the subject's key in all its versions. R2 keeps no history, so what it sealed stays closed for ever. */
export async function destroyPersonKey(_: Vault, blobs: R2Bucket, tenantId: string, subject: string): Promise<void> {
  const listed = await blobs.list({ prefix: personKeyPrefix(tenantId, subject) })
  await blobs.delete(listed.objects.map(({ key }) => key))
}
