import { concat, toHex, utf8 } from '../../kernel/bytes.ts'
import { sha256, sha256Hex } from '../../kernel/digest.ts'
import type { Vault } from '../../vault/vault.ts'
import type { sweepManifests } from './table.ts'

export type Manifest = typeof sweepManifests.$inferSelect

/** What stands before the first manifest of a database. */
export const NOTHING_BEFORE = '0'.repeat(64)

const LEAF = new Uint8Array([0])
const NODE = new Uint8Array([1])

/**
 * Root of the Merkle tree over `tokens`, hexadecimal: leaves and nodes are told apart as in RFC 6962, section 2.1.
 *
 * So a single deletion can be shown to be in a manifest without naming the others.
 */
export async function merkleRoot(tokens: readonly string[]): Promise<string> {
  let level = await Promise.all(tokens.map((token) => sha256(concat(LEAF, utf8(token)))))
  if (level.length === 0) return sha256Hex('')
  while (level.length > 1) {
    const above: Promise<Uint8Array<ArrayBuffer>>[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left) above.push(right ? sha256(concat(NODE, left, right)) : Promise.resolve(left))
    }
    level = await Promise.all(above)
  }
  return toHex(level[0] ?? new Uint8Array())
}

/** Stands for a deleted record: without the root key it says nothing about the id, with it any id can be looked for. */
export const recordToken = (vault: Vault, category: string, id: string): Promise<string> =>
  vault.mac('swept-record', `${category}|${id}`)

/** What is signed: everything but the signature, in one order. */
export const signedText = (manifest: Omit<Manifest, 'signature'>): string =>
  [
    'sweep-manifest-v1',
    manifest.id,
    manifest.seq,
    manifest.category,
    manifest.cutoffAtMs,
    manifest.rowCount,
    manifest.objectCount,
    manifest.merkleRoot,
    manifest.previousSha256,
    manifest.createdAtMs,
  ].join('|')

/** What the next manifest names this one by: its text with its signature. */
export const chainHash = (manifest: Manifest): Promise<string> =>
  sha256Hex(`${signedText(manifest)}|${manifest.signature}`)
