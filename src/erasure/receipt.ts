import { and, eq, getTableColumns, max, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Ctx } from '../context.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { erasures } from '../records/erasures/table.ts'
import { merkleRoot } from '../records/manifests/manifest.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import type { RowsOf } from '../records/category.ts'
import { NOT_DELETABLE } from './owe-vendors.ts'
import { progressOf, type CategoryBefore, type ErasureProgress, type ErasureRow } from './progress.ts'
import { erased } from './rows-of.ts'
import { keysLeft } from './shred.ts'
import { vendorReceipts, type VendorReceipt } from './vendors.ts'

/** A key that was destroyed, and that it is gone. */
interface StoreReceipt {
  readonly store: string
  readonly objects_before: number
  readonly key_object: string
  readonly key_sha256_before: string
  readonly checked_at: string
  readonly head: 404
}

/** What stays, field by field, and why until when. */
interface KeptReceipt {
  readonly category: string
  readonly rows: number
  readonly fields: readonly string[]
  readonly basis: string
  readonly why: string
  /** Null: without end. */
  readonly until: string | null
}

/** The proof of an erasure. It names nobody: whoever had the person's id can find it by that, and nobody else. */
export interface Receipt {
  readonly version: 'erasure-receipt-v1'
  readonly erasure: string
  readonly request: string | null
  readonly subject_token: string
  readonly reason: string
  readonly asked_at: string
  readonly key_destroyed_at: string | null
  readonly completed_at: string
  readonly issued_at: string
  readonly stores: readonly StoreReceipt[]
  readonly rows: readonly {
    readonly category: string
    readonly rows_before: number
    readonly objects_before: number
    readonly does: string
  }[]
  readonly vendors: readonly VendorReceipt[]
  readonly kept: readonly KeptReceipt[]
  readonly audit_seq: number
  /** Root of the Merkle tree over all of the above but `issued_at`, part by part. */
  readonly root: string
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

/** What is signed: the receipt in the one JSON there is of it. */
export const signedText = (receipt: Receipt): string => `erasure-receipt-v1|${canonicalJson(receipt)}`

/** Makes the receipt as things stand and keeps it, signed. Made anew when a vendor has come to something. */
export async function issueReceipt(ctx: Ctx, row: ErasureRow): Promise<Receipt> {
  const receipt = await receiptOf(ctx, row)
  const signature = await ctx.vault.sign(signedText(receipt))
  await ctx.db
    .update(erasures)
    .set({ receipt: canonicalJson(receipt), signature })
    .where(eq(erasures.id, row.id))
  return receipt
}

async function receiptOf(ctx: Ctx, row: ErasureRow): Promise<Receipt> {
  const progress = progressOf(row)
  const [vendors, kept] = await Promise.all([vendorsOf(ctx, row.id, progress), keptOf(ctx, row, progress)])
  const parts = {
    erasure: row.id,
    request: row.requestId,
    subject_token: row.subjectToken,
    reason: row.reason,
    asked_at: iso(row.createdAtMs),
    key_destroyed_at: row.keyDestroyedAtMs === null ? null : iso(row.keyDestroyedAtMs),
    completed_at: iso(row.completedAtMs ?? ctx.nowMs),
    stores: await storesOf(ctx, progress),
    rows: goneOf(progress),
    vendors,
    kept,
    audit_seq: progress.auditSeq ?? 0,
  }
  const leaves = Object.entries(parts).map(([name, part]) => `${name}:${canonicalJson(part)}`)
  return { version: 'erasure-receipt-v1', ...parts, issued_at: iso(ctx.nowMs), root: await merkleRoot(leaves) }
}

/** A key is told of as gone only when it was looked for: one that is there makes no receipt. */
async function storesOf(
  ctx: Ctx,
  { subjects = [], groups = [], keys = [], before = [] }: ErasureProgress,
): Promise<readonly StoreReceipt[]> {
  const left = await keysLeft(ctx, [...subjects, ...groups])
  if (left.length > 0) throw new Error('a key that was destroyed is still there')
  const objects = before.reduce((sum, each) => sum + each.objects, 0)
  return keys.map(({ keyObject, sha256 }) => ({
    store: `r2:${ctx.region}`,
    objects_before: objects,
    key_object: keyObject,
    key_sha256_before: sha256,
    checked_at: iso(ctx.nowMs),
    head: 404 as const,
  }))
}

const goneOf = ({ before = [] }: ErasureProgress): Receipt['rows'] =>
  before
    .filter(({ rows }) => rows > 0)
    .map(({ category, rows, objects }) => ({
      category,
      rows_before: rows,
      objects_before: objects,
      does: erased.find(({ name }) => name === category)?.erase.does ?? 'delete',
    }))

/** What could not be asked for is told of too: a vendor that keeps its copy until it lets go of it by itself. */
async function vendorsOf(
  ctx: Ctx,
  erasureId: string,
  { undeletable = {} }: ErasureProgress,
): Promise<readonly VendorReceipt[]> {
  const asked = await vendorReceipts(ctx, erasureId)
  const silent = Object.entries(undeletable).map(([provider, count]) => ({
    name: NOT_DELETABLE[provider]?.vendor ?? provider,
    kind: 'message',
    status: 'not_deletable' as const,
    count,
    ids: [],
    expires_after_days: NOT_DELETABLE[provider]?.expiryDays ?? 0,
  }))
  return [...asked, ...silent]
}

async function keptOf(
  ctx: Ctx,
  { requestId }: ErasureRow,
  { before = [] }: ErasureProgress,
): Promise<readonly KeptReceipt[]> {
  const kept = erased.flatMap(({ name, erase, basis, keepDays }) => {
    const rows = before.find(({ category }) => category === name)?.rows ?? 0
    if (rows === 0) return []
    if (erase.does === 'delete') return keptByLaw(ctx, name, before)
    const until = keepDays === null ? null : iso(ctx.nowMs + keepDays * 86_400_000)
    const fields = erase.rows.flatMap((one) => fieldsLeft(one))
    return [{ category: name, rows, fields, basis, why: erase.why, until }]
  })
  const open = requestId === null ? [] : await openRequest(ctx, requestId)
  return [...kept, ...open]
}

/** Of what goes, what a law has kept without its person. */
function keptByLaw(ctx: Ctx, name: string, before: readonly CategoryBefore[]): readonly KeptReceipt[] {
  const rows = before.find(({ category }) => category === name)?.keptRows ?? 0
  const part = erased.find((category) => category.name === name)?.erase.rows.find(({ keptBy }) => keptBy !== undefined)
  if (rows === 0 || part?.keptBy === undefined) return []
  const { why, keepDays } = part.keptBy
  const until = iso(ctx.nowMs + keepDays * 86_400_000)
  return [{ category: name, rows, fields: fieldsLeft(part), basis: 'legal_obligation', why, until }]
}

/** Names of the columns that keep what they had. */
function fieldsLeft({ table, leaves = {} }: RowsOf): readonly string[] {
  return Object.keys(getTableColumns(table))
    .filter((name) => !(name in leaves))
    .map((name) => toSnakeCase(name))
}

/** The request itself is answered first: until then its words and its address are there. */
async function openRequest({ db, tenantId }: Ctx, requestId: string): Promise<readonly KeptReceipt[]> {
  const [row] = await db
    .select({ rows: sql<number>`count(*)`, dueAtMs: max(privacyRequests.dueAtMs) })
    .from(privacyRequests)
    .where(
      and(eq(privacyRequests.tenantId, tenantId), eq(privacyRequests.id, requestId), sql`sealed_details IS NOT NULL`),
    )
  if (row === undefined || row.rows === 0) return []
  const why = 'The request that asked for this is to be answered. What it says goes when that is done.'
  const until = row.dueAtMs === null ? null : iso(row.dueAtMs)
  return [
    { category: 'privacy_requests', rows: row.rows, fields: ['sealed_details'], basis: 'legal_obligation', why, until },
  ]
}
