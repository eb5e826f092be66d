import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { auditEntries } from '../records/audit/table.ts'
import { erasureIdUnder } from './entomb.ts'
import { progressOf, type ErasureProgress, type ErasureRow } from './progress.ts'
import { signedText, type Receipt } from './receipt.ts'
import { endedOf, erased } from './rows-of.ts'
import { keysLeft } from './shred.ts'
import { countAll } from './survey.ts'
import { vendorReceipts } from './vendors.ts'

/** One thing that was looked at. `found` says what is there that should not be, or what is missing. */
interface Check {
  readonly check: 'signature' | 'audit' | 'key' | 'tombstone' | 'rows' | 'vendor'
  readonly subject: string
  readonly status: 'ok' | 'pending' | 'failed'
  readonly found: string | null
}

/** How an erasure stands now. */
interface Verified {
  readonly status: Check['status']
  readonly checks: readonly Check[]
}

/**
 * Looks at the stores as they are now, whatever the receipt says: that no key is there, that no row is, that none can be made, that the
 * receipt is ours and the chain has it. What a restored backup brings back is found; without its key it stays closed.
 */
export async function verifyErasure(ctx: Ctx, row: ErasureRow): Promise<Verified> {
  if (row.keyDestroyedAtMs === null) return { status: 'pending', checks: [] }
  const progress = progressOf(row)
  const isClosed = row.receipt !== null
  const parts = await Promise.all([
    signatureCheck(ctx, row),
    auditCheck(ctx, row, progress),
    keyChecks(ctx, progress),
    stoneChecks(ctx, row, progress),
    isClosed ? rowChecks(ctx, progress) : [pendingOf('rows', 'clear')],
    vendorChecks(ctx, row),
  ])
  const checks = parts.flat()
  const has = (status: Check['status']): boolean => checks.some((check) => check.status === status)
  return { status: has('failed') ? 'failed' : has('pending') ? 'pending' : 'ok', checks }
}

const checkOf = (check: Check['check'], subject: string, found: string | null): Check => ({
  check,
  subject,
  status: found === null ? 'ok' : 'failed',
  found,
})

const pendingOf = (check: Check['check'], subject: string): Check => ({
  check,
  subject,
  status: 'pending',
  found: null,
})

async function signatureCheck(ctx: Ctx, { id, receipt, signature }: ErasureRow): Promise<readonly Check[]> {
  if (receipt === null || signature === null) return [pendingOf('signature', id)]
  const isOurs = await ctx.vault.verify(signedText(JSON.parse(receipt) as Receipt), signature)
  return [checkOf('signature', id, isOurs ? null : 'not_ours')]
}

async function auditCheck(
  ctx: Ctx,
  { id }: ErasureRow,
  { auditSeq, auditHash }: ErasureProgress,
): Promise<readonly Check[]> {
  if (auditSeq === undefined) return [pendingOf('audit', id)]
  const its = and(eq(auditEntries.tenantId, ctx.tenantId), eq(auditEntries.seq, auditSeq))
  const entry = await ctx.db.select({ hash: auditEntries.hash }).from(auditEntries).where(its).get()
  return [checkOf('audit', String(auditSeq), entry?.hash === auditHash ? null : 'another_entry')]
}

async function keyChecks(
  ctx: Ctx,
  { subjects = [], groups = [], emptyGroups = [], keys = [] }: ErasureProgress,
): Promise<readonly Check[]> {
  const [left, going] = await Promise.all([keysLeft(ctx, [...subjects, ...groups]), keysLeft(ctx, emptyGroups)])
  const named = new Set([...keys.map(({ keyObject }) => keyObject), ...left])
  const checks = [...named].map((keyObject) =>
    checkOf('key', keyObject, left.includes(keyObject) ? 'key_object_is_there' : null),
  )
  return [...checks, ...going.map((keyObject) => pendingOf('key', keyObject))]
}

async function stoneChecks(
  ctx: Ctx,
  { id }: ErasureRow,
  { subjects = [] }: ErasureProgress,
): Promise<readonly Check[]> {
  const stones = await Promise.all(subjects.map((subject) => erasureIdUnder(ctx, subject)))
  return subjects.map((subject, at) => checkOf('tombstone', subject, stones[at] === id ? null : 'no_tombstone'))
}

/** Rows that name them: there are none of what goes, and none that is still linked of what stays. */
async function rowChecks(ctx: Ctx, { subjects = [], requests = [] }: ErasureProgress): Promise<readonly Check[]> {
  const going = new Set<string>(erased.filter(({ erase }) => erase.does !== 'keep').map(({ name }) => name))
  const counts = (await countAll(ctx, [...subjects, ...(await endedOf(ctx, requests))])).filter(({ category }) =>
    going.has(category),
  )
  return counts.map(({ category, rows }) => checkOf('rows', category, rows === 0 ? null : `${rows}_rows_without_a_key`))
}

async function vendorChecks(ctx: Ctx, { id }: ErasureRow): Promise<readonly Check[]> {
  const vendors = await vendorReceipts(ctx, id)
  return vendors.map(({ name, kind, status }) => {
    if (status === 'pending') return pendingOf('vendor', `${name}:${kind}`)
    return checkOf('vendor', `${name}:${kind}`, status === 'not_deleted' ? 'not_deleted' : null)
  })
}
