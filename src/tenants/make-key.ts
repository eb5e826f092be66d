import type { Db } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { newId } from '../kernel/ids.ts'
import { apiKeys } from '../records/api-keys/table.ts'
import { maskApiKey, newApiKey } from './api-key.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect

export interface NewKey {
  readonly tenantId: string
  readonly name: string
  readonly livemode: boolean
  readonly scopes: readonly string[]
  readonly expiresAtMs: number | null
}

/** A key just made: the only moment at which the key itself is known. */
export interface MadeKey {
  readonly row: ApiKeyRow
  readonly key: string
}

/** A new key and the row that will know it by its hash. Writes nothing. */
export async function makeKey(
  { tenantId, name, livemode, scopes, expiresAtMs }: NewKey,
  nowMs: number,
): Promise<MadeKey> {
  const key = newApiKey(livemode)
  const row: ApiKeyRow = {
    id: newId('key', nowMs),
    tenantId,
    name,
    hash: await sha256Hex(key),
    masked: maskApiKey(key),
    livemode,
    scopes,
    createdAtMs: nowMs,
    lastUsedAtMs: null,
    expiresAtMs,
    revokedAtMs: null,
  }
  return { row, key }
}

/** Makes a key and keeps its row. */
export async function createKey(directory: Db, wanted: NewKey, nowMs: number): Promise<MadeKey> {
  const made = await makeKey(wanted, nowMs)
  await directory.insert(apiKeys).values(made.row)
  return made
}
