import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { minorFlags } from '../records/minor-flags/table.ts'

/** Of a tenant: whether it has sealed this off. */
const sealing = (tenantId: string, id: string) =>
  and(
    eq(minorFlags.tenantId, tenantId),
    eq(minorFlags.status, 'sealed'),
    sql`EXISTS (SELECT 1 FROM json_each(${minorFlags.contents}) WHERE value = ${id})`,
  )

/** @throws Refusal forbidden where a child said it and nobody has decided yet. */
export async function refuseSealedOff({ db, tenantId }: Pick<Ctx, 'db' | 'tenantId'>, id: string): Promise<void> {
  const flag = await db.select({ id: minorFlags.id }).from(minorFlags).where(sealing(tenantId, id)).limit(1).get()
  if (flag === undefined) return
  throw new Refusal('forbidden', `Somebody who may be a child said this: decide on ${flag.id} first.`, {
    extra: { minor_flag: flag.id },
  })
}
