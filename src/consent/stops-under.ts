import { and, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Stop } from '../messages/stops.ts'
import { EACH_STOP } from '../messages/send-standing.ts'
import { ownedBy } from '../records/owned-by.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { identityTokensOf, type IdentityGiven } from './identity-of.ts'

/** What stands against contacting whoever has this identity, known or not: under its name of now and those it had before. */
export async function stopsUnder(ctx: Ctx, identity: IdentityGiven): Promise<readonly Stop[]> {
  return stopsUnderNames(ctx, await identityTokensOf(ctx, identity))
}

/** The same by the names themselves. */
export async function stopsUnderNames(ctx: Ctx, names: readonly string[]): Promise<readonly Stop[]> {
  return ctx.db
    .select(EACH_STOP)
    .from(suppressions)
    .where(
      and(ownedBy(ctx, suppressions), inArray(suppressions.identityToken, [...names]), isNull(suppressions.endedAtMs)),
    )
    .groupBy(suppressions.scope, suppressions.endsBy)
}
