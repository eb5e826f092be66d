import { and, eq, lte, or } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { tenants } from '../records/accounts/table.ts'
import { attestations } from '../records/attestations/table.ts'
import { closures } from '../records/closures/table.ts'
import { policyAcceptances } from '../records/policy-acceptances/table.ts'
import { retainedId } from '../tenants/closing/closure.ts'
import { workClosure } from '../tenants/closing/work-closure.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

/** Each may take a hundred pages. What a run leaves, the next one takes. */
const CLOSURES_PER_RUN_MAX = 5
const DAY_MS = 86_400_000
/** What has to wait, or broke off, is looked at again after so long: until then it stands in nobody's way. */
const LOOK_AGAIN_MS = 3_600_000

/** Takes every closing of an account that is due as far as it can go. How many were looked at. */
export async function sweepClosures(deps: SweepDeps): Promise<number> {
  const { directory, nowMs } = deps
  const isDue = or(
    and(eq(closures.status, 'announced'), lte(closures.effectiveAtMs, nowMs)),
    and(eq(closures.status, 'winding_down'), lte(closures.erasesAtMs, nowMs)),
    eq(closures.status, 'working'),
  )
  const due = await directory
    .select({ closure: closures, region: tenants.region })
    .from(closures)
    .innerJoin(tenants, eq(tenants.id, closures.tenantId))
    .where(and(eq(closures.kind, 'closure'), lte(closures.nextLookAtMs, nowMs), isDue))
    .orderBy(closures.nextLookAtMs, closures.effectiveAtMs)
    .limit(CLOSURES_PER_RUN_MAX)
  for (const { closure, region } of due) {
    const { id, tenantId } = closure
    // Put off first: whatever ends this run, the next one comes to the others.
    await lookAgain(directory, id, nowMs + LOOK_AGAIN_MS)
    const stores = deps.regions.find((each) => each.region === region)
    if (stores === undefined) continue
    try {
      const goesOn = await workClosure(contextFor(deps, stores, { tenantId, livemode: true }, 'closures'), closure)
      if (goesOn) await lookAgain(directory, id, nowMs)
    } catch (error) {
      log.error('closure.failed', { closureId: id, error: errorName(error) })
    }
  }
  return due.length + (await dropLastProofs(deps))
}

const lookAgain = (directory: Db, id: string, nextLookAtMs: number) =>
  directory.update(closures).set({ nextLookAtMs }).where(eq(closures.id, id))

/** What has no end of its own and was set apart goes when the closing itself is forgotten, six years on. */
async function dropLastProofs({ directory, regions, nowMs }: SweepDeps): Promise<number> {
  const old = await directory
    .select({ id: closures.id })
    .from(closures)
    .where(and(eq(closures.status, 'completed'), lte(closures.expiresAtMs, nowMs + DAY_MS)))
    .limit(CLOSURES_PER_RUN_MAX)
  for (const { id } of old) {
    for (const { db } of regions) {
      await db.batch([
        db.delete(attestations).where(eq(attestations.tenantId, retainedId(id))),
        db.delete(policyAcceptances).where(eq(policyAcceptances.tenantId, retainedId(id))),
      ])
    }
  }
  return old.length
}
