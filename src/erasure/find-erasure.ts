import { and, desc, eq, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { erasures } from '../records/erasures/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { ErasureRow } from './progress.ts'

type Asking = Pick<Ctx, 'db' | 'vault' | 'tenantId' | 'livemode'>

/** Stands for an erased person: without the root key it says nothing of their id, with it any id can be looked for. */
export const subjectToken = ({ vault, tenantId }: Pick<Ctx, 'vault' | 'tenantId'>, personId: string): Promise<string> =>
  vault.mac('erased-subject', `${tenantId}|${personId}`)

/** The erasure of this person that was not called off, or undefined. */
export async function erasureOf(ctx: Asking, personId: string): Promise<ErasureRow | undefined> {
  const its = eq(erasures.subjectToken, await subjectToken(ctx, personId))
  return ctx.db
    .select()
    .from(erasures)
    .where(and(ownedBy(ctx, erasures), its, ne(erasures.status, 'cancelled')))
    .orderBy(desc(erasures.id))
    .limit(1)
    .get()
}

/** An erasure of the business, in the mode of whoever asks. */
export const findErasure = (ctx: Asking, erasureId: string): Promise<ErasureRow | undefined> =>
  ctx.db
    .select()
    .from(erasures)
    .where(and(ownedBy(ctx, erasures), eq(erasures.id, erasureId)))
    .get()
