import { and, eq, lte } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { dayOf } from '../egress/disclose.ts'
import { discloseToProvider } from '../egress/disclose-to-provider.ts'
import { count } from '../events/count.ts'
import { newEvent } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { events } from '../records/events/table.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { messages } from '../records/messages/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { seal } from '../vault/seal.ts'
import { answeredBy } from './answer/answered-by.ts'
import { bodyPlace } from './body-place.ts'
import { reasonWord } from './line-trouble.ts'
import { markFiled, outboxOf, unfiledRows, type OutboxRow } from './outbox-rows.ts'
import { openMail } from './outbox-mail.ts'
import { reportCampaigns } from './report-campaigns.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { threadRow } from './thread-row.ts'

/** Messages filed in one go; the next alarm goes on. */
const ROWS_MAX = 20

/** Brings the records up to what the outbox knows: rows, words, and what is to be told of them. Safe to repeat. */
export async function fileOutbox(handle: ThreadHandle, nowMs: number): Promise<void> {
  const rows = unfiledRows(outboxOf(handle), ROWS_MAX)
  if (rows.length === 0) return
  const ctx = handle.ctx(nowMs)
  const first = rows.filter(({ filed }) => filed === 0)
  const keep = first.length > 0 ? await keepTimes(ctx) : null
  for (const row of first) if (keep !== null) await fileFirst(handle, ctx, row, keep)
  await fileChanges(
    handle,
    ctx,
    rows.filter(({ filed }) => filed > 0),
  )
  for (const row of rows) markFiled(outboxOf(handle), row)
  await reportCampaigns(handle, ctx, rows)
  if (rows.some(({ owed }) => owed.length > 0)) await wakeQuietly(ctx)
}

interface KeepTimes {
  readonly messages: number
  readonly bodies: number
  readonly threads: number
}

async function keepTimes(ctx: Ctx): Promise<KeepTimes> {
  const [rows, bodies, ofThreads] = await Promise.all([
    keepDaysOf(ctx, 'messages'),
    keepDaysOf(ctx, 'message_bodies'),
    keepDaysOf(ctx, 'threads'),
  ])
  return { messages: rows, bodies, threads: ofThreads }
}

/** What a message's row says that changes. */
const changing = ({ about, state, revision }: OutboxRow, nowMs: number) => ({
  type: state.asTemplate ? ('template' as const) : about.type,
  status: state.status,
  providerMessageId: state.providerMessageId,
  errorCode: state.errorCode,
  history: state.history,
  revision,
  updatedAtMs: nowMs,
})

/** A message's first row, with the thread it is in. Counted once: a row that is there already stops the whole batch. */
async function fileFirst(handle: ThreadHandle, ctx: Ctx, row: OutboxRow, keep: KeepTimes): Promise<void> {
  const { personId } = handle.pins
  const { about } = row
  const values = {
    id: row.id,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    threadId: handle.threadId,
    personId,
    direction: 'outbound' as const,
    channel: row.channel,
    provider: row.provider,
    line: row.line,
    author: about.author,
    repliesTo: about.repliesTo,
    ...changing(row, ctx.nowMs),
    sentAtMs: about.createdAtMs,
    createdAtMs: about.createdAtMs,
    expiresAtMs: expiryOf(about.createdAtMs, keep.messages),
  }
  try {
    await ctx.db.batch([
      ctx.db.insert(messages).values(values),
      threadRow(ctx, handle.pins, {
        channel: row.channel,
        atMs: about.createdAtMs,
        windowEndsAtMs: null,
        answeredBy: answeredBy(handle, ctx.nowMs),
        keepDays: keep.threads,
      }),
      ...discloseToProvider(ctx, {
        personId,
        provider: row.provider,
        purpose: 'deliver_messages',
        fields: ['phone', 'user_id', 'written_words', 'files'],
        occasion: dayOf(about.createdAtMs),
      }),
      count(ctx, { 'messages.outbound': 1, [`messages.outbound.${row.channel}`]: 1 }),
      ...(await bodyRow(handle, ctx, row, keep.bodies)),
      ...tellings(handle, ctx, row),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await fileChanges(handle, ctx, [row])
  }
}

/** What became of messages whose rows are there, in one batch. */
async function fileChanges(handle: ThreadHandle, ctx: Ctx, rows: readonly OutboxRow[]): Promise<void> {
  const changes = await Promise.all(rows.map((row) => changeRows(handle, ctx, row)))
  const [first, ...others] = changes.flat()
  if (first !== undefined) await ctx.db.batch([first, ...others])
}

async function changeRows(handle: ThreadHandle, ctx: Ctx, row: OutboxRow): Promise<readonly BatchItem<'sqlite'>[]> {
  // An object that was lost may still have an older state on its way here.
  const isNews = lte(messages.revision, row.revision)
  const mine = and(eq(messages.id, row.id), eq(messages.tenantId, ctx.tenantId), isNews)
  // What went instead of it is what the person has read.
  const body = row.state.asTemplate ? await bodyRow(handle, ctx, row, await keepDaysOf(ctx, 'message_bodies')) : []
  return [ctx.db.update(messages).set(changing(row, ctx.nowMs)).where(mine), ...body, ...tellings(handle, ctx, row)]
}

async function bodyRow(
  handle: ThreadHandle,
  ctx: Ctx,
  row: OutboxRow,
  keepDays: number,
): Promise<readonly BatchItem<'sqlite'>[]> {
  const mail = row.about.keepsWords && keepDays > 0 ? await openMail(handle, row) : null
  if (mail === null) return []
  const { createdAtMs } = row.about
  const content = row.state.asTemplate ? (mail.fallback ?? mail.content) : mail.content
  const sealedBody = await seal(await handle.key(), bodyPlace(ctx.tenantId, row.id), JSON.stringify(content))
  const values = {
    messageId: row.id,
    tenantId: ctx.tenantId,
    personId: handle.pins.personId,
    sealedBody,
    createdAtMs,
    expiresAtMs: expiryOf(createdAtMs, keepDays),
  }
  return [
    ctx.db
      .insert(messageBodies)
      .values(values)
      .onConflictDoUpdate({ target: messageBodies.messageId, set: { sealedBody } }),
  ]
}

const EVENTS = {
  delayed: 'message.delayed',
  sent: 'message.sent',
  delivered: 'message.delivered',
  read: 'message.read',
  failed: 'message.failed',
} as const

/** What is owed to be told, each under its own id: written twice, it is one event. */
const tellings = (handle: ThreadHandle, ctx: Ctx, row: OutboxRow): readonly BatchItem<'sqlite'>[] =>
  row.owed.map(({ eventId, what, atMs, reason }) => {
    const data = {
      message_id: row.id,
      thread_id: handle.threadId,
      person_id: handle.pins.personId,
      channel: row.channel,
      direction: 'outbound' as const,
      status: row.state.status,
      ...(reason !== null && { reason: reasonWord(reason) }),
      at: new Date(atMs).toISOString(),
    }
    return ctx.db
      .insert(events)
      .values({ ...newEvent(ctx, EVENTS[what], data), id: eventId })
      .onConflictDoNothing()
  })
