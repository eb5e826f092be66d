import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { pepperVersionOf } from '../vault/peppers.ts'

/** A suppression that stands under one of `from` stands under each of `to`, too. Safe to repeat. */
export async function suppressUnder(ctx: Ctx, from: readonly string[], to: readonly string[]): Promise<void> {
  if (from.length === 0 || to.length === 0) return
  const under = and(eq(suppressions.tenantId, ctx.tenantId), inArray(suppressions.identityToken, [...from]))
  const standing = await ctx.db
    .select()
    .from(suppressions)
    .where(and(under, isNull(suppressions.endedAtMs)))
  for (const row of standing) {
    for (const identityToken of to) {
      if (identityToken === row.identityToken) continue
      const copy = {
        ...row,
        id: newId('sup', ctx.nowMs),
        identityToken,
        pepperVersion: pepperVersionOf(identityToken),
      }
      await ctx.db.insert(suppressions).values(copy).onConflictDoNothing()
    }
  }
}

/** Every name that the records know these persons by. */
export async function tokensOfPeople(ctx: Ctx, ids: readonly string[]): Promise<readonly string[]> {
  const [known, numbered] = await ctx.db.batch([
    ctx.db
      .select({ token: personIdentities.token })
      .from(personIdentities)
      .where(and(eq(personIdentities.tenantId, ctx.tenantId), inArray(personIdentities.personId, [...ids]))),
    ctx.db
      .select({ token: people.phoneToken })
      .from(people)
      .where(and(eq(people.tenantId, ctx.tenantId), inArray(people.id, [...ids]))),
  ])
  return [...new Set([...known, ...numbered].flatMap(({ token }) => token ?? []))]
}
