import { putKey, type PersonKey } from './person-keys.ts'
import type { NamedKek } from './vault.ts'

/**
 * A key for a subject that has just been thought of. It is found, wrapped anew and destroyed as a person's is. `kek`: what wraps the
 * tenant's keys now.
 *
 * @throws Error where there is one already.
 */
export async function freshKey(kek: NamedKek, blobs: R2Bucket, tenantId: string, subject: string): Promise<PersonKey> {
  const key = await putKey(kek, blobs, tenantId, subject)
  if (key === null) throw new Error('there is a key of that name')
  return key
}
