import { Diary as BareDiary } from '../src/bookings/diary.ts'
import { LiveCall as BareLiveCall } from '../src/calls/live-call.ts'
import type { Env, Wake } from '../src/env.ts'
import { Endpoint as BareEndpoint } from '../src/events/endpoint.ts'
import gateway from '../src/index.ts'
import { Intake as BareIntake } from '../src/messages/intake.ts'
import { Thread as BareThread } from '../src/messages/thread.ts'
import { Campaign as BareCampaign } from '../src/outreach/campaign/campaign-object.ts'
import { Pace as BarePace } from '../src/outreach/dial/pace.ts'
import { Identity as BareIdentity } from '../src/people/identity.ts'
import { count, metered, readMeter, resetMeter, tapBindings } from './meter.ts'

export const Campaign = metered(BareCampaign)
export const LiveCall = metered(BareLiveCall)
export const Diary = metered(BareDiary)
export const Endpoint = metered(BareEndpoint)
export const Identity = metered(BareIdentity)
export const Intake = metered(BareIntake)
export const Pace = metered(BarePace)
export const Thread = metered(BareThread)

const METER = '/_meter'

const tapped = (env: Env): Env => {
  tapBindings({ db: env.DB, bucket: env.BLOBS, queue: env.WAKE, objects: env.IDENTITIES as DurableObjectNamespace })
  return env
}

/** The gateway as it is, with a meter at `/_meter`: GET reads it, DELETE sets it to zero. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === METER) {
      const reading = readMeter()
      if (request.method === 'DELETE') resetMeter()
      return Response.json(reading)
    }
    count('workerRequests')
    return gateway.fetch(request, tapped(env), ctx)
  },

  async queue(batch, env) {
    count('workerRequests')
    await gateway.queue(batch, tapped(env))
  },

  async scheduled(controller, env) {
    count('workerRequests')
    await gateway.scheduled(controller, tapped(env))
  },
} satisfies ExportedHandler<Env, Wake>
