import { and, eq, inArray } from 'drizzle-orm'
import { suppressUnder, tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { maskPhone } from '../kernel/phone.ts'
import { Refusal } from '../kernel/refusal.ts'
import { changeIdentity } from '../people/change-identity.ts'
import { nameOf, personNamed, personUnder, type KnownAs } from '../people/known-as.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'

/** What led to somebody, as far as anything did, and what is to. */
interface Move {
  readonly was: string | undefined
  readonly is: string | undefined
}

interface Moves {
  readonly phone: Move | null
  readonly email: Move | null
}

/**
 * Has a corrected number or address lead to a person, and the wrong one to nobody. What they are left alone from holds for the
 * new one. Safe to repeat.
 *
 * @throws Refusal `conflict` where one is another person's: two people are not made one because somebody mistyped a number.
 */
export async function changeAddresses(ctx: Ctx, personId: string, { phone, email }: Moves): Promise<void> {
  const numbered = await nameFor(ctx, personId, 'phone', phone)
  const addressed = await nameFor(ctx, personId, 'email', email)
  if (numbered !== null) await changeNumber(ctx, personId, phone?.was, numbered)
  if (email?.was !== undefined && addressed !== null) await changeEmail(ctx, personId, email.was, addressed.name)
}

interface Named {
  readonly is: string
  readonly name: KnownAs
}

/** What is to lead to them, by its name; null where nothing is. Nobody else has it. */
async function nameFor(ctx: Ctx, personId: string, type: 'phone' | 'email', move: Move | null): Promise<Named | null> {
  if (move?.is === undefined) return null
  const name = await nameOf(ctx, type, move.is)
  await refuseTaken(ctx, personId, name)
  return { is: move.is, name }
}

async function refuseTaken(ctx: Ctx, personId: string, { token, former = [] }: KnownAs): Promise<void> {
  const known = await personUnder(ctx, [token, ...former])
  if (known !== null && known !== personId)
    throw new Refusal('conflict', 'Another person is known by this number or address.')
}

async function changeNumber(ctx: Ctx, personId: string, was: string | undefined, { is, name }: Named): Promise<void> {
  if (was !== undefined)
    return changeIdentity(ctx, { was: { phone: was, userId: null }, is: { phone: is, userId: null } })
  await lead(ctx, personId, name)
  await ctx.db
    .update(people)
    .set({ phoneToken: name.token, maskedPhone: maskPhone(is) })
    .where(and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId)))
}

/** An address that never led to them is in their profile only. */
async function changeEmail(ctx: Ctx, personId: string, was: string, name: KnownAs): Promise<void> {
  const { token, former = [] } = await nameOf(ctx, 'email', was)
  const tokens = [token, ...former]
  const theirs = and(eq(personIdentities.personId, personId), inArray(personIdentities.token, tokens))
  const known = await ctx.db.select({ token: personIdentities.token }).from(personIdentities).where(theirs)
  if (known.length === 0) return
  await lead(ctx, personId, name)
  for (const row of known) {
    await ctx.objects.identity(row.token).point(null)
    await ctx.db.delete(personIdentities).where(eq(personIdentities.token, row.token))
  }
}

/** Whatever they are left alone from under any of their names they are under this one, before it leads to them. */
async function lead(ctx: Ctx, personId: string, name: KnownAs): Promise<void> {
  const { token, type } = name
  await suppressUnder(ctx, await tokensOfPeople(ctx, [personId]), [token])
  await personNamed(ctx, name, personId)
  const row = { token, tenantId: ctx.tenantId, personId, type, createdAtMs: ctx.nowMs }
  await ctx.db
    .insert(personIdentities)
    .values(row)
    .onConflictDoUpdate({ target: personIdentities.token, set: { personId } })
}
