import { and, eq } from 'drizzle-orm'
import { Hono } from 'hono/tiny'
import { contextOf } from '../context.ts'
import type { Env } from '../env.ts'
import { log } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import { readLinkToken } from '../recordings/link.ts'
import { recordings } from '../records/recordings/table.ts'
import { vaultOf } from '../vault/vault.ts'
import { audioAnswer } from './audio-answer.ts'

const gone = (): Response => new Response('This link is not valid any more.\n', { status: 404, headers: NOT_KEPT })

/** A link is a key: neither kept in a cache nor passed on to wherever the page around it leads. */
const NOT_KEPT = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' }

/** Recordings for whoever holds a link, without a key and without a cookie. Mounted at /recordings. */
export const recordingLinks = new Hono<{ Bindings: Env }>()

recordingLinks.get('/:token', async (c) => {
  const nowMs = Date.now()
  const linked = await readLinkToken(vaultOf(c.env), c.req.param('token'), nowMs)
  if (!linked) return gone()
  const { recordingId, tenantId, region } = linked
  const actor = { type: 'system', name: 'recording-link' } as const
  const ctx = contextOf(c.env, { tenantId, region, livemode: true, actor }, nowMs)
  const row = await ctx.db
    .select()
    .from(recordings)
    .where(and(eq(recordings.id, recordingId), eq(recordings.tenantId, tenantId)))
    .get()
  if (!row || row.expiresAtMs <= nowMs) return gone()
  try {
    const answer = await audioAnswer(ctx, row, c.req.raw)
    answer.headers.set('referrer-policy', NOT_KEPT['referrer-policy'])
    return answer
  } catch (error) {
    if (error instanceof Refusal) return gone()
    log.error('recording.unreadable', { recordingId })
    return new Response('The recording cannot be read.\n', { status: 500, headers: NOT_KEPT })
  }
})
