import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { maskPhone } from '../kernel/phone.ts'
import { people } from '../records/people/table.ts'
import { personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import type { IdentityMove } from './change-identity.ts'
import { tokenOf } from './known-as.ts'
import { profilePlace, readProfile } from './profile.ts'

/** Has the records call a person by their new number wherever they called them by the old one. Safe to repeat. */
export async function renumber(ctx: Ctx, personId: string, { was, is }: IdentityMove): Promise<void> {
  if (was.phone === null || was.phone === is.phone) return
  const its = and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId))
  const number = {
    phoneToken: is.phone === null ? null : await tokenOf(ctx, 'phone', is.phone),
    maskedPhone: is.phone === null ? null : maskPhone(is.phone),
  }
  const old = await tokenOf(ctx, 'phone', was.phone)
  await ctx.db
    .update(people)
    .set(number)
    .where(and(its, eq(people.phoneToken, old)))
  const { phone, ...rest } = await readProfile(ctx, personId)
  if (phone !== was.phone) return
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const profile = { ...rest, ...(is.phone !== null && { phone: is.phone }) }
  const sealedProfile = await seal(key, profilePlace(ctx, personId), JSON.stringify(profile))
  await ctx.db.update(people).set({ sealedProfile }).where(its)
}
