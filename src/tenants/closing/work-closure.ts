import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../../audit/append.ts'
import { sealAuditQuietly } from '../../audit/seal.ts'
import type { Ctx } from '../../context.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { tenants } from '../../records/accounts/table.ts'
import { closures } from '../../records/closures/table.ts'
import { holds } from '../../records/holds/table.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { PLATFORM } from '../../privacy/request.ts'
import { findTenant } from '../change-tenant.ts'
import { countUndeletable } from '../../erasure/vendors.ts'
import { tickets } from '../../records/tickets/table.ts'
import { countRows, receiptOf, signedText } from './closure-receipt.ts'
import { keptUntil, progressOf, type ClosureRow, type ErasingProgress } from './closure.ts'
import { eraseAccounts, eraseBusiness } from './erase-business.ts'
import { tellOfClosure } from './tell.ts'
import { copiesOf, countOwed } from './vendor-copies.ts'
import { windDown } from './wind-down.ts'

const HOLDS_SHOWN_MAX = 50

/**
 * Takes a closing as far as it can go now: what nobody agreed to lapses, what was agreed to winds down when it can no longer be
 * called off, and what has wound down is erased, unless a hold stands. Safe to repeat after any crash.
 *
 * Gives whether there is more to do at once; otherwise it has to wait, or is over.
 */
export async function workClosure(ctx: Ctx, row: ClosureRow): Promise<boolean> {
  if (row.kind !== 'closure') return false
  if (row.status === 'announced') {
    if (row.effectiveAtMs <= ctx.nowMs) await decide(ctx, row)
    return false
  }
  if (row.erasesAtMs === null || row.erasesAtMs > ctx.nowMs) return false
  const standing = await standingHolds(ctx)
  if (standing.length === 0) return erase(ctx, row)
  await note(ctx, row, { ...progressOf(row), waitsFor: standing })
  return false
}

async function decide(ctx: Ctx, row: ClosureRow): Promise<void> {
  if (row.approvedBy === null) {
    const lapsed = { status: 'cancelled', stoppedBy: 'sweep:closures', completedAtMs: ctx.nowMs } as const
    await ctx.directory.update(closures).set(lapsed).where(isStill(row))
    return tellOfClosure(ctx, 'account.closure_cancelled', { ...row, ...lapsed })
  }
  // Told first: the address it goes to is the business's own, and is asked for while it is one.
  await tellOfClosure(ctx, 'account.closing', { ...row, status: 'winding_down' })
  await windDown(ctx.directory, { tenantId: ctx.tenantId, by: row.requestedBy }, ctx.nowMs)
}

async function erase(ctx: Ctx, row: ClosureRow): Promise<boolean> {
  const before = { ...progressOf(row), ...(await surveyed(ctx, row)), waitsFor: [] }
  // What there was is written down before the first of it goes. From here on nothing calls it off.
  const [begun] = await ctx.directory
    .update(closures)
    .set({ status: 'working', progress: { ...before } })
    .where(isStill(row))
    .returning()
  // It was opened again in this very moment.
  if (begun === undefined) return false
  const { isDone, objects } = await eraseBusiness(ctx, row.id)
  const progress = { ...before, objects: summed(before.objects ?? {}, objects) }
  await note(ctx, begun, progress)
  return isDone ? settle(ctx, { ...begun, progress }) : true
}

/** Counted the first time anybody looks. */
async function surveyed(ctx: Ctx, row: ClosureRow): Promise<ErasingProgress> {
  if (progressOf(row).rowsBefore !== undefined) return {}
  return {
    rowsBefore: await countRows(ctx, { id: ctx.tenantId, fates: ['goes', 'retained'] }),
    undeletable: await countUndeletable(ctx),
    tickets: await ctx.directory.$count(tickets, eq(tickets.tenantId, ctx.tenantId)),
  }
}

