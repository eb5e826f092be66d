import { Hono } from 'hono/tiny'
import { relayUrl } from '../calls/callback-urls.ts'
import type { Env } from '../env.ts'
import { openSocket } from './socket-door.ts'

export const relay = new Hono<{ Bindings: Env }>()

/** The relay's socket: words, not audio. */
relay.get('/:token', (c) =>
  openSocket(c, c.req.param('token'), { name: 'relay', purpose: 'relay-token', urlOf: relayUrl }),
)
