import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { ownedBy } from '../records/owned-by.ts'

type Asking = Pick<Ctx, 'db' | 'tenantId' | 'livemode'>

/** Whether a business has sealed this off. */
const sealing = (ctx: Asking, id: string) =>
  and(
    ownedBy(ctx, minorFlags),
    eq(minorFlags.status, 'sealed'),
    sql`EXISTS (SELECT 1 FROM json_each(${minorFlags.contents}) WHERE value = ${id})`,
  )

/** @throws Refusal forbidden where a child said it and nobody has decided yet. */
export async function refuseSealedOff(ctx: Asking, id: string): Promise<void> {
  const flag = await ctx.db.select({ id: minorFlags.id }).from(minorFlags).where(sealing(ctx, id)).limit(1).get()
  if (flag === undefined) return
  throw new Refusal('forbidden', `Somebody who may be a child said this: decide on ${flag.id} first.`, {
    extra: { minor_flag: flag.id },
  })
}
