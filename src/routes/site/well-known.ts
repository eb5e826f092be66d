import { Hono } from 'hono/tiny'
import type { Env } from '../../env.ts'
import { jsonAnswer, textAnswer } from './page-answer.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What others look for at a place that is the same everywhere (RFC 8615). */
export const wellKnown = new Hono<{ Bindings: Env }>()

/** That we honour Global Privacy Control: globalprivacycontrol.org. */
wellKnown.get('/gpc.json', () => jsonAnswer({ gpc: true, lastUpdate: '2026-11-22' }))

/** Where to report a weakness (RFC 9116). What comes to this address is read by a person at once. */
wellKnown.get('/security.txt', (c) => {
  const { MAIL_DOMAIN, PUBLIC_URL = '' } = c.env
  const origin = PUBLIC_URL.replace(/\/$/, '')
  const until = new Date(Date.now() + 180 * DAY_MS).toISOString()
  return textAnswer(
    [
      `Contact: mailto:security@${MAIL_DOMAIN ?? new URL(origin).hostname}`,
      `Contact: ${origin}/contact`,
      `Expires: ${until}`,
      'Preferred-Languages: en',
      `Canonical: ${origin}/.well-known/security.txt`,
      '',
    ].join('\n'),
  )
})
