import { concat, toBase64Url, utf8 } from '../kernel/bytes.ts'
import type { Vault } from './vault.ts'

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

const VERSION = 1
const KID_BYTES = 8
const IV_BYTES = 12
const DEK_BYTES = 32

/** The R2 prefix of everything held of a subject's keys. */
const prefixOf = (tenantId: string, subject: string): string => `keys/${tenantId}/${subject}/`

/** The R2 object that holds a subject's wrapped key. */
export const personKeyName = (tenantId: string, subject: string): string => `${prefixOf(tenantId, subject)}${VERSION}`

/** The two keys made from 32 secret bytes: they never meet the same cipher. */
export async function keysFrom(
  secret: Uint8Array<ArrayBuffer>,
  { subject, kid }: { readonly subject: string; readonly kid: string },
): Promise<PersonKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('careline/text') }
  const aes = { name: 'AES-GCM', length: 256 }
  const key = await crypto.subtle.deriveKey(params, material, aes, false, ['encrypt', 'decrypt'])
  return { subject, version: VERSION, kid, key, material }
}

interface Wrapping {
  readonly kek: CryptoKey
  readonly tenantId: string
  readonly subject: string
}

const wrapParams = ({ tenantId, subject }: Wrapping, kid: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`v1|dek|${tenantId}|${subject}|${VERSION}|${kid}`),
})

interface AesGcmParams {
  name: 'AES-GCM'
  iv: Uint8Array<ArrayBuffer>
  additionalData: Uint8Array<ArrayBuffer>
}

/** The object's body: kid, IV, wrapped key. */
async function wrap(
  wrapping: Wrapping,
  dek: Uint8Array<ArrayBuffer>,
  kid: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const wrapped = await crypto.subtle.encrypt(wrapParams(wrapping, toBase64Url(kid), iv), wrapping.kek, dek)
  return concat(kid, iv, new Uint8Array(wrapped))
}

async function unwrap(wrapping: Wrapping, body: Uint8Array<ArrayBuffer>): Promise<PersonKey> {
  const kid = toBase64Url(body.subarray(0, KID_BYTES))
  const iv = body.slice(KID_BYTES, KID_BYTES + IV_BYTES)
  // A key object that does not open is a wrong root key or a broken bucket: thrown, never taken for "erased".
  const dek = await crypto.subtle.decrypt(wrapParams(wrapping, kid, iv), wrapping.kek, body.slice(KID_BYTES + IV_BYTES))
  return keysFrom(new Uint8Array(dek), { subject: wrapping.subject, kid })
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
  const wrapping = { kek: await vault.tenantKek(tenantId), tenantId, subject }
  return unwrap(wrapping, new Uint8Array(await object.arrayBuffer()))
}

/**
 * The subject's key, made on first use. `blobs` is the bucket of the tenant's region.
 *
 * Two makers agree: the second put is refused by the store, and both read what the first one wrote.
 */
export async function personKey(vault: Vault, blobs: R2Bucket, tenantId: string, subject: string): Promise<PersonKey> {
  const known = await findPersonKey(vault, blobs, tenantId, subject)
  if (known) return known
  const wrapping = { kek: await vault.tenantKek(tenantId), tenantId, subject }
  const body = await wrap(wrapping, random(DEK_BYTES), random(KID_BYTES))
  const onlyIf = { etagDoesNotMatch: '*' }
  const put = await blobs.put(personKeyName(tenantId, subject), body, { onlyIf })
  if (put !== null) return unwrap(wrapping, body)
  const made = await findPersonKey(vault, blobs, tenantId, subject)
  if (made === null) throw new Error('a key was destroyed while it was being made')
  return made
}

/** Destroys the subject's key in all its versions. R2 keeps no history, so what it sealed stays closed for ever. */
export async function destroyPersonKey(_: Vault, blobs: R2Bucket, tenantId: string, subject: string): Promise<void> {
  const listed = await blobs.list({ prefix: prefixOf(tenantId, subject) })
  await blobs.delete(listed.objects.map(({ key }) => key))
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
