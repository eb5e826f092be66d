import { DurableObject } from 'cloudflare:workers'

export class Campaign extends DurableObject {}
export class Diary extends DurableObject {}
export class Endpoint extends DurableObject {}
export class Identity extends DurableObject {}
export class Intake extends DurableObject {}
export class LiveCall extends DurableObject {}
export class Pace extends DurableObject {}
export class Thread extends DurableObject {}

/** A Worker that does nothing, with the bindings of the gateway. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  fetch: () => new Response(null, { status: 404 }),
  queue: () => undefined,
  scheduled: () => undefined,
} satisfies ExportedHandler
