import { concat, fromBase64Url, textOf, toBase64Url, utf8 } from '../kernel/bytes.ts'
import type { Root } from './root.ts'

const IV_BYTES = 12

const infoOf = (tenantId: string): string => `own|${tenantId}|1`

/** `v2.ROOT.` and base64url of IV and ciphertext: which root it is under stands before it, and one key is tried. */
export const markOf = ({ id }: Pick<Root, 'id'>): string => `v2.${id}.`

/** What is bound to a value besides itself: the business and the place, and under which root it is. */
const boundTo = (mark: string, tenantId: string, aad: string): Uint8Array<ArrayBuffer> =>
  utf8(`${mark}|${tenantId}|${aad}`)

/** Seals what is the business's own, AES-256-GCM with a fresh 96-bit IV. */
export async function sealUnder(root: Root, tenantId: string, aad: string, text: string): Promise<string> {
  const mark = markOf(root)
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const params = { name: 'AES-GCM', iv, additionalData: boundTo(mark, tenantId, aad) }
  const sealed = await crypto.subtle.encrypt(params, await root.aesKey(infoOf(tenantId)), utf8(text))
  return `${mark}${toBase64Url(concat(iv, new Uint8Array(sealed)))}`
}

interface Named {
  readonly root: Root
  readonly mark: string
  readonly body: string
}

/** What was sealed before roots had names says only `v1.`: it is under the oldest. */
function named(roots: readonly Root[], sealed: string): Named | null {
  const [, version, id, body] = /^(v1|v2)\.(?:([0-9a-f]{8})\.)?([\w-]+)$/.exec(sealed) ?? []
  if (body === undefined) return null
  const root = version === 'v1' ? roots.at(-1) : roots.find((one) => one.id === id)
  return root === undefined ? null : { root, mark: version === 'v1' ? 'v1' : markOf(root), body }
}

/** Null when it was sealed under a root that is not among them, for another business or place, or altered. */
export async function openUnder(
  roots: readonly Root[],
  tenantId: string,
  aad: string,
  sealed: string,
): Promise<string | null> {
  const found = named(roots, sealed)
  const bytes = found === null ? null : fromBase64Url(found.body)
  if (found === null || bytes === null || bytes.length < IV_BYTES) return null
  const params = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: boundTo(found.mark, tenantId, aad) }
  try {
    return textOf(await crypto.subtle.decrypt(params, await found.root.aesKey(infoOf(tenantId)), bytes.slice(IV_BYTES)))
  } catch {
    return null
  }
}
