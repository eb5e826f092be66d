import type { ContextOf } from '../incidents/incident.ts'
import { watchIncidents } from '../incidents/watch-incidents.ts'
import { owedNotices, tellController } from '../legal/tell-controller.ts'
import type { RegionStores } from '../context.ts'
import { findTenant } from '../tenants/change-tenant.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const NAME = 'incidents'

/** Tells businesses of incidents that touch them, and raises the alarm as the clocks run out. */
export function sweepIncidents(deps: SweepDeps): Promise<number> {
  const contextOf: ContextOf = async (tenantId) => {
    const tenant = await findTenant(deps.directory, tenantId)
    const stores = deps.regions.find(({ region }) => region === tenant?.region)
    return stores === undefined ? null : contextFor(deps, stores, { tenantId, livemode: true }, NAME)
  }
  const { directory, vault, nowMs } = deps
  return watchIncidents({ directory, vault, nowMs, actor: { type: 'sweep', name: NAME } }, contextOf)
}

/** Tells businesses of what was handed over while a court forbade to tell them. */
export async function sweepLegalNotices(deps: SweepDeps, stores: RegionStores): Promise<number> {
  let told = 0
  for (const row of await owedNotices(stores.db, deps.nowMs)) {
    const ctx = contextFor(deps, stores, row, 'legal-notices')
    if (await tellController(ctx, row)) told += 1
  }
  return told
}
