import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { ownedBy } from '../records/owned-by.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { suppressions } from '../records/suppressions/table.ts'

/** The suppressions that are under an identity of this person, in the mode of `ctx`. */
export const underAnyOf = (ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode'>, personId: string): SQL | undefined =>
  and(
    ownedBy(ctx, suppressions),
    or(
      sql`${suppressions.identityToken} IN ${ctx.db
        .select({ token: personIdentities.token })
        .from(personIdentities)
        .where(and(eq(personIdentities.tenantId, ctx.tenantId), eq(personIdentities.personId, personId)))}`,
      sql`${suppressions.identityToken} IN ${ctx.db
        .select({ token: people.phoneToken })
        .from(people)
        .where(and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId)))}`,
    ),
  )
