import { and, eq } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { outreachSettings } from '../records/outreach-settings/table.ts'
import { dropBusinessFacts } from './business-facts.ts'
import { asOpened, outreachIdOf, readOutreach, tenantFacts, type Bound, type OutreachRow } from './outreach-settings.ts'

/** What may be set. A field left out stays as it is. */
export type OutreachChange = Partial<
  Pick<OutreachRow, 'baaSignedAtMs' | 'dncAsOfMs' | 'rndAsOfMs' | 'waivers' | 'callsPerSecond'>
>

/** Sets what a business is bound by. What it was bound by before is with every decision that was made by it. */
export async function changeOutreach(ctx: Ctx, change: OutreachChange): Promise<Bound> {
  const tenant = await tenantFacts(ctx)
  const known = await ctx.db
    .select()
    .from(outreachSettings)
    .where(and(eq(outreachSettings.id, outreachIdOf(ctx)), eq(outreachSettings.tenantId, ctx.tenantId)))
    .get()
  const row = { ...(known ?? asOpened(ctx, tenant.createdAtMs)), ...change, updatedAtMs: ctx.nowMs }
  const entry = { action: 'outreach.changed' as const, subject: outreachIdOf(ctx), detailHash: await detailHashOf(row) }
  await ctx.db.batch([
    ctx.db
      .insert(outreachSettings)
      .values(row)
      // Only what is changed: of two who change different things at once each keeps theirs.
      .onConflictDoUpdate({ target: outreachSettings.id, set: { ...change, updatedAtMs: ctx.nowMs } }),
    appendAudit(ctx, [entry]),
  ])
  dropBusinessFacts()
  await sealAuditQuietly(ctx)
  return readOutreach(ctx, tenant)
}
