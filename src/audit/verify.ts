import { and, asc, desc, eq, gt, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { auditCategory } from '../records/audit/category.ts'
import { auditEntries } from '../records/audit/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { BEGINNING, followChain, type Link } from './chain.ts'
import { firstUnlikeSigned, lastSigned } from './checkpoint.ts'
import { sealAudit } from './seal.ts'

const PAGE = 1_000
/** Entries looked at for one question: a longer chain is asked about again from where it ended. */
const CHECKED_MAX = 20_000

export interface Verified {
  readonly firstBadSeq: number | null
  readonly checked: number
  /** Where to go on; null at the end of the chain. */
  readonly nextSeq: number | null
  /** The last entry that held. Whoever keeps it finds out later if the chain was cut off or written anew. */
  readonly last: Link
}

/**
 * Whether the chain of a business holds: every entry in its place, as it was written, after the one before it.
 *
 * What was signed on the way is held against it too: a chain that was written anew, or cut off, holds in itself and not with that.
 *
 * @param from  `fromSeq`: where to begin, as `nextSeq` of an earlier answer says; the entry before it is believed.
 *   `known`: an entry that was noted earlier, and must still be there.
 */
export async function verifyAudit(ctx: Ctx, from: VerifiedFrom = {}): Promise<Verified> {
  const walked = await walkChain(ctx, from)
  const firstSeq = walked.last.seq - walked.checked + 1
  const unlike = await firstUnlikeSigned(ctx, Math.max(firstSeq, 1), walked.last.seq)
  if (unlike !== null) return { ...walked, firstBadSeq: unlike, nextSeq: null }
  if (walked.firstBadSeq !== null || walked.nextSeq !== null) return walked
  // Entries that were signed lately are there: their time cannot be over.
  const keepMs = (auditCategory.keepDays ?? Number.POSITIVE_INFINITY) * DAY_MS
  const signed = await lastSigned(ctx, walked.last.seq, ctx.nowMs - keepMs + SPARE_MS)
  return signed > walked.last.seq ? { ...walked, firstBadSeq: walked.last.seq + 1 } : walked
}

const DAY_MS = 24 * 60 * 60 * 1000
const SPARE_MS = 7 * DAY_MS

interface VerifiedFrom {
  readonly fromSeq?: number
  readonly known?: Link
}

async function walkChain(ctx: Ctx, { fromSeq = 1, known }: VerifiedFrom): Promise<Verified> {
  await sealAudit(ctx)
  const begin = await beginning(ctx, fromSeq)
  if (begin === null) return { firstBadSeq: 1, checked: 0, nextSeq: null, last: { seq: 0, hash: BEGINNING } }
  let [last, checked] = [begin, 0]
  if (known !== undefined && !(await isThere(ctx, known)))
    return { firstBadSeq: known.seq, checked, nextSeq: null, last }
  while (checked < CHECKED_MAX) {
    const rows = await ctx.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.tenantId, ctx.tenantId), gt(auditEntries.seq, last.seq)))
      .orderBy(asc(auditEntries.seq))
      .limit(PAGE)
    // What was appended since is sealed by whoever appended it.
    const sealed = rows.at(-1)?.hash === '' ? rows.slice(0, rows.findLastIndex(({ hash }) => hash !== '') + 1) : rows
    const followed = await followChain(sealed, last)
    last = followed.last
    checked += sealed.length
    if (followed.badSeq !== null) return { firstBadSeq: followed.badSeq, checked, nextSeq: null, last }
    if (sealed.length < PAGE) return { firstBadSeq: null, checked, nextSeq: null, last }
  }
  return { firstBadSeq: null, checked, nextSeq: last.seq + 1, last }
}

/** What the entry at `fromSeq` comes after; null when the first of the chain are gone before their time. */
async function beginning(ctx: Ctx, fromSeq: number): Promise<Link | null> {
  const its = eq(auditEntries.tenantId, ctx.tenantId)
  if (fromSeq > 1) {
    const before = await ctx.db
      .select({ seq: auditEntries.seq, hash: auditEntries.hash })
      .from(auditEntries)
      .where(and(its, eq(auditEntries.seq, fromSeq - 1)))
      .get()
    if (before !== undefined) return before
  }
  const first = await ctx.db
    .select({ seq: auditEntries.seq, prevHash: auditEntries.prevHash })
    .from(auditEntries)
    .where(and(its, ne(auditEntries.hash, '')))
    .orderBy(asc(auditEntries.seq))
    .limit(1)
    .get()
  if (first === undefined || first.seq === 1) return { seq: 0, hash: BEGINNING }
  // Entries go when their time is over, the oldest first: of a business younger than that none has gone.
  const tenant = await ctx.directory
    .select({ createdAtMs: tenants.createdAtMs })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .get()
  const keepDays = auditCategory.keepDays ?? Number.POSITIVE_INFINITY
  if (expiryOf(tenant?.createdAtMs ?? ctx.nowMs, keepDays) > ctx.nowMs) return null
  return { seq: first.seq - 1, hash: first.prevHash }
}

async function isThere({ db, tenantId }: Ctx, known: Link): Promise<boolean> {
  const row = await db
    .select({ hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, tenantId), eq(auditEntries.seq, known.seq)))
    .orderBy(desc(auditEntries.seq))
    .get()
  return row?.hash === known.hash
}
