import { and, asc, desc, eq, gt, gte, lt, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { log } from '../kernel/log.ts'
import { auditCheckpoints } from '../records/audit-checkpoints/table.ts'
import { auditEntries } from '../records/audit/table.ts'
import type { Vault } from '../vault/vault.ts'
import { BEGINNING, followChain, type Link } from './chain.ts'
import { copiesAfter, copyCheckpoint, signedTextOf, type Checkpoint } from './checkpoint-copies.ts'
import { sealAudit } from './seal.ts'

/** A checkpoint is due after so many entries, or so long after the last one. */
const ENTRIES_MAX = 1_000
const PAUSE_MS_MAX = 24 * 60 * 60 * 1000
/** Chains of one run: those it leaves, the next one takes. */
const CHAINS_PER_RUN_MAX = 200
/** Rows of one question. */
const PAGE = 1_000
/** Entries followed before a signature: a chain that grew by more is signed half-way, and further by the next run. */
const FOLLOWED_MAX = 5_000

interface Stores {
  readonly db: Db
  readonly blobs: R2Bucket
  readonly vault: Vault
}

interface Owner extends Stores {
  readonly tenantId: string
}

/**
 * Signs how far each chain of a region has come that has grown enough since it was signed last. Gives how many were.
 *
 * Only what follows from what was signed before is signed: a chain that was written anew is not made right by that.
 */
export async function signCheckpoints({ nowMs, ...stores }: Stores & { readonly nowMs: number }): Promise<number> {
  let signed = 0
  for (const tenantId of await dueChains(stores.db, nowMs))
    if (await signChain({ ...stores, tenantId }, nowMs)) signed += 1
  return signed
}

async function signChain(owner: Owner, nowMs: number): Promise<boolean> {
  const { db, blobs, vault, tenantId } = owner
  await sealAudit(owner)
  const before = await takeUpCopies(owner, await newestCheckpoint(owner))
  const head = before === null ? null : await followedFrom(owner, before)
  if (before === null || head === null) {
    log.error('audit.chain_broken', { tenantId })
    return false
  }
  if (head.seq <= (before?.seq ?? 0)) return false
  const row = { tenantId, seq: head.seq, hash: head.hash, atMs: nowMs, prevSignature: before?.signature ?? '' }
  const checkpoint: Checkpoint = { ...row, signature: await vault.sign(signedTextOf(row)) }
  // The copy first: one whose row was never written is taken up by the next run.
  await copyCheckpoint(blobs, checkpoint)
  await db.insert(auditCheckpoints).values(checkpoint).onConflictDoNothing()
  return true
}

const newestCheckpoint = ({ db, tenantId }: Owner): Promise<Checkpoint | undefined> =>
  db
    .select()
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.tenantId, tenantId))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(1)
    .get()

/** Writes the rows of copies that have none, and gives the newest checkpoint; null where a copy does not hold. */
async function takeUpCopies(owner: Owner, newest: Checkpoint | undefined): Promise<Checkpoint | undefined | null> {
  const { db, blobs, vault, tenantId } = owner
  let last = newest
  for await (const copy of copiesAfter(blobs, tenantId, newest?.seq ?? 0)) {
    const follows = copy.prevSignature === (last?.signature ?? '')
    if (!follows || !(await vault.verify(signedTextOf(copy), copy.signature))) return null
    log.warn('audit.checkpoint_taken_up', { tenantId, seq: copy.seq })
    await db.insert(auditCheckpoints).values(copy).onConflictDoNothing()
    last = copy
  }
  return last
}

/** The last link of the chain that follows from a checkpoint, or null where one does not. */
async function followedFrom({ db, vault, tenantId }: Owner, before: Checkpoint | undefined): Promise<Link | null> {
  if (before !== undefined && !(await isMet({ db, vault, tenantId }, before))) return null
  const begin: Link = { seq: before?.seq ?? 0, hash: before?.hash ?? BEGINNING }
  let last = begin
  for (let more = true; more && last.seq - begin.seq < FOLLOWED_MAX;) {
    const rows = await db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.tenantId, tenantId), gt(auditEntries.seq, last.seq), ne(auditEntries.hash, '')))
      .orderBy(asc(auditEntries.seq))
      .limit(PAGE)
    const followed = await followChain(rows, last)
    if (followed.badSeq !== null) return null
    last = followed.last
    more = rows.length === PAGE
  }
  return last
}

