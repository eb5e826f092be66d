import { and, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Stop } from '../messages/stops.ts'
import { ownedBy } from '../records/owned-by.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { identityTokensOf, type IdentityGiven } from './identity-of.ts'

/** One of each kind under each name. */
const STOPS_MAX = 50

/** What stands against contacting whoever has this identity, known or not: under its name of now and those it had before. */
export async function stopsUnder(ctx: Ctx, identity: IdentityGiven): Promise<readonly Stop[]> {
  const names = await identityTokensOf(ctx, identity)
  return ctx.db
    .select({ scope: suppressions.scope, endsBy: suppressions.endsBy, atMs: suppressions.createdAtMs })
    .from(suppressions)
    .where(
      and(ownedBy(ctx, suppressions), inArray(suppressions.identityToken, [...names]), isNull(suppressions.endedAtMs)),
    )
    .limit(STOPS_MAX)
}
