import { and, eq, isNull, ne, notInArray, or, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'

/** Disclosures that the business may see: not what went to an authority while a court forbids to tell of it. */
export function shownDisclosures({ db, tenantId }: Pick<Ctx, 'db' | 'tenantId'>): SQL | undefined {
  const isSecret = and(
    eq(legalProcesses.tenantId, tenantId),
    eq(legalProcesses.gagged, true),
    isNull(legalProcesses.controllerToldAtMs),
  )
  const secret = db.select({ id: legalProcesses.id }).from(legalProcesses).where(isSecret)
  return or(ne(disclosures.recipient, 'authority'), notInArray(disclosures.occasion, secret))
}
