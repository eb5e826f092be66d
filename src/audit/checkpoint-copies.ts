import type { auditCheckpoints } from '../records/audit-checkpoints/table.ts'

type Blobs = R2Bucket
export type Checkpoint = typeof auditCheckpoints.$inferSelect

/** What a checkpoint's signature is over: the place, and the signature of the checkpoint before it. */
export const signedTextOf = (checkpoint: Omit<Checkpoint, 'signature'>): string => {
  const { tenantId, seq, hash, atMs, prevSignature } = checkpoint
  return ['audit-checkpoint', tenantId, seq, hash, atMs, prevSignature].join('|')
}

/** So that the order of the names is the order of the places. */
const SEQ_DIGITS = 12

const folderOf = (tenantId: string): string => `checkpoints/${tenantId}/`
const copyKey = (tenantId: string, seq: number): string =>
  `${folderOf(tenantId)}${String(seq).padStart(SEQ_DIGITS, '0')}`

/** Keeps a checkpoint beside the database too: whoever deletes its row there is found out. */
export async function copyCheckpoint(blobs: Blobs, checkpoint: Checkpoint): Promise<void> {
  const { tenantId, seq, hash, atMs, prevSignature, signature } = checkpoint
  const customMetadata = { hash, atMs: String(atMs), prevSignature, signature }
  await blobs.put(copyKey(tenantId, seq), JSON.stringify(checkpoint), { customMetadata })
}

/** The copies after one place, in order. One that was written over is told as it is: its signature does not hold. */
export async function* copiesAfter(blobs: Blobs, tenantId: string, after: number): AsyncGenerator<Checkpoint> {
  const prefix = folderOf(tenantId)
  let startAfter = copyKey(tenantId, after)
  for (let more = true; more;) {
    const page = await blobs.list({ prefix, startAfter, include: ['customMetadata'] })
    for (const { key, customMetadata } of page.objects) yield readCopy(tenantId, key, customMetadata)
    startAfter = page.objects.at(-1)?.key ?? startAfter
    more = page.truncated && page.objects.length > 0
  }
}

function readCopy(tenantId: string, key: string, told: Readonly<Record<string, string>> = {}): Checkpoint {
  const seq = Number(key.slice(folderOf(tenantId).length))
  const { hash = '', atMs = '0', prevSignature = '', signature = '' } = told
  return { tenantId, seq, hash, atMs: Number(atMs), prevSignature, signature }
}
