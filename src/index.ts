import { app } from './app.ts'
import type { Env, Wake } from './env.ts'

export { Diary } from './bookings/diary.ts'
export { LiveCall } from './calls/live-call.ts'
export { Endpoint } from './events/endpoint.ts'
export { Thread } from './messages/thread.ts'
export { Identity } from './people/identity.ts'

/** The doors of the Worker. Each hands over; nothing is decided here. */
export default { fetch: app.fetch } satisfies ExportedHandler<Env, Wake>