/** All that is left is with vendors. The accounts they are asked with go when they have deleted, or were asked for the last time. */
async function settle(ctx: Ctx, row: ClosureRow): Promise<boolean> {
  const before = progressOf(row)
  const owed = await countOwed(ctx)
  const vendors = before.vendors ?? (owed > 0 ? undefined : await copiesOf(ctx, before.undeletable ?? {}))
  const progress = { ...before, owed, ...(vendors !== undefined && { vendors }) }
  // What came of them is written down before the ledger that says so is set apart.
  await note(ctx, row, progress)
  if (vendors === undefined) return false
  if (!(await eraseAccounts(ctx, row.id))) return true
  await complete(ctx, { ...row, progress })
  return false
}

/** The chain, the receipt, its mail, the name, the end: each is made once, and again only when it was not reached. */
async function complete(ctx: Ctx, row: ClosureRow): Promise<void> {
  const entry = { subject: row.id, detailHash: await detailHashOf({ erased: ctx.tenantId }) }
  await ctx.db.batch([appendAudit(ctx, [{ action: 'account.erased', ...entry }], { once: true })])
  await sealAuditQuietly(ctx)
  await sendReceipt(ctx, row.id, await signedReceipt(ctx, row))
  // The row stays without anything in it: it says where those are kept who are to be left alone.
  const nameless = {
    name: 'Closed business',
    slug: slugFor(ctx.tenantId),
    privacyContact: null,
    ceilings: null,
    limits: null,
  }
  await ctx.directory.batch([
    ctx.directory.update(tenants).set(nameless).where(eq(tenants.id, ctx.tenantId)),
    ctx.directory.update(closures).set({ sealedSuccessor: null }).where(eq(closures.tenantId, ctx.tenantId)),
  ])
  await ctx.directory
    .update(closures)
    .set({ status: 'completed', completedAtMs: ctx.nowMs, expiresAtMs: keptUntil(ctx.nowMs) })
    .where(isStill(row))
}

interface SignedReceipt {
  readonly receipt: string
  readonly signature: string
}

async function signedReceipt(ctx: Ctx, row: ClosureRow): Promise<SignedReceipt> {
  const { receipt: known, signature: by } = row
  if (known !== null && by !== null) return { receipt: known, signature: by }
  const made = await receiptOf(ctx, row)
  const signed = { receipt: canonicalJson(made), signature: await ctx.vault.sign(signedText(made)) }
  await ctx.directory.update(closures).set(signed).where(isStill(row))
  return signed
}

/** To who answered for its data, from the platform: of the business itself nothing is left to send it with. */
async function sendReceipt(ctx: Ctx, closureId: string, { receipt, signature }: SignedReceipt): Promise<void> {
  const contact = (await findTenant(ctx.directory, ctx.tenantId))?.privacyContact ?? null
  if (contact === null) return
  await oweMail(
    { ...ctx, tenantId: PLATFORM },
    {
      kind: 'business_notice',
      onceKey: `${closureId}:receipt`,
      to: contact,
      subject: 'Your account is erased',
      text: `What was kept of your account is erased. This is the signed receipt: keep it.\n\n${receipt}\n\nSignature (Ed25519): ${signature}\n`,
      from: 'general',
    },
  )
}

const slugFor = (tenantId: string): string => tenantId.replaceAll('_', '-')

const isStill = ({ id, status }: ClosureRow) => and(eq(closures.id, id), eq(closures.status, status))

const note = async (ctx: Ctx, row: ClosureRow, progress: ErasingProgress): Promise<void> => {
  await ctx.directory
    .update(closures)
    .set({ progress: { ...progress } })
    .where(isStill(row))
}

/** While anything of the business is to be kept, nothing of it is erased. */
async function standingHolds({ db, tenantId, nowMs }: Ctx): Promise<readonly string[]> {
  const stands = and(lte(holds.startsAtMs, nowMs), gt(holds.endsAtMs, nowMs), isNull(holds.releasedAtMs))
  const rows = await db
    .select({ id: holds.id })
    .from(holds)
    .where(and(eq(holds.tenantId, tenantId), stands))
    .limit(HOLDS_SHOWN_MAX)
  return rows.map(({ id }) => id)
}

function summed(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) {
  const sums: Record<string, number> = { ...one }
  for (const [name, count] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + count
  return sums
}
