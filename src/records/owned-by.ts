import { and, eq, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../context.ts'

/** A table whose rows belong to one tenant, in live or in test mode. */
export interface OwnedTable {
  readonly tenantId: SQLiteColumn
  readonly livemode: SQLiteColumn
}

/**
 * The rows that whoever asks may know of: the tenant's own, of the mode of the key.
 *
 * Every query of a resource begins with this, so that another tenant's id is the same nothing as an unknown one.
 */
export function ownedBy(ctx: Pick<Ctx, 'tenantId' | 'livemode'>, table: OwnedTable): SQL | undefined {
  return and(eq(table.tenantId, ctx.tenantId), eq(table.livemode, ctx.livemode))
}
