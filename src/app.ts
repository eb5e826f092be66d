import { Hono } from 'hono'
import type { Env } from './env.ts'
import { api } from './routes/api/index.ts'

export const app = new Hono<{ Bindings: Env }>()

app.get('/health', (c) => c.json({ status: 'ok' }))
app.route('/v1', api)
