import { app } from './app.ts'
import type { Env, Wake } from './env.ts'
import { consumeWakes } from './events/consume-wakes.ts'
import { misconfigured } from './routes/misconfigured.ts'
import { sweepDoors } from './sweep-doors.ts'
import { runSweeps } from './sweeps/schedule.ts'

export { Diary } from './bookings/diary.ts'
export { LiveCall } from './calls/live-call.ts'
export { Endpoint } from './events/endpoint.ts'
export { Thread } from './messages/thread.ts'
export { Identity } from './people/identity.ts'

/** The doors of the Worker. Each hands over; nothing is decided here. */
export default {
  fetch: (request, env, ctx) => misconfigured(env) ?? app.fetch(request, env, ctx),

  async queue(batch, env) {
    await consumeWakes(env, batch)
  },

  async scheduled(controller, env) {
    await runSweeps(sweepDoors(env, controller.scheduledTime), controller.cron)
  },
} satisfies ExportedHandler<Env, Wake>
