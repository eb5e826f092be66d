import type { ContactAsk } from '../src/consent/contact.ts'
import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'
import type { ThreadPins } from '../src/messages/thread-handle.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

const GATE = '/_gate'

/** What is asked of the gate: so often, one after the other. */
export interface GateQuestion {
  readonly pins: ThreadPins
  readonly ask: ContactAsk
  readonly times: number
}

/** The gateway as it is, with its gate at `/_gate`, asked of the thread as a dial or a campaign asks it. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== GATE) return gateway.fetch(request, env, ctx)
    const { pins, ask, times } = await request.json<GateQuestion>()
    const thread = env.THREADS.getByName(pins.personId)
    let allowed: boolean | null = null
    for (let nth = 0; nth < times; nth += 1) allowed = (await thread.askContact(pins, ask)).decision.allowed
    return Response.json({ allowed })
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
