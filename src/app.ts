import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type { Env } from './env.ts'
import { errorName, log } from './kernel/log.ts'
import { once } from './kernel/once.ts'
import { Refusal } from './kernel/refusal.ts'
import { isStoreTrouble } from './kernel/store-trouble.ts'
import { health } from './routes/health.ts'
import { voiceHooks } from './routes/hooks/voice.ts'
import { recordingLinks } from './routes/recording-links.ts'
import { media } from './routes/media.ts'
import { relay } from './routes/relay.ts'

type App = Hono<{ Bindings: Env }>

/** What is mounted where, and what an error outside the API becomes. A slash at the end of a path makes no other path. */
export const app: App = new Hono<{ Bindings: Env }>({ strict: false })

app.route('/hooks/voice', voiceHooks)
app.route('/relay', relay)
app.route('/media', media)
app.route('/recordings', recordingLinks)
app.route('/health', health)

// What people write can wait for a module: its platform waits for an answer longer than a caller does.
const messageHooks = once(() => import('./routes/hooks/messages.ts'))
app.get('/hooks/messages/whatsapp', async (c) => (await messageHooks()).confirmAddress(c.req.url, c.env))
app.post('/hooks/messages/:provider/:kind{status}?', async (c) =>
  (await messageHooks()).takeDelivery(c.req.param('provider'), c.req.raw, c.env),
)

// A Worker begins because somebody calls: what only programs and readers ask for is made ready when they first do.
const api = later(async () => mounted('/v1', (await import('./routes/api/index.ts')).api))
const subprocessors = once(() => import('./routes/subprocessors.ts'))
const site = later(async () => mounted('/', (await import('./routes/site/index.ts')).site))
app.all('/v1/*', api)
app.all(
  '/exports/*',
  later(async () => mounted('/exports', (await import('./routes/export-links.ts')).exportLinks)),
)
const PAGES =
  'openapi.json docs privacy/* policies/* trust retention subprocessors cookies cookies.json .well-known/* contact demo support thanks unsubscribe/* preferences'
for (const path of ['', ...PAGES.split(' ')]) app.all(`/${path}`, site)
app.get('/subprocessors', async (c) => (await subprocessors()).answerSubprocessors(c.env))

// A reader gets a page where there is nothing, a program the bare status.
const nothing = async (c: Context<{ Bindings: Env }>): Promise<Response> =>
  c.req.header('accept')?.includes('text/html') ? site(c) : c.body(null, 404)
app.notFound(nothing)

app.onError((thrown, c) => {
  // Carriers read no bodies; whoever else comes here gets the status and nothing to learn from.
  if (thrown instanceof Refusal) return c.body(null, thrown.status)
  const trouble = isStoreTrouble(thrown)
  log.error('door.failed', { path: c.req.routePath, error: errorName(thrown), trouble })
  return trouble ? c.body(null, 503, { 'retry-after': '30' }) : c.body(null, 500)
})

/** A part that is loaded by whoever asks for it first. */
function later(load: () => Promise<App>): (c: Context<{ Bindings: Env }>) => Promise<Response> {
  const loaded = once(load)
  return async (c) => (await loaded()).fetch(c.req.raw, c.env, c.executionCtx)
}

/** `part` below `path`, as strict as the whole. What it does not answer for itself goes wrong here. */
function mounted<E extends { Bindings: Env }>(path: string, part: Hono<E>): App {
  const whole: App = new Hono<{ Bindings: Env }>({ strict: false })
  whole.onError((thrown) => {
    throw thrown
  })
  if (path !== '/') whole.notFound(nothing)
  whole.route(path, part)
  return whole
}
