import { and, eq } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { calls } from '../records/calls/table.ts'
import { REGIONS, type Region } from '../records/region.ts'
import type { CallRef } from './call-ref.ts'
import type { CarrierCall } from './call.ts'

/** The object of a call that a bare callback names only by the carrier's id, from its row; null when no region has one. */
export async function findCallRef(dbOf: (region: Region) => Db, call: CarrierCall): Promise<CallRef | null> {
  const rows = await Promise.all(
    REGIONS.map(async (region) => {
      const [row] = await dbOf(region)
        .select({ tenantId: calls.tenantId, objectName: calls.objectName })
        .from(calls)
        .where(and(eq(calls.accountSid, call.accountSid), eq(calls.carrierCallId, call.carrierCallId)))
        .limit(1)
      return row ? { region, ...row, epoch: 0 } : null
    }),
  )
  return rows.find((row) => row !== null) ?? null
}
