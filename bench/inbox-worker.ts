import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

const MAIL = '/_mail'

/** The gateway as it is, with its door for mails at `/_mail`, as a mail server hands them over. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname !== MAIL) return gateway.fetch(request, env, ctx)
    const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? '']
    const raw = request.body ?? new Blob([]).stream()
    const mail = { from, to, raw, rawSize: Number(request.headers.get('content-length')) }
    await gateway.email(mail as ForwardableEmailMessage, env, ctx)
    return new Response('taken')
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
