import { Hono } from 'hono/tiny'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'

export const health = new Hono<{ Bindings: Env }>()

const ANSWER_MS_MAX = 3_000

/** `{"status":"ok"}` when the stores answer; 503 and `{"status":"unavailable"}` when one does not. Says no more to a stranger. */
health.get('/', async (c) => {
  const { env } = c
  const asked = [
    ...[env.DB, env.DB_EU, env.DB_US].map((db) => db.prepare('SELECT 1').first()),
    ...[env.BLOBS, env.BLOBS_EU, env.BLOBS_US].map((bucket) => bucket.head('health')),
  ]
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('stores are late')), ANSWER_MS_MAX))
  try {
    await Promise.race([Promise.all(asked), late])
    return c.json({ status: 'ok' })
  } catch (error) {
    log.error('health.failed', { error: errorName(error) })
    return c.json({ status: 'unavailable' }, 503)
  }
})
