import { concat, toBase64Url, utf8 } from '../kernel/bytes.ts'

/** Whose key is wrapped, with what, and in which version of it. */
export interface Wrapping {
  readonly kek: CryptoKey
  readonly tenantId: string
  readonly subject: string
}

export const KEY_VERSION = 1
const KID_BYTES = 8
const IV_BYTES = 12
const DEK_BYTES = 32

/** A key as it is before anything is made of it. */
export interface BareKey {
  readonly kid: Uint8Array<ArrayBuffer>
  readonly dek: Uint8Array<ArrayBuffer>
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

export const newBareKey = (): BareKey => ({ kid: random(KID_BYTES), dek: random(DEK_BYTES) })

const paramsOf = ({ tenantId, subject }: Wrapping, kid: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`v1|dek|${tenantId}|${subject}|${KEY_VERSION}|${kid}`),
})

/** The object's body: kid, IV, wrapped key. */
export async function wrap(wrapping: Wrapping, { kid, dek }: BareKey): Promise<Uint8Array<ArrayBuffer>> {
  const iv = random(IV_BYTES)
  const wrapped = await crypto.subtle.encrypt(paramsOf(wrapping, toBase64Url(kid), iv), wrapping.kek, dek)
  return concat(kid, iv, new Uint8Array(wrapped))
}

/** @throws where it does not open: a wrong root key or a broken bucket, never taken for "erased". */
export async function unwrap(wrapping: Wrapping, body: Uint8Array<ArrayBuffer>): Promise<BareKey> {
  const kid = body.slice(0, KID_BYTES)
  const params = paramsOf(wrapping, toBase64Url(kid), body.slice(KID_BYTES, KID_BYTES + IV_BYTES))
  const dek = await crypto.subtle.decrypt(params, wrapping.kek, body.slice(KID_BYTES + IV_BYTES))
  return { kid, dek: new Uint8Array(dek) }
}
