import { Hono } from 'hono/tiny'
import { mediaUrl } from '../calls/callback-urls.ts'
import type { Env } from '../env.ts'
import { openSocket } from './socket-door.ts'

export const media = new Hono<{ Bindings: Env }>()

/** The socket of a call as raw audio. */
media.get('/:token', (c) =>
  openSocket(c, c.req.param('token'), { name: 'media', purpose: 'media-token', urlOf: mediaUrl }),
)
