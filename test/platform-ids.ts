import { env } from 'cloudflare:workers'
import { namesOfPlatformId, openPlatformId } from '../src/messages/platform-id.ts'
import { findPersonKey } from '../src/vault/person-keys.ts'
import { vaultOf } from '../src/vault/vault.ts'

/** What a message of a business is looked up by, whatever its platform calls it. */
export async function nameOfMessage(tenantId: string, platformId: string): Promise<string> {
  return (await namesOfPlatformId({ vault: vaultOf(env), tenantId }, platformId))[0]
}

/** A row with what its platform calls the message, as that platform says it. */
export async function withPlatformId<Row extends Record<string, unknown>>(row: Row): Promise<Row> {
  const kept = row['provider_message_id']
  if (typeof kept !== 'string') return row
  const [tenantId, personId] = [String(row['tenant_id']), String(row['person_id'])]
  const key = await findPersonKey(vaultOf(env), env.BLOBS, tenantId, personId)
  return { ...row, provider_message_id: await openPlatformId(tenantId, key, kept) }
}
