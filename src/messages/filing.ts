import { and, eq, inArray } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { publishedAgent } from '../agents/published.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { personRows } from '../people/note-person.ts'
import { messages } from '../records/messages/table.ts'
import { keepDaysOfAll } from '../records/retention/keep.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { answeredBy } from './answer/answered-by.ts'
import { changeRows, dropFiles } from './filing-changes.ts'
import { countRow, rowsFor, threadRow, type Filed, type ToFile } from './filing-rows.ts'
import { oweMedia } from './media-owed.ts'
import type { Content, InboundMessage } from './message.ts'
import { changesOf, forgetOld, markFiled, receivedNamed, unfiled, type ReceivedRow } from './received-items.ts'
import { senderNow } from './sender-now.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { contentToKeep } from './words-to-keep.ts'

/** Messages of one batch. */
const FILED_MAX = 15
/** Platforms repeat what they were not answered for a week. */
const MEMORY_MS = 8 * 24 * 3_600_000

/**
 * Brings what came in into the records: rows, words and files sealed with the person's key, and what is told of them. Safe to
 * repeat: a message is filed once, and told of once, in one batch.
 */
export async function fileReceived(handle: ThreadHandle, nowMs: number): Promise<void> {
  const rows = unfiled(handle, FILED_MAX)
  const opened = await Promise.all(rows.map((row) => openedRow(handle, row)))
  const readable = opened.filter((one) => one !== null)
  if (readable.length < rows.length) log.warn('thread.unreadable', { times: rows.length - readable.length })
  if (readable.length > 0) await file(handle, readable, nowMs)
  handle.storage.transactionSync(() => {
    for (const { row, message } of readable) oweMedia(handle, row, message, nowMs)
    markFiled(
      handle,
      rows.map(({ seq }) => seq),
      nowMs,
    )
    forgetOld(handle, nowMs - MEMORY_MS)
  })
}

interface Opened {
  readonly row: ReceivedRow
  readonly message: InboundMessage
}

async function openedRow(handle: ThreadHandle, row: ReceivedRow): Promise<Opened | null> {
  const json = row.sealed === null ? null : await handle.open(row.providerMessageId, 'received', row.sealed)
  return json === null ? null : { row, message: JSON.parse(json) as InboundMessage }
}

async function file(handle: ThreadHandle, opened: readonly Opened[], nowMs: number): Promise<void> {
  const ctx = handle.ctx(nowMs)
  const { pins } = handle
  const [key, keep] = await Promise.all([
    handle.key(),
    keepDaysOfAll(ctx, ['messages', 'message_bodies', 'message_media', 'threads', 'people']),
  ])
  const wanted = await Promise.all(opened.map((one) => toFile(handle, one)))
  const filed: Filed = { ctx, pins, key, keep, answeredBy: answeredBy(handle, nowMs) }
  const newest = opened.findLast(({ row }) => row.kind === 'message')
  const named = newest === undefined ? { phone: null, userId: null } : senderNow(newest.message)
  const who = { phone: named.phone, userId: named.userId, displayName: newest?.message.sender.name ?? null }
  const person = await personRows(ctx, { personId: pins.personId, key, keepDays: keep.people, ...who })
  await inOneBatch(filed, person, wanted, (rest) => changed(handle, filed, rest))
  const revoked = wanted.flatMap(({ row }) => (row.type === 'revoke' && row.changes !== null ? [row.changes] : []))
  await dropFiles(filed, revoked)
  await wakeQuietly(ctx)
}

/** With the edits that came before it, and as far as its business keeps words. */
async function toFile(handle: ThreadHandle, { row, message }: Opened): Promise<ToFile> {
  const { db, tenantId } = handle.ctx(0)
  const { agentId, agentVersion } = row
  const document = agentId === null ? null : await publishedAgent(db, tenantId, agentId, agentVersion ?? 0)
  const keeping = document?.privacy.store ?? 'everything'
  const isKept = document === null || document.privacy.retainDays.transcript > 0
  const content = await latest(handle, row, message.content)
  const names = message.sender.name === null ? [] : [message.sender.name]
  return { row, message, kept: content === null || !isKept ? null : contentToKeep(content, keeping, names) }
}

/** What a message says after the changes that were delivered before it; null when it was taken back. */
async function latest(handle: ThreadHandle, row: ReceivedRow, content: Content): Promise<Content | null> {
  let said = content
  for (const change of changesOf(handle, row)) {
    if (change.type === 'revoke') return null
    const edit = await openedRow(handle, change)
    if (edit?.message.content.type === 'edit') said = edit.message.content.content
  }
  return said
}

/** What edits and revokes do to messages that are filed already. Of one that is not, the filing sees to it itself. */
async function changed(handle: ThreadHandle, filed: Filed, wanted: readonly ToFile[]): Promise<BatchItem<'sqlite'>[]> {
  const statements: BatchItem<'sqlite'>[] = []
  for (const one of wanted) {
    const { provider, changes } = one.row
    const its = changes === null ? undefined : receivedNamed(handle, { provider, providerMessageId: changes })
    if (its !== undefined) statements.push(...(await changeRows(filed, one, its)))
  }
  return statements
}

/** All of it or nothing. What was filed before, by a try whose answer was lost, is left out the second time. */
async function inOneBatch(
  filed: Filed,
  person: readonly BatchItem<'sqlite'>[],
  wanted: readonly ToFile[],
  changesBy: (wanted: readonly ToFile[]) => Promise<BatchItem<'sqlite'>[]>,
): Promise<void> {
  if (wanted.length === 0) return
  const { ctx } = filed
  const rows = (await Promise.all(wanted.map((one) => rowsFor(filed, one)))).flat()
  const came = wanted.map(({ row }) => row)
  try {
    await ctx.db.batch([
      threadRow(filed, came),
      countRow(filed, came),
      ...person,
      ...rows,
      ...(await changesBy(wanted)),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const known = await filedBefore(filed, wanted)
    if (known.size === 0) throw error
    const rest = wanted.filter(({ row }) => !known.has(`${row.provider}|${row.providerMessageId}`))
    await inOneBatch(filed, person, rest, changesBy)
  }
}

async function filedBefore({ ctx, pins }: Filed, wanted: readonly ToFile[]): Promise<ReadonlySet<string>> {
  const ids = wanted.map(({ row }) => row.providerMessageId)
  const rows = await ctx.db
    .select({ provider: messages.provider, id: messages.providerMessageId })
    .from(messages)
    .where(and(eq(messages.tenantId, pins.tenantId), inArray(messages.providerMessageId, ids)))
  return new Set(rows.map(({ provider, id }) => `${provider}|${id ?? ''}`))
}
