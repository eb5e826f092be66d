import { app } from './app.ts'
import type { Env, Wake } from './env.ts'
import { misconfigured } from './routes/misconfigured.ts'

export { Diary } from './bookings/diary.ts'
export { LiveCall } from './calls/live-call.ts'
export { Endpoint } from './events/endpoint.ts'
export { Intake } from './messages/intake.ts'
export { Thread } from './messages/thread.ts'
export { Campaign } from './outreach/campaign/campaign-object.ts'
export { Pace } from './outreach/dial/pace.ts'
export { Identity } from './people/identity.ts'

/** The doors of the Worker. Each hands over; nothing is decided here. What a call does not need is loaded when it is. */
export default {
  fetch: (request, env, ctx) => misconfigured(env) ?? app.fetch(request, env, ctx),

  async email(message, env, ctx) {
    const { takeMail } = await import('./routes/mail-door.ts')
    await takeMail(env, message, ctx)
  },

  async queue(batch, env) {
    const { consumeWakes } = await import('./events/consume-wakes.ts')
    await consumeWakes(env, batch)
  },

  async scheduled(controller, env) {
    const [{ sweepDoors }, { runSweeps }] = await Promise.all([
      import('./sweep-doors.ts'),
      import('./sweeps/schedule.ts'),
    ])
    await runSweeps(sweepDoors(env, controller.scheduledTime), controller.cron)
  },
} satisfies ExportedHandler<Env, Wake>
