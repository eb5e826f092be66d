import type { NamedKek, Vault } from './vault.ts'

/** The R2 object that says which version of a tenant's key wraps now; while there is none it is the first. */
export const kekVersionName = (tenantId: string): string => `keys/${tenantId}/_kek`

const FIRST_VERSION = 1

async function versionOf(blobs: R2Bucket, tenantId: string): Promise<{ version: number; etag: string | null }> {
  const object = await blobs.get(kekVersionName(tenantId))
  return object === null
    ? { version: FIRST_VERSION, etag: null }
    : { version: Number(await object.text()), etag: object.etag }
}

/** What a tenant's new keys are wrapped with, and those that are wrapped anew. */
export async function currentKek(vault: Vault, blobs: R2Bucket, tenantId: string): Promise<NamedKek> {
  return vault.tenantKek(tenantId, (await versionOf(blobs, tenantId)).version)
}

/** The one that a wrapped key names. @throws when it is under a root key that is not set any more. */
export async function kekNamed(vault: Vault, tenantId: string, name: string | null): Promise<CryptoKey> {
  const kek = await vault.tenantKekNamed(tenantId, name)
  if (kek === null)
    throw new Error('a key is wrapped under a root key that is not among ROOT_KEY and ROOT_KEY_PREVIOUS')
  return kek
}

/** Has a tenant's keys wrapped with a new key from now on; those there are wait to be wrapped anew. Two at once are one. */
export async function renewKek(blobs: R2Bucket, tenantId: string): Promise<number> {
  const { version, etag } = await versionOf(blobs, tenantId)
  const onlyIf = etag === null ? { etagDoesNotMatch: '*' } : { etagMatches: etag }
  const put = await blobs.put(kekVersionName(tenantId), String(version + 1), { onlyIf })
  return put === null ? (await versionOf(blobs, tenantId)).version : version + 1
}
