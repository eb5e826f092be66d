import { inRegion } from '../src/context.ts'
import type { Env, Wake } from '../src/env.ts'
import gateway from '../src/index.ts'
import { sweepRetention } from '../src/sweeps/retention.ts'
import { openVault } from '../src/vault/vault.ts'

// oxlint-disable-next-line import/export -- the objects of the gateway, as its own entry gives them out.
export * from '../src/index.ts'

const FILL = '/_fill'
const SWEEP = '/_sweep'
const BARE = '/_bare'

/** Rows of one INSERT: the local database takes its time over larger ones. */
const ROWS_PER_INSERT = 10_000
const ROWS_PER_PAGE = 500

/** Rows that ended long ago, half of them sealed with keys that have to be looked for. */
async function fill(db: D1Database, rows: number): Promise<void> {
  for (let from = 0; from < rows; from += ROWS_PER_INSERT) {
    const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + ROWS_PER_INSERT - 1})`
    const [half, other] = [`${numbers} SELECT * FROM n WHERE i % 2 = 0`, `${numbers} SELECT * FROM n WHERE i % 2 = 1`]
    await db.batch([
      db.prepare(
        `INSERT INTO messages (id, tenant_id, livemode, thread_id, person_id, direction, channel, provider, line,
           provider_message_id, type, author, status, history, sent_at_ms, created_at_ms, updated_at_ms, expires_at_ms)
         SELECT 'msg_' || printf('%026d', i), 'ten_sweep', 1, 'thr_1', 'per_1', 'inbound', 'sms', 'twilio', '+12125550100',
           'SM' || i, 'text', 'person', 'received', '[]', i, i, i, i FROM (${half})`,
      ),
      db.prepare(
        `INSERT INTO tasks (id, tenant_id, livemode, kind, status, priority, queue, key_subject, intent_key, created_at_ms,
           updated_at_ms, expires_at_ms)
         SELECT 'task_' || printf('%026d', i), 'ten_sweep', 1, 'message', 'open', 'normal', 'desk', 'per_' || (i / 10), 'i' || i,
           i, i, i FROM (${other})`,
      ),
    ])
  }
}

/** The same rows deleted by nothing but a statement a page. */
async function deleteBare(db: D1Database): Promise<number> {
  let rows = 0
  for (const table of ['messages', 'tasks']) {
    const page = db.prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE expires_at_ms <= 1000000
       ORDER BY expires_at_ms LIMIT ${ROWS_PER_PAGE})`,
    )
    for (;;) {
      const { meta } = await page.run()
      rows += meta.changes > 0 ? ROWS_PER_PAGE : 0
      if (meta.changes === 0) break
    }
  }
  return rows
}

/** The gateway as it is, with its sweep at `/_sweep`, as the cron runs it. Never deployed. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === FILL) {
      await fill(env.DB, Number(searchParams.get('rows')))
      return Response.json({})
    }
    if (pathname === BARE) return Response.json({ rows: await deleteBare(env.DB) })
    if (pathname !== SWEEP) return gateway.fetch(request, env, ctx)
    const vault = openVault(env.ROOT_KEY ?? '')
    return Response.json(await sweepRetention({ regions: [inRegion(env, 'global')], vault, nowMs: Date.now() }))
  },

  queue: (batch, env) => gateway.queue(batch, env),
  scheduled: (controller, env) => gateway.scheduled(controller, env),
} satisfies ExportedHandler<Env, Wake>
