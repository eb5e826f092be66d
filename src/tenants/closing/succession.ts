import { and, eq, exists, isNull, lte, not, sql } from 'drizzle-orm'
import { actorName, appendAudit, detailHashOf } from '../../audit/append.ts'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { tenants } from '../../records/accounts/table.ts'
import { apiKeys } from '../../records/api-keys/table.ts'
import { closures } from '../../records/closures/table.ts'
import { oneOf } from '../../records/expired.ts'
import { outreachSettings } from '../../records/outreach-settings/table.ts'
import { supportGrants } from '../../records/support-grants/table.ts'
import { webhookEndpoints } from '../../records/webhook-endpoints/table.ts'
import { firstKeys } from '../create-tenant.ts'
import type { MadeKey } from '../make-key.ts'
import { daysAfter, keptUntil, NOTICE_DAYS, type ClosureRow } from './closure.ts'
import { openClosure } from './find-closure.ts'
import { tellOfClosure } from './tell.ts'

/** Who is to be the controller. */
export interface Successor {
  readonly legalName: string
  readonly privacyContact: string
}

const placeOf = (id: string): string => `closures|${id}|successor`

/**
 * Announces who is to take over the business and everything kept of it: notice to the business, which can object until the day
 * it takes effect, {@link NOTICE_DAYS} days from now or later.
 */
export async function announceSuccession(
  ctx: Ctx,
  successor: Successor,
  effectiveAtMs: number,
): Promise<Result<ClosureRow, 'too_soon' | 'under_way'>> {
  const { directory, tenantId, nowMs } = ctx
  if (effectiveAtMs < daysAfter(nowMs, NOTICE_DAYS)) return err('too_soon')
  if ((await openClosure(directory, tenantId, 'succession')) !== undefined) return err('under_way')
  const id = newId('clo', nowMs)
  const row: ClosureRow = {
    id,
    tenantId,
    kind: 'succession',
    status: 'announced',
    sealedSuccessor: await ctx.vault.sealForTenant(tenantId, placeOf(id), JSON.stringify(successor)),
    requestedBy: actorName(ctx.actor),
    approvedBy: null,
    stoppedBy: null,
    announcedAtMs: nowMs,
    effectiveAtMs,
    erasesAtMs: null,
    nextLookAtMs: 0,
    progress: {},
    receipt: null,
    signature: null,
    completedAtMs: null,
    expiresAtMs: keptUntil(effectiveAtMs),
  }
  await directory.insert(closures).values(row)
  await tellOfClosure(ctx, 'account.succession', row)
  return ok(row)
}

/** Objects: nobody takes over. Undefined when there is nothing to object to any more. */
export async function objectToSuccession(ctx: Ctx): Promise<ClosureRow | undefined> {
  const [objected] = await ctx.directory
    .update(closures)
    .set({ status: 'objected', stoppedBy: actorName(ctx.actor), completedAtMs: ctx.nowMs })
    .where(and(eq(closures.tenantId, ctx.tenantId), eq(closures.kind, 'succession'), eq(closures.status, 'announced')))
    .returning()
  if (objected !== undefined) await tellOfClosure(ctx, 'account.succession', objected)
  return objected
}

/** The business as it was handed over, with the only keys that still open it. */
export interface HandedOver {
  readonly closure: ClosureRow
  readonly keys: readonly MadeKey[]
}

/**
 * Hands the business over to the successor that was announced: name and privacy contact are the successor's, every key is
 * revoked, its events go to no endpoint of before, support looks in no more, and what the old controller had signed (its agreement
 * on health data, the policy) is to be signed anew. What broke off in the middle goes on when it is asked for again, with new keys.
 */
export async function completeSuccession(ctx: Ctx): Promise<Result<HandedOver, 'none' | 'too_soon'>> {
  const { directory, tenantId, nowMs } = ctx
  const row = await openClosure(directory, tenantId, 'succession')
  if (row === undefined) return err('none')
  if (row.effectiveAtMs > nowMs) return err('too_soon')
  const successor = await openSuccessor(ctx, row)
  if (successor === null) throw new Error('the announced successor does not open')
  const keys = await firstKeys(tenantId, nowMs)
  const mine = keys.map(({ row: made }) => made.id)
  if (!(await switchKeys(ctx, row, { successor, keys }))) return err('none')
  // The old keys are dead by now: nobody turns on again what is turned off here.
  await endFormersAccess(ctx)
  const [closure] = await directory
    .update(closures)
    .set({ status: 'completed', completedAtMs: nowMs, expiresAtMs: keptUntil(nowMs) })
    .where(and(eq(closures.id, row.id), eq(closures.status, 'working'), isHandedTo(mine)))
    .returning()
  if (closure === undefined) return err('none')
  await tellOfClosure(ctx, 'account.succession', closure)
  return ok({ closure, keys })
}

