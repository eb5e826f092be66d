import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { outreachSettings } from '../records/outreach-settings/table.ts'
import { POLICY_IN_FORCE_AT_MS, POLICY_VERSION } from './policies.ts'

export type OutreachRow = typeof outreachSettings.$inferSelect

export type Waiver = OutreachRow['waivers'][number]

/** Those that stand. What was decided by one that ended is explained by it for good. */
export const standingWaivers = ({ waivers }: Pick<OutreachRow, 'waivers'>): readonly Waiver[] =>
  waivers.filter(({ endedAtMs }) => endedAtMs === undefined)

type Reader = Pick<Ctx, 'db' | 'directory' | 'tenantId' | 'livemode'>

/** `ten_…`, or `test:ten_…` for its test mode. */
export const outreachIdOf = ({ tenantId, livemode }: Pick<Ctx, 'tenantId' | 'livemode'>): string =>
  livemode ? tenantId : `test:${tenantId}`

/**
 * What a business is bound by, as it was opened: with the policies accepted that stood then, and nothing else. Those that came
 * into force later it has to accept.
 */
export function asOpened(ctx: Pick<Ctx, 'tenantId' | 'livemode'>, openedAtMs: number): OutreachRow {
  const { tenantId, livemode } = ctx
  const hasAccepted = openedAtMs >= POLICY_IN_FORCE_AT_MS
  return {
    id: outreachIdOf(ctx),
    tenantId,
    livemode,
    updatedAtMs: openedAtMs,
    policyAcceptedAtMs: hasAccepted ? openedAtMs : null,
    policyVersion: hasAccepted ? POLICY_VERSION : null,
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
export async function readOutreach(ctx: Reader, openedAtMs: number): Promise<OutreachRow> {
  const rows = await ctx.db.select().from(outreachSettings).where(eq(outreachSettings.tenantId, ctx.tenantId)).limit(2)
  const own = rows.find(({ livemode }) => livemode === ctx.livemode) ?? asOpened(ctx, openedAtMs)
  const live = rows.find(({ livemode }) => livemode) ?? asOpened(ctx, openedAtMs)
  const { policyAcceptedAtMs, policyVersion, baaSignedAtMs } = live
  return { ...own, policyAcceptedAtMs, policyVersion, baaSignedAtMs }
}

/** When the business was opened, epoch milliseconds. */
export async function openedAt({ directory, tenantId }: Reader): Promise<number> {
  const its = eq(tenants.id, tenantId)
  const tenant = await directory.select({ atMs: tenants.createdAtMs }).from(tenants).where(its).get()
  if (tenant === undefined) throw new Error('a business that is not there')
  return tenant.atMs
}

/** What stands for a business in this mode. */
export const outreachOf = async (ctx: Reader): Promise<OutreachRow> => readOutreach(ctx, await openedAt(ctx))
