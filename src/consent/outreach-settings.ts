import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { outreachSettings } from '../records/outreach-settings/table.ts'

export type OutreachRow = typeof outreachSettings.$inferSelect

/** What a business is bound by, and which version of its policy it accepted and when. */
export interface Bound extends OutreachRow {
  readonly policyVersion: string | null
  readonly policyAcceptedAtMs: number | null
}

export type Waiver = OutreachRow['waivers'][number]

/** Those that stand. What was decided by one that ended is explained by it for good. */
export const standingWaivers = ({ waivers }: Pick<OutreachRow, 'waivers'>): readonly Waiver[] =>
  waivers.filter(({ endedAtMs }) => endedAtMs === undefined)

type Reader = Pick<Ctx, 'db' | 'directory' | 'tenantId' | 'livemode'>

/** `ten_…`, or `test:ten_…` for its test mode. */
export const outreachIdOf = ({ tenantId, livemode }: Pick<Ctx, 'tenantId' | 'livemode'>): string =>
  livemode ? tenantId : `test:${tenantId}`

/** What a business is bound by as it was opened: by nothing of this yet. */
export function asOpened(ctx: Pick<Ctx, 'tenantId' | 'livemode'>, openedAtMs: number): OutreachRow {
  const { tenantId, livemode } = ctx
  return {
    id: outreachIdOf(ctx),
    tenantId,
    livemode,
    updatedAtMs: openedAtMs,
    baaSignedAtMs: null,
    dncAsOfMs: null,
    rndAsOfMs: null,
    waivers: [],
    callsPerSecond: 1,
  }
}

/**
 * What a business is bound by in this mode. What it has signed and accepted is one for both modes; the lists it has looked at,
 * its waivers and its pace are each mode's own.
 */
export async function readOutreach(ctx: Reader, tenant: TenantFacts): Promise<Bound> {
  const rows = await ctx.db.select().from(outreachSettings).where(eq(outreachSettings.tenantId, ctx.tenantId)).limit(2)
  const own = rows.find(({ livemode }) => livemode === ctx.livemode) ?? asOpened(ctx, tenant.createdAtMs)
  const baaSignedAtMs = rows.find(({ livemode }) => livemode)?.baaSignedAtMs ?? null
  const { policyVersion, policyAcceptedAtMs, createdAtMs } = tenant
  // Who was there before acceptances were kept had accepted with the opening.
  const acceptedAtMs = policyVersion === null ? null : (policyAcceptedAtMs ?? createdAtMs)
  return { ...own, baaSignedAtMs, policyVersion, policyAcceptedAtMs: acceptedAtMs }
}

type TenantFacts = Pick<typeof tenants.$inferSelect, 'createdAtMs' | 'policyVersion' | 'policyAcceptedAtMs'>

/** What the directory knows of the business that binds it. */
export async function tenantFacts({ directory, tenantId }: Reader): Promise<TenantFacts> {
  const { createdAtMs, policyVersion, policyAcceptedAtMs } = tenants
  const its = eq(tenants.id, tenantId)
  const tenant = await directory
    .select({ createdAtMs, policyVersion, policyAcceptedAtMs })
    .from(tenants)
    .where(its)
    .get()
  if (tenant === undefined) throw new Error('a business that is not there')
  return tenant
}

/** What stands for a business in this mode. */
export const outreachOf = async (ctx: Reader): Promise<Bound> => readOutreach(ctx, await tenantFacts(ctx))
