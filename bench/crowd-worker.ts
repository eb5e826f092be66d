import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'
import { Thread as BareThread } from '../src/messages/thread.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

/** Where it is told how many messages threads have taken since the Worker began. */
const TAKEN = '/_taken'

let taken = 0

/** A thread that counts what it has, once that is on its disk. */
export class Thread extends BareThread {
  override async receive(...given: Parameters<BareThread['receive']>): Promise<void> {
    await super.receive(...given)
    await this.ctx.storage.sync()
    taken += given[1].length
  }
}

/** The gateway as it is, but for threads that count. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === TAKEN) return Response.json({ taken })
    return gateway.fetch(request, env, ctx)
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
