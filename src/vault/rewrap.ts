import { currentKek, kekNamed, kekVersionName } from './tenant-kek.ts'
import type { Vault } from './vault.ts'
import { unwrap, wrap } from './wrapped-key.ts'

/** A page of key objects that was gone through. */
export interface Rewrapped {
  readonly seen: number
  readonly rewrapped: number
  /** The last name that was looked at, to go on after; null at the end. */
  readonly after: string | null
}

/** Beside a wrapped key: what it is wrapped with. */
export const KEK_METADATA = 'kek'

/**
 * Wraps the keys below `prefix` anew that are not wrapped with what wraps now. What they seal stays as it is. A key that is
 * destroyed meanwhile stays destroyed: only the very object that was read is replaced.
 */
export async function rewrapPage(
  vault: Vault,
  blobs: R2Bucket,
  { prefix, after, limit }: { readonly prefix: string; readonly after: string | null; readonly limit: number },
): Promise<Rewrapped> {
  const page = await blobs.list({
    prefix,
    limit,
    include: ['customMetadata'],
    ...(after !== null && { startAfter: after }),
  })
  const keks = new Map<string, Awaited<ReturnType<typeof currentKek>>>()
  let rewrapped = 0
  for (const { key, customMetadata } of page.objects) {
    const named = readName(key)
    if (named === null) continue
    const kek = keks.get(named.tenantId) ?? (await currentKek(vault, blobs, named.tenantId))
    keks.set(named.tenantId, kek)
    if (customMetadata?.[KEK_METADATA] === kek.name) continue
    if (await rewrapOne(vault, blobs, { key, ...named }, kek)) rewrapped += 1
  }
  return { seen: page.objects.length, rewrapped, after: page.truncated ? (page.objects.at(-1)?.key ?? null) : null }
}

interface Named {
  readonly tenantId: string
  readonly subject: string
}

/** `keys/TENANT/SUBJECT/VERSION`; null for what is no wrapped key. */
function readName(key: string): Named | null {
  const [, tenantId = '', subject = '', version] = key.split('/')
  return version === undefined || key === kekVersionName(tenantId) ? null : { tenantId, subject }
}

async function rewrapOne(
  vault: Vault,
  blobs: R2Bucket,
  { key, tenantId, subject }: Named & { readonly key: string },
  { name, kek }: Awaited<ReturnType<typeof currentKek>>,
): Promise<boolean> {
  const object = await blobs.get(key)
  if (object === null) return false
  const former = await kekNamed(vault, tenantId, object.customMetadata?.[KEK_METADATA] ?? null)
  const bare = await unwrap({ kek: former, tenantId, subject }, new Uint8Array(await object.arrayBuffer()))
  const body = await wrap({ kek, tenantId, subject }, bare)
  const onlyIf = { etagMatches: object.etag }
  return (await blobs.put(key, body, { onlyIf, customMetadata: { [KEK_METADATA]: name } })) !== null
}
