import { findPersonKey, type PersonKey } from './person-keys.ts'
import type { Vault } from './vault.ts'

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
