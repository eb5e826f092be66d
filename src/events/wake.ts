import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'

/**
 * Asks for the tenant's events to be dispatched now. Never throws.
 *
 * The events are already written: a wake that is lost only delays them until the next sweep.
 */
export async function wakeQuietly(ctx: Ctx): Promise<void> {
  try {
    await ctx.wake()
  } catch (error) {
    log.warn('wake.lost', { tenantId: ctx.tenantId, error: errorName(error) })
  }
}
