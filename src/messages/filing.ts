import { and, eq, inArray, or } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { publishedAgent } from '../agents/published.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { personRows } from '../people/note-person.ts'
import { messages } from '../records/messages/table.ts'
import { keepDaysOfAll } from '../records/retention/keep.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { answeredBy } from './answer/answered-by.ts'
import { noteFiled } from './crowd.ts'
import { changeRows, dropFiles } from './filing-changes.ts'
import { countRow, rowsFor, seenIn, type Filed, type ToFile } from './filing-rows.ts'
import { formerOf } from './merged-threads.ts'
import { oweMedia } from './media-owed.ts'
import type { Content, InboundMessage } from './message.ts'
import { veilPlatformId } from './platform-id.ts'
import {
  changesOf,
  forgetOld,
  markFiled,
  markPassed,
  receivedNamed,
  unfiled,
  type ReceivedRow,
} from './received-items.ts'
import { senderNow } from './sender-now.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { threadRow } from './thread-row.ts'
import { notToAnswer } from './to-answer.ts'
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
  noteFiled(handle.pins.personId)
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
  const filesOf = [pins.personId, ...formerOf(handle.storage)]
  const filed: Filed = { ctx, pins, key, keep, filesOf, answeredBy: answeredBy(handle, nowMs) }
  const newest = opened.findLast(({ row }) => row.kind === 'message')
  const named = newest === undefined ? { phone: null, userId: null } : senderNow(newest.message)
  const who = { phone: named.phone, userId: named.userId, displayName: newest?.message.sender.name ?? null }
  const person = await personRows(ctx, { personId: pins.personId, key, keepDays: keep.people, ...who })
  await inOneBatch(handle, filed, person, wanted)
  const revoked = wanted.filter(({ row }) => row.type === 'revoke').flatMap((one) => changedBy(handle, one) ?? [])
  await dropFiles(
    filed,
    revoked.map(({ messageId }) => messageId),
  )
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
  const platformId = await veilPlatformId(handle.ctx(0), await handle.key(), message.providerMessageId)
  const kept = content === null || !isKept ? null : contentToKeep(content, keeping, names)
  return { row, message, platformId, kept }
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

/** What an edit or a revoke is about, where that has come. */
function changedBy(handle: ThreadHandle, { row: { provider, changes } }: ToFile): ReceivedRow | undefined {
  return changes === null ? undefined : receivedNamed(handle, { provider, providerMessageId: changes })
}

/** What edits and revokes do to messages that are filed already. Of one that is not, the filing sees to it itself. */
async function changed(handle: ThreadHandle, filed: Filed, wanted: readonly ToFile[]): Promise<BatchItem<'sqlite'>[]> {
  const statements: BatchItem<'sqlite'>[] = []
  for (const one of wanted) {
    const its = changedBy(handle, one)
    if (its !== undefined) statements.push(...(await changeRows(filed, one, its)))
  }
  return statements
}

/** All of it or nothing. What was filed before, by a try whose answer was lost, is left out the second time. */
async function inOneBatch(
  handle: ThreadHandle,
  filed: Filed,
  person: readonly BatchItem<'sqlite'>[],
  wanted: readonly ToFile[],
): Promise<void> {
  if (wanted.length === 0) return
  const { ctx } = filed
  const rows = (await Promise.all(wanted.map((one) => rowsFor(filed, one)))).flat()
  const came = wanted.map(({ row }) => row)
  try {
    await ctx.db.batch([
      threadRow(ctx, filed.pins, seenIn(filed, wanted)),
      countRow(filed, came),
      ...person,
      ...rows,
      ...(await changed(handle, filed, wanted)),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const known = await filedBefore(filed, wanted)
    if (known.size === 0) throw error
    const filedAtMs = ({ row, message }: ToFile) => known.get(row.messageId) ?? known.get(nameOf(row, message))
    leaveOld(
      handle,
      wanted.filter((one) => (filedAtMs(one) ?? one.row.receivedAtMs) < one.row.receivedAtMs),
      filed.ctx.nowMs,
    )
    const rest = wanted.filter((one) => filedAtMs(one) === undefined)
    await inOneBatch(handle, filed, person, rest)
  }
}

const nameOf = ({ provider }: ReceivedRow, { providerMessageId }: InboundMessage): string =>
  `${provider}|${providerMessageId}`

/** Messages that came before, so long ago that only the records still know: they were answered then. */
function leaveOld(handle: ThreadHandle, old: readonly ToFile[], nowMs: number): void {
  handle.storage.transactionSync(() => {
    for (const { row } of old) notToAnswer(handle, row.providerMessageId)
    markPassed(
      handle,
      old.map(({ row }) => row.seq),
      nowMs,
    )
  })
}

/** Which of them the records have, by our id and by the platform's, and when those came in. */
async function filedBefore({ ctx, pins }: Filed, wanted: readonly ToFile[]): Promise<ReadonlyMap<string, number>> {
  const named = new Map(
    wanted.flatMap(({ row, message, platformId }): [string, string][] => {
      const name = nameOf(row, message)
      return [
        [`${row.provider}|${platformId}`, name],
        [name, name],
      ]
    }),
  )
  const kept = wanted.flatMap(({ message, platformId }) => [message.providerMessageId, platformId])
  const isOne = or(
    inArray(messages.providerMessageId, kept),
    inArray(
      messages.id,
      wanted.map(({ row }) => row.messageId),
    ),
  )
  const rows = await ctx.db
    .select({
      id: messages.id,
      provider: messages.provider,
      platformId: messages.providerMessageId,
      createdAtMs: messages.createdAtMs,
    })
    .from(messages)
    .where(and(eq(messages.tenantId, pins.tenantId), isOne))
  return new Map(
    rows.flatMap(({ id, provider, platformId, createdAtMs }): [string, number][] => {
      const name = named.get(`${provider}|${platformId ?? ''}`)
      return [[id, createdAtMs], ...(name === undefined ? [] : [[name, createdAtMs] as [string, number]])]
    }),
  )
}
