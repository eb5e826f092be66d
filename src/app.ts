import { Hono } from 'hono'
import type { Env } from './env.ts'
import { errorName, log } from './kernel/log.ts'
import { Refusal } from './kernel/refusal.ts'
import { isStoreTrouble } from './kernel/store-trouble.ts'
import { api } from './routes/api/index.ts'
import { health } from './routes/health.ts'
import { voiceHooks } from './routes/hooks/voice.ts'
import { recordingLinks } from './routes/recording-links.ts'
import { relay } from './routes/relay.ts'
import { site } from './routes/site/index.ts'

/** What is mounted where, and what an error outside the API becomes. A slash at the end of a path makes no other path. */
export const app = new Hono<{ Bindings: Env }>({ strict: false })

app.route('/hooks/voice', voiceHooks)
app.route('/relay', relay)
app.route('/recordings', recordingLinks)
app.route('/v1', api)
app.route('/health', health)
app.route('/', site)

app.onError((thrown, c) => {
  // Carriers read no bodies; whoever else comes here gets the status and nothing to learn from.
  if (thrown instanceof Refusal) return c.body(null, thrown.status)
  const trouble = isStoreTrouble(thrown)
  log.error('door.failed', { path: c.req.routePath, error: errorName(thrown), trouble })
  return trouble ? c.body(null, 503, { 'retry-after': '30' }) : c.body(null, 500)
})