/** Whether a checkpoint is ours, and its entry, where its time is not over, the one that was signed. */
async function isMet({ db, vault, tenantId }: Omit<Owner, 'blobs'>, checkpoint: Checkpoint): Promise<boolean> {
  if (!(await vault.verify(signedTextOf(checkpoint), checkpoint.signature))) return false
  const entry = await db
    .select({ hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, tenantId), eq(auditEntries.seq, checkpoint.seq)))
    .get()
  return entry === undefined || entry.hash === checkpoint.hash
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

/**
 * The first entry between two places that is not what was signed, or null.
 *
 * A chain that was written anew from some entry on holds in itself, but no longer meets what was signed before. Where the one who
 * wrote it anew took the checkpoint along and signed nothing, its signature does not hold; where they deleted it, the next one does
 * not follow, and its copy is there still.
 */
export async function firstUnlikeSigned(owner: Owner, from: number, to: number): Promise<number | null> {
  const signed = new Map<number, string>()
  const unlike = await firstUnlikeRow(owner, { from, to, signed })
  const lost = await firstUnlikeCopy(owner, { from, to, signed })
  return unlike === null || lost === null ? (unlike ?? lost) : Math.min(unlike, lost)
}

interface Between {
  readonly from: number
  readonly to: number
  /** The hashes that rows of checkpoints have, by their places. */
  readonly signed: Map<number, string>
}

async function firstUnlikeRow({ db, tenantId, vault }: Owner, { from, to, signed }: Between): Promise<number | null> {
  const its = eq(auditCheckpoints.tenantId, tenantId)
  const before = await db
    .select({ signature: auditCheckpoints.signature })
    .from(auditCheckpoints)
    .where(and(its, lt(auditCheckpoints.seq, from)))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(1)
    .get()
  let prevSignature = before?.signature ?? ''
  for (let after = from - 1, more = true; more;) {
    const rows = await db
      .select({ checkpoint: auditCheckpoints, hash: auditEntries.hash })
      .from(auditCheckpoints)
      .leftJoin(
        auditEntries,
        and(eq(auditEntries.tenantId, auditCheckpoints.tenantId), eq(auditEntries.seq, auditCheckpoints.seq)),
      )
      .where(and(its, gt(auditCheckpoints.seq, after), lte(auditCheckpoints.seq, to)))
      .orderBy(asc(auditCheckpoints.seq))
      .limit(PAGE)
    for (const { checkpoint, hash } of rows) {
      const isSigned = await vault.verify(signedTextOf(checkpoint), checkpoint.signature)
      const holds = isSigned && checkpoint.prevSignature === prevSignature && hash === checkpoint.hash
      if (!holds) return checkpoint.seq
      signed.set(checkpoint.seq, checkpoint.hash)
      prevSignature = checkpoint.signature
      after = checkpoint.seq
    }
    more = rows.length === PAGE
  }
  return null
}

/** The first place whose copy says otherwise than its row, or has none. */
async function firstUnlikeCopy(
  { blobs, tenantId, vault }: Owner,
  { from, to, signed }: Between,
): Promise<number | null> {
  for await (const copy of copiesAfter(blobs, tenantId, from - 1)) {
    if (copy.seq > to) return null
    const isSame = signed.get(copy.seq) === copy.hash
    if (!isSame || !(await vault.verify(signedTextOf(copy), copy.signature))) return copy.seq
  }
  return null
}

/** The newest place that was signed since then, in the database or beside it, or 0: a chain that ends before it was cut off. */
export async function lastSigned(owner: Omit<Owner, 'vault'>, after: number, sinceMs: number): Promise<number> {
  const { db, blobs, tenantId } = owner
  const row = await db
    .select({ seq: auditCheckpoints.seq })
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.tenantId, tenantId), gte(auditCheckpoints.atMs, sinceMs)))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(1)
    .get()
  let last = row?.seq ?? 0
  for await (const copy of copiesAfter(blobs, tenantId, after))
    if (copy.atMs >= sinceMs) last = Math.max(last, copy.seq)
  return last
}
