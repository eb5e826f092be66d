import type { Ctx } from '../context.ts'
import { tombstoneName } from '../vault/person-keys.ts'

type Stores = Pick<Ctx, 'blobs' | 'tenantId'>

/** From now on no key is made for these: whoever tries to is told that they were erased. Safe to repeat. */
export async function entomb(ctx: Stores, erasureId: string, subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) await ctx.blobs.put(tombstoneName(ctx.tenantId, subject), erasureId)
}

/** By which erasure this subject went, or null. */
export async function erasureIdUnder(ctx: Stores, subject: string): Promise<string | null> {
  const stone = await ctx.blobs.get(tombstoneName(ctx.tenantId, subject))
  return stone === null ? null : stone.text()
}
