import { canonicalJson } from '../kernel/canonical-json.ts'
import { sha256Hex } from '../kernel/digest.ts'
import type { auditEntries } from '../records/audit/table.ts'

export type AuditRow = typeof auditEntries.$inferSelect

/** What the first entry of a business comes after. */
export const BEGINNING = '0'.repeat(64)

/** The hash of an entry that comes after the one with `prevHash`: of everything in its row, as canonical JSON. */
export function entryHash(row: Omit<AuditRow, 'hash' | 'prevHash'>, prevHash: string): Promise<string> {
  const { tenantId, seq, livemode, atMs, actor, action, subject, detailHash, expiresAtMs, purpose } = row
  const viewed = purpose === null ? [] : [purpose]
  return sha256Hex(
    canonicalJson([
      tenantId,
      seq,
      livemode,
      atMs,
      actor,
      action,
      subject,
      detailHash,
      expiresAtMs,
      prevHash,
      ...viewed,
    ]),
  )
}

/** The place and hash after which a chain goes on. */
export interface Link {
  readonly seq: number
  readonly hash: string
}

/** The first entry of `rows`, in order, that does not follow from `after`; and the last link that held. */
export async function followChain(
  rows: readonly AuditRow[],
  after: Link,
): Promise<{ readonly badSeq: number | null; readonly last: Link }> {
  let last = after
  for (const row of rows) {
    // A missing entry is told at its own place.
    if (row.seq !== last.seq + 1) return { badSeq: last.seq + 1, last }
    const isRight = row.prevHash === last.hash && row.hash === (await entryHash(row, last.hash))
    if (!isRight) return { badSeq: row.seq, last }
    last = { seq: row.seq, hash: row.hash }
  }
  return { badSeq: null, last }
}
