import { concat, fromBase64Url, textOf, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { keysFrom, type PersonKey } from './person-keys.ts'
import type { Vault } from './vault.ts'

/** Where a sealed value lives. It opens there and nowhere else. */
export interface Place {
  readonly tenantId: string
  readonly table: string
  readonly recordId: string
  readonly field: string
}

const IV_BYTES = 12

/** What is bound to a sealed value besides itself: moved to another row, column or person, it does not open. */
export const boundTo = (key: PersonKey, { tenantId, table, recordId, field }: Place): string =>
  `v1|${tenantId}|${key.subject}|${table}|${recordId}|${field}|${key.kid}`

/** Seals `text` for its place: `v1.<kid>.<base64url of IV and ciphertext>`, AES-256-GCM with a fresh 96-bit IV. */
export const seal = (key: PersonKey, place: Place, text: string): Promise<string> =>
  sealWith(key, place, text, crypto.getRandomValues(new Uint8Array(IV_BYTES)))

/**
 * As {@link seal}, but the same text is sealed for the same place to the same value, so that it is there once: its IV is
 * derived from both. Whoever sees two such values learns whether they are the same, and nothing else.
 */
export async function sealAlike(key: PersonKey, place: Place, text: string): Promise<string> {
  const info = utf8(`careline/alike|${boundTo(key, place)}|${text}`)
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  const bits = await crypto.subtle.deriveBits(params, key.material, IV_BYTES * 8)
  return sealWith(key, place, text, new Uint8Array(bits))
}

async function sealWith(key: PersonKey, place: Place, text: string, iv: Uint8Array<ArrayBuffer>): Promise<string> {
  const params = { name: 'AES-GCM', iv, additionalData: utf8(boundTo(key, place)) }
  const sealed = await crypto.subtle.encrypt(params, key.key, utf8(text))
  return `v1.${key.kid}.${toBase64Url(concat(iv, new Uint8Array(sealed)))}`
}

/** Null when it was sealed with another key or for another place, or altered. */
export async function open(key: PersonKey, place: Place, sealed: string): Promise<string | null> {
  const [version, kid, body = ''] = sealed.split('.')
  // One key is tried, the one named: AES-GCM does not tell a wrong key from a wrong text.
  const bytes = version === 'v1' && kid === key.kid ? fromBase64Url(body) : null
  if (bytes === null || bytes.length < IV_BYTES) return null
  const params = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: utf8(boundTo(key, place)) }
  try {
    return textOf(await crypto.subtle.decrypt(params, key.key, bytes.slice(IV_BYTES)))
  } catch {
    return null
  }
}

/**
 * A call's own key for when the person's cannot be had, derived and therefore never stored.
 *
 * It cannot be destroyed, so what it seals must not outlast the call: it is opened and sealed again with the person's key.
 */
export async function transitKey(vault: Vault, tenantId: string, callId: string): Promise<PersonKey> {
  const secret = await vault.derive(infoOf(tenantId, callId))
  return keysFrom(secret, { subject: callId, kid: `${TRANSIT}${vault.rootId}` })
}

const TRANSIT = 'transit_'
const infoOf = (tenantId: string, callId: string): string => `transit|${tenantId}|${callId}`

/** Whether something is sealed with a derived key. */
export const isTransit = (sealed: string): boolean => sealed.startsWith(`v1.${TRANSIT}`)

/**
 * The text of what {@link transitKey} sealed, under whichever root key that was: while one replaces another, what is on its way is
 * under either. Null when it does not open.
 */
export async function openTransit(vault: Vault, callId: string, place: Place, sealed: string): Promise<string | null> {
  const kid = sealed.split('.')[1] ?? ''
  const secret = await vault.deriveUnder(kid.slice(TRANSIT.length), infoOf(place.tenantId, callId))
  return secret === null ? null : open(await keysFrom(secret, { subject: callId, kid }), place, sealed)
}
