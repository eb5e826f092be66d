import { and, desc, eq } from 'drizzle-orm'
import { oneOf } from '../../records/expired.ts'
import { closures } from '../../records/closures/table.ts'
import type { Db } from '../../context.ts'
import { OPEN_STATUSES, type ClosureRow } from './closure.ts'

type Kind = ClosureRow['kind']

/** The closure or succession that is under way, or undefined. */
export const openClosure = (directory: Db, tenantId: string, kind: Kind): Promise<ClosureRow | undefined> =>
  directory
    .select()
    .from(closures)
    .where(and(eq(closures.tenantId, tenantId), eq(closures.kind, kind), oneOf(closures.status, OPEN_STATUSES)))
    .orderBy(desc(closures.id))
    .limit(1)
    .get()

/** The newest there was of this kind, however it ended. */
export const newestClosure = (directory: Db, tenantId: string, kind: Kind): Promise<ClosureRow | undefined> =>
  directory
    .select()
    .from(closures)
    .where(and(eq(closures.tenantId, tenantId), eq(closures.kind, kind)))
    .orderBy(desc(closures.id))
    .limit(1)
    .get()
