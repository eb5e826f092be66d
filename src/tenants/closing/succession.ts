import { and, eq, lte } from 'drizzle-orm'
import { actorName } from '../../audit/append.ts'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { tenants } from '../../records/accounts/table.ts'
import { apiKeys } from '../../records/api-keys/table.ts'
import { closures } from '../../records/closures/table.ts'
import { outreachSettings } from '../../records/outreach-settings/table.ts'
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
 * revoked, and what the old controller had signed (its agreement on health data, the policy) is to be signed anew.
 */
export async function completeSuccession(ctx: Ctx): Promise<Result<HandedOver, 'none' | 'too_soon'>> {
  const { directory, tenantId, nowMs } = ctx
  const row = await openClosure(directory, tenantId, 'succession')
  if (row === undefined) return err('none')
  if (row.effectiveAtMs > nowMs) return err('too_soon')
  const successor = await openSuccessor(ctx, row)
  if (successor === null) throw new Error('the announced successor does not open')
  // Of two who complete it one does: the keys of the other are never written.
  const [closure] = await directory
    .update(closures)
    .set({ status: 'completed', completedAtMs: nowMs, expiresAtMs: keptUntil(nowMs) })
    .where(and(eq(closures.id, row.id), eq(closures.status, 'announced'), lte(closures.effectiveAtMs, nowMs)))
    .returning()
  if (closure === undefined) return err('none')
  const keys = await firstKeys(tenantId, nowMs)
  await directory.batch([
    directory.update(apiKeys).set({ revokedAtMs: nowMs }).where(eq(apiKeys.tenantId, tenantId)),
    directory.insert(apiKeys).values(keys.map((made) => made.row)),
    directory
      .update(tenants)
      .set({
        name: successor.legalName,
        privacyContact: successor.privacyContact,
        policyVersion: null,
        policyAcceptedAtMs: null,
      })
      .where(eq(tenants.id, tenantId)),
  ])
  await ctx.db
    .update(outreachSettings)
    .set({ baaSignedAtMs: null, updatedAtMs: nowMs })
    .where(eq(outreachSettings.tenantId, tenantId))
  await tellOfClosure(ctx, 'account.succession', closure)
  return ok({ closure, keys })
}

/** Who is to take over, as announced; null where it no longer opens. */
export async function openSuccessor(
  { vault, tenantId }: Pick<Ctx, 'vault' | 'tenantId'>,
  { id, sealedSuccessor }: ClosureRow,
): Promise<Successor | null> {
  const text = sealedSuccessor === null ? null : await vault.openForTenant(tenantId, placeOf(id), sealedSuccessor)
  return text === null ? null : (JSON.parse(text) as Successor)
}
