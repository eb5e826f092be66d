import { suppress } from '../consent/suppress.ts'
import { suppressUnder } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import type { Stop } from '../messages/stops.ts'

/**
 * Sees to it that what somebody put an end to stands in the ledger under every name they are known by: it is what holds when they are
 * called by any of them again. Safe to repeat.
 */
export async function surviveStops(
  ctx: Ctx,
  { personId, tokens }: { readonly personId: string; readonly tokens: readonly string[] },
  stops: readonly Stop[],
): Promise<void> {
  for (const { scope, endsBy, atMs } of stops)
    await suppress(ctx, { personId, reason: 'stood_at_erasure', source: 'api', stop: { scope, endsBy }, atMs })
  await suppressUnder(ctx, tokens, tokens)
}
