import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { auditCheckpoints } from '../records/audit-checkpoints/table.ts'
import { auditEntries } from '../records/audit/table.ts'
import type { Vault } from '../vault/vault.ts'
import type { Link } from './chain.ts'
import { sealAudit } from './seal.ts'

/** A checkpoint is due after so many entries, or so long after the last one. */
const ENTRIES_MAX = 1_000
const PAUSE_MS_MAX = 24 * 60 * 60 * 1000
/** Chains of one run: those it leaves, the next one takes. */
const CHAINS_PER_RUN_MAX = 200
/** Of a chain as long as one question looks at there are fewer. */
const READ_MAX = 1_000

type Checkpoint = typeof auditCheckpoints.$inferSelect

/** What a checkpoint's signature is over. */
export const signedTextOf = ({ tenantId, seq, hash, atMs }: Omit<Checkpoint, 'signature'>): string =>
  ['audit-checkpoint', tenantId, seq, hash, atMs].join('|')

/** Signs how far each chain of a region has come that has grown enough since it was signed last. Gives how many were. */
export async function signCheckpoints({ db, vault, nowMs }: { db: Db; vault: Vault; nowMs: number }): Promise<number> {
  const due = await dueChains(db, nowMs)
  for (const tenantId of due) {
    await sealAudit({ db, tenantId })
    const head = await headOf(db, tenantId)
    if (head === undefined) continue
    const row = { tenantId, ...head, atMs: nowMs }
    const signature = await vault.sign(signedTextOf(row))
    await db
      .insert(auditCheckpoints)
      .values({ ...row, signature })
      .onConflictDoNothing()
  }
  return due.length
}

/** From one business to the next and from there to the end of its chain: no entry between is read. */
async function dueChains(db: Db, nowMs: number): Promise<readonly string[]> {
  const rows = await db.all<{ tenantId: string }>(sql`
    WITH RECURSIVE owners(id) AS (
      SELECT min(tenant_id) FROM audit_entries
      UNION ALL
      SELECT (SELECT min(tenant_id) FROM audit_entries WHERE tenant_id > owners.id) FROM owners WHERE owners.id IS NOT NULL
    ),
    chains AS (
      SELECT id,
        (SELECT max(seq) FROM audit_entries WHERE tenant_id = id) AS seq,
        coalesce((SELECT max(seq) FROM audit_checkpoints WHERE tenant_id = id), 0) AS signed
      FROM owners WHERE id IS NOT NULL
    )
    SELECT id AS tenantId FROM chains
    WHERE seq > signed AND (seq - signed >= ${ENTRIES_MAX} OR ${nowMs - PAUSE_MS_MAX} >=
      coalesce((SELECT at_ms FROM audit_checkpoints WHERE tenant_id = id AND seq = signed), 0))
    LIMIT ${CHAINS_PER_RUN_MAX}`)
  return rows.map(({ tenantId }) => tenantId)
}

const headOf = (db: Db, tenantId: string): Promise<Link | undefined> =>
  db
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, tenantId), sql`${auditEntries.hash} <> ''`))
    .orderBy(desc(auditEntries.seq))
    .limit(1)
    .get()

interface Owner {
  readonly db: Db
  readonly tenantId: string
  readonly vault: Vault
}

/**
 * The first entry between two places that is not what was signed, or null.
 *
 * A chain that was written anew from some entry on holds in itself, but no longer meets what was signed before. Where the one who
 * wrote it anew took the checkpoint along and signed nothing, its signature does not hold.
 */
export async function firstUnlikeSigned(
  { db, tenantId, vault }: Owner,
  from: number,
  to: number,
): Promise<number | null> {
  const its = and(
    eq(auditCheckpoints.tenantId, tenantId),
    gte(auditCheckpoints.seq, from),
    lte(auditCheckpoints.seq, to),
  )
  const rows = await db
    .select({ checkpoint: auditCheckpoints, hash: auditEntries.hash })
    .from(auditCheckpoints)
    .leftJoin(
      auditEntries,
      and(eq(auditEntries.tenantId, auditCheckpoints.tenantId), eq(auditEntries.seq, auditCheckpoints.seq)),
    )
    .where(its)
    .orderBy(asc(auditCheckpoints.seq))
    .limit(READ_MAX)
  for (const { checkpoint, hash } of rows) {
    const isSigned = await vault.verify(signedTextOf(checkpoint), checkpoint.signature)
    if (!isSigned || hash !== checkpoint.hash) return checkpoint.seq
  }
  return null
}

/** The newest place that was signed since then, or 0: a chain that ends before it was cut off. */
export async function lastSigned({ db, tenantId }: Pick<Owner, 'db' | 'tenantId'>, sinceMs: number): Promise<number> {
  const row = await db
    .select({ seq: auditCheckpoints.seq })
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.tenantId, tenantId), gte(auditCheckpoints.atMs, sinceMs)))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(1)
    .get()
  return row?.seq ?? 0
}
