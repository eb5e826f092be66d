import { newEvent } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { idsFrom } from '../kernel/ids.ts'
import { events } from '../records/events/table.ts'
import { createTask } from '../tasks/create.ts'
import type { Dealing, Dealt } from './dealing.ts'

/** What a platform says of a business's account: an event, and a task where somebody of the business has to act. */
export async function dealNotices(
  dealing: Dealing,
  notices: readonly Dealt<'notice'>[],
  fail: (dealt: Dealt, error: unknown) => void,
): Promise<void> {
  for (const notice of notices) await tell(dealing, notice).catch((error: unknown) => fail(notice, error))
}

async function tell({ ctxOf }: Dealing, { part, event: { notice } }: Dealt<'notice'>): Promise<void> {
  const ctx = ctxOf(part.pins)
  const { provider, line } = part.pins
  const name = (await sha256Hex(`${provider}|${line}|${notice.key}`)).slice(0, 16)
  const told = {
    provider,
    line: ID.test(line) ? line : null,
    field: wordOf(notice.field),
    event: wordOf(notice.event),
    weight: notice.weight,
    subject: notice.subject !== null && ID.test(notice.subject) ? notice.subject : null,
    at: new Date(notice.atMs).toISOString(),
  }
  // The same notice, delivered again, is the same event: it has the id it had.
  const row = { ...newEvent(ctx, 'channel.notice', told), id: `${idsFrom('evt', notice.atMs)}${name}` }
  await ctx.db.insert(events).values(row).onConflictDoNothing()
  await wakeQuietly(ctx)
  if (notice.weight !== 'act') return
  await createTask(ctx, {
    kind: 'review',
    priority: 'high',
    queue: 'front-desk',
    callId: null,
    personId: null,
    keySubject: `notice-${name}`,
    details: { field: notice.field, event: notice.event, ...(notice.subject !== null && { subject: notice.subject }) },
    intentKey: `notice:${name}`,
  })
}

const ID = /^[\w:.-]{1,120}$/

/** Only a plain word leaves. */
const wordOf = (text: string): string => (/^[a-z][a-z0-9_.-]{0,63}$/.test(text) ? text : 'other')
