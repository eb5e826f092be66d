import { findPersonKey, type PersonKey } from './person-keys.ts'
import { open, seal, type Place } from './seal.ts'
import type { Vault } from './vault.ts'

/**
 * Seals a text that is about several under the keys of all of them, one within the other: `SUBJECT,SUBJECT|v1.…`. It opens as long as
 * every one of these keys is there.
 */
export async function sealForAll(keys: readonly PersonKey[], place: Place, text: string): Promise<string> {
  let sealed = text
  for (const key of keys) sealed = await seal(key, place, sealed)
  return `${keys.map(({ subject }) => subject).join()}|${sealed}`
}

/** Whose keys a value is under; none where it is sealed for the business. */
export function subjectsIn(sealed: string): readonly string[] {
  const end = sealed.indexOf('|')
  return end < 0 ? [] : sealed.slice(0, end).split(',')
}

/** Null when a key is gone, or it was sealed for another place, or altered. */
export async function openForAll(vault: Vault, blobs: R2Bucket, place: Place, sealed: string): Promise<string | null> {
  let text = sealed.slice(sealed.indexOf('|') + 1)
  for (const subject of subjectsIn(sealed).toReversed()) {
    const key = await findPersonKey(vault, blobs, place.tenantId, subject)
    const inner = key === null ? null : await open(key, place, text)
    if (inner === null) return null
    text = inner
  }
  return text
}
