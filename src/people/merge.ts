import { eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'

/**
 * Makes two persons one: `personId` stays, and whatever led to `alsoId` leads there.
 *
 * Safe to repeat.
 */
export async function mergePeople(ctx: Ctx, personId: string, alsoId: string): Promise<void> {
  for (const token of await tokensOf(ctx, alsoId)) await ctx.objects.identity(token).point(personId)
  await ctx.db.update(personIdentities).set({ personId }).where(eq(personIdentities.personId, alsoId))
}

/** Every name that leads to a person. */
async function tokensOf({ db, tenantId }: Ctx, personId: string): Promise<readonly string[]> {
  const rows = await db
    .select({ token: personIdentities.token })
    .from(personIdentities)
    .where(eq(personIdentities.personId, personId))
    .union(
      db
        .select({ token: sql<string>`${people.phoneToken}` })
        .from(people)
        .where(
          sql`${people.id} = ${personId} AND ${people.tenantId} = ${tenantId} AND ${people.phoneToken} IS NOT NULL`,
        ),
    )
  return rows.map(({ token }) => token)
}