interface Handing {
  readonly successor: Successor
  readonly keys: readonly MadeKey[]
}

/** Who completes it last holds the keys: those of a try that broke off, which nobody was shown, open nothing. */
const isHandedTo = (keyIds: readonly string[]) => sql`${closures.progress} ->> '$.keys' = ${JSON.stringify(keyIds)}`

/**
 * One batch: it is under way, the name is the successor's, and only the new keys open the business. Gives false, and changes nothing,
 * when it was objected to or completed a moment ago.
 */
async function switchKeys({ directory, tenantId, nowMs }: Ctx, row: ClosureRow, handing: Handing): Promise<boolean> {
  const { successor, keys } = handing
  const mine = keys.map(({ row: made }) => made.id)
  const isAhead = and(oneOf(closures.status, ['announced', 'working']), lte(closures.effectiveAtMs, nowMs))
  const isMine = and(eq(closures.id, row.id), eq(closures.status, 'working'), isHandedTo(mine))
  const isOurs = exists(directory.select({ id: closures.id }).from(closures).where(isMine))
  const [begun] = await directory.batch([
    directory
      .update(closures)
      .set({ status: 'working', progress: { keys: mine } })
      .where(and(eq(closures.id, row.id), isAhead))
      .returning({ id: closures.id }),
    directory
      .update(apiKeys)
      .set({ revokedAtMs: nowMs })
      .where(and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAtMs), isOurs)),
    directory.insert(apiKeys).values(keys.map((made) => made.row)),
    directory.delete(apiKeys).where(and(oneOf(apiKeys.id, mine), not(isOurs))),
    directory
      .update(tenants)
      .set({
        name: successor.legalName,
        privacyContact: successor.privacyContact,
        policyVersion: null,
        policyAcceptedAtMs: null,
      })
      .where(and(eq(tenants.id, tenantId), isOurs)),
  ])
  return begun.length > 0
}

/**
 * Ends what the former controller had open in the business beside its keys: endpoints that its events go to, leave for support to look
 * in, its agreement on health data. Safe to repeat.
 */
async function endFormersAccess(ctx: Ctx): Promise<void> {
  const { db, tenantId, nowMs } = ctx
  const approved = and(eq(supportGrants.tenantId, tenantId), eq(supportGrants.status, 'approved'))
  const grants = await db.select({ id: supportGrants.id }).from(supportGrants).where(approved)
  const told = await Promise.all(
    grants.map(async ({ id }) => ({
      action: 'support.revoked' as const,
      subject: id,
      detailHash: await detailHashOf({ id, decision: 'revoked', decidedBy: 'succession' }),
    })),
  )
  await db.batch([
    db
      .update(webhookEndpoints)
      .set({ status: 'disabled', disabledReason: 'handed_over', updatedAtMs: nowMs })
      .where(and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.status, 'enabled'))),
    db
      .update(supportGrants)
      .set({ status: 'revoked', decidedBy: 'succession', decidedAtMs: nowMs, endsAtMs: nowMs })
      .where(approved),
    appendAudit(ctx, told, { once: true }),
    db
      .update(outreachSettings)
      .set({ baaSignedAtMs: null, updatedAtMs: nowMs })
      .where(eq(outreachSettings.tenantId, tenantId)),
  ])
}

/** Who is to take over, as announced; null where it no longer opens. */
export async function openSuccessor(
  { vault, tenantId }: Pick<Ctx, 'vault' | 'tenantId'>,
  { id, sealedSuccessor }: ClosureRow,
): Promise<Successor | null> {
  const text = sealedSuccessor === null ? null : await vault.openForTenant(tenantId, placeOf(id), sealedSuccessor)
  return text === null ? null : (JSON.parse(text) as Successor)
}
