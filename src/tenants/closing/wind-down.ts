import { and, eq } from 'drizzle-orm'
import type { Db } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { closures } from '../../records/closures/table.ts'
import { WIND_DOWN_DAYS } from '../../retention/retention-table.ts'
import { findTenant } from '../change-tenant.ts'
import { closeTenant } from '../close-tenant.ts'
import type { Tenant } from '../tenant.ts'
import { daysAfter, keptUntil, type ClosureRow } from './closure.ts'
import { openClosure } from './find-closure.ts'

/**
 * Closes a business and begins its wind-down: its keys and lines are gone at once, what is kept of it after
 * {@link WIND_DOWN_DAYS} days. Doing it again moves no day.
 *
 * Undefined when there is no such business.
 */
export async function windDown(
  directory: Db,
  { tenantId, by }: { readonly tenantId: string; readonly by: string },
  nowMs: number,
): Promise<Tenant | undefined> {
  const before = await findTenant(directory, tenantId)
  const closed = await closeTenant(directory, tenantId, nowMs)
  if (before === undefined || closed === undefined) return undefined
  const known = await openClosure(directory, tenantId, 'closure')
  const erasesAtMs = daysAfter(nowMs, WIND_DOWN_DAYS)
  const begins = {
    status: 'winding_down',
    effectiveAtMs: nowMs,
    erasesAtMs,
    expiresAtMs: keptUntil(erasesAtMs),
  } as const
  if (known !== undefined) {
    const isAhead = and(eq(closures.id, known.id), eq(closures.status, 'announced'))
    await directory.update(closures).set(begins).where(isAhead)
    return closed
  }
  if (before.status === 'closed') return closed
  const row: ClosureRow = {
    id: newId('clo', nowMs),
    tenantId,
    kind: 'closure',
    sealedSuccessor: null,
    requestedBy: by,
    approvedBy: by,
    stoppedBy: null,
    announcedAtMs: nowMs,
    nextLookAtMs: 0,
    progress: {},
    receipt: null,
    signature: null,
    completedAtMs: null,
    ...begins,
  }
  await directory.insert(closures).values(row)
  return closed
}

/** Ends the wind-down of a business that is opened again: nothing of it is erased any more. */
export const stopWindDown = (directory: Db, tenantId: string, nowMs: number) =>
  directory
    .update(closures)
    .set({ status: 'cancelled', stoppedBy: 'operator', completedAtMs: nowMs })
    .where(and(eq(closures.tenantId, tenantId), eq(closures.kind, 'closure'), eq(closures.status, 'winding_down')))
