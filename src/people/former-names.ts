import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import type { KnownAs } from './known-as.ts'

/**
 * Statements that keep a person's names of former peppers, for a batch before the one that writes their row: those that a
 * suppression is under, or what they took back, or that their row bears. By no other are they known: a pepper that was given up makes nothing new.
 */
export function formerNames(
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'nowMs'>,
  personId: string,
  names: readonly KnownAs[],
): readonly BatchItem<'sqlite'>[] {
  const { tenantId, nowMs } = ctx
  return names.flatMap(({ type, former = [] }) =>
    former.map((token) =>
      ctx.db
        .insert(personIdentities)
        .select(
          // The columns are in the order of the table.
          sql`SELECT ${token}, ${tenantId}, ${personId}, ${type}, ${nowMs} WHERE
            EXISTS (SELECT 1 FROM suppressions WHERE tenant_id = ${tenantId} AND identity_token = ${token})
            OR EXISTS (SELECT 1 FROM consents WHERE tenant_id = ${tenantId} AND identity_token = ${token}
              AND action = 'revoked')
            OR EXISTS (SELECT 1 FROM people WHERE id = ${personId} AND phone_token = ${token})`,
        )
        .onConflictDoUpdate({ target: personIdentities.token, set: { personId } }),
    ),
  )
}
