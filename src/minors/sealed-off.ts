import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { ownedBy } from '../records/owned-by.ts'

/** Of one look; a page of anything is less. */
const IDS_PER_READ_MAX = 500

type Asking = Pick<Ctx, 'db' | 'tenantId' | 'livemode'>

/** Whether a business has sealed this off. */
const sealing = (ctx: Asking, id: string) =>
  and(
    ownedBy(ctx, minorFlags),
    eq(minorFlags.status, 'sealed'),
    sql`EXISTS (SELECT 1 FROM json_each(${minorFlags.contents}) WHERE value = ${id})`,
  )

/** Which of these ids a business has sealed off, because a child said it and nobody has decided yet. */
export async function sealedOffOf(ctx: Asking, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const sealed = new Set<string>()
  for (let at = 0; at < ids.length; at += IDS_PER_READ_MAX) {
    const asked = JSON.stringify(ids.slice(at, at + IDS_PER_READ_MAX))
    const rows = await ctx.db
      .select({ contents: minorFlags.contents })
      .from(minorFlags)
      .where(
        and(
          ownedBy(ctx, minorFlags),
          eq(minorFlags.status, 'sealed'),
          sql`EXISTS (SELECT 1 FROM json_each(${minorFlags.contents}) WHERE value IN (SELECT value FROM json_each(${asked})))`,
        ),
      )
    for (const { contents } of rows) for (const id of contents) sealed.add(id)
  }
  return sealed
}

/** @throws Refusal forbidden where a child said it and nobody has decided yet. */
export async function refuseSealedOff(ctx: Asking, id: string): Promise<void> {
  const flag = await ctx.db.select({ id: minorFlags.id }).from(minorFlags).where(sealing(ctx, id)).limit(1).get()
  if (flag === undefined) return
  throw new Refusal('forbidden', `Somebody who may be a child said this: decide on ${flag.id} first.`, {
    extra: { minor_flag: flag.id },
  })
}
