import { and, desc, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { askerTokenOf } from './asker-token.ts'
import type { RequestRow } from './change-request.ts'

const REQUESTS_MAX = 20

/** The requests that were made from an address, newest first: for whoever asks how far theirs are, or takes one back. */
export async function requestsOf(ctx: Ctx, address: string): Promise<readonly RequestRow[]> {
  const theirs = eq(privacyRequests.askerToken, await askerTokenOf(ctx, address))
  return ctx.db
    .select()
    .from(privacyRequests)
    .where(and(ownedBy(ctx, privacyRequests), theirs))
    .orderBy(desc(privacyRequests.id))
    .limit(REQUESTS_MAX)
}
