import { contextOf } from '../src/context.ts'
import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'
import { err } from '../src/kernel/result.ts'
import { tick } from '../src/outreach/campaign/tick.ts'
import { readMeter, resetMeter, tapBindings } from './meter.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

const TICKS = '/_ticks'
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000

/** Ticks of a campaign at a moment in which everybody is due, and the gate puts everybody off. */
export interface TicksAsked {
  readonly tenantId: string
  readonly campaignId: string
  readonly atMs: number
  readonly ticks: number
}

/** What they read of the database. */
export interface TicksMeasured {
  readonly rowsRead: number
  readonly begun: number
}

async function runTicks(env: Env, { tenantId, campaignId, atMs, ticks }: TicksAsked): Promise<TicksMeasured> {
  tapBindings({ db: env.DB, bucket: env.BLOBS, queue: env.WAKE, objects: env.IDENTITIES as DurableObjectNamespace })
  resetMeter()
  let begun = 0
  for (let nth = 0; nth < ticks; nth += 1) {
    const actor = { type: 'system', name: 'bench' } as const
    const ctx = contextOf(env, { tenantId, region: 'global', livemode: true, actor }, atMs)
    await tick(ctx, campaignId, {
      isHalted: () => false,
      pace: () => null,
      keepPace: () => undefined,
      lotAtMs: () => null,
      keepLot: () => undefined,
      zonesOf: () => [],
      takeBack: async () => true,
      async begin() {
        begun += 1
        return err({ code: 'quiet_hours', nextAllowedAtMs: atMs + HALF_A_DAY_MS })
      },
    })
  }
  return { rowsRead: readMeter().meter.d1RowsRead, begun }
}

/** The gateway as it is, with the ticks of a campaign at `/_ticks`. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== TICKS) return gateway.fetch(request, env, ctx)
    return Response.json(await runTicks(env, await request.json<TicksAsked>()))
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
