import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { count } from '../events/count.ts'
import { emit } from '../events/emit.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { messageMedia } from '../records/message-media/table.ts'
import { messages } from '../records/messages/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import type { Answerer } from './answer/answered-by.ts'
import { bodyPlace } from './body-place.ts'
import { mediaIdOf, mediaNamePlace } from './media-place.ts'
import type { Content, InboundMessage } from './message.ts'
import type { ReceivedRow } from './received-items.ts'
import { threadIdOf, type ThreadPins } from './thread-handle.ts'
import type { SeenInThread } from './thread-row.ts'
import { isWrittenToUs, WINDOW_MS } from './window.ts'

/** A message that is to be filed, opened. */
export interface ToFile {
  readonly row: ReceivedRow
  readonly message: InboundMessage
  /** What its platform calls it, as it is kept. */
  readonly platformId: string
  /** What may be kept of it, after the edits that came before it; null for nothing. */
  readonly kept: Content | null
}

/** How long each is kept, in days. */
export interface KeepTimes {
  readonly messages: number
  readonly message_bodies: number
  readonly message_media: number
  readonly threads: number
}

/** What the rows of a filing share. */
export interface Filed {
  readonly ctx: Ctx
  readonly pins: ThreadPins
  readonly key: PersonKey
  readonly keep: KeepTimes
  /** Whose the files of the thread are: its person's, and those of whoever they were before they were made one. */
  readonly filesOf: readonly string[]
  /** Who answers the thread. */
  readonly answeredBy: Answerer
}

/** The files of a message: what an edit brings is its message's. */
export const mediaOf = ({ message: { content } }: ToFile) => {
  const said = content.type === 'edit' ? content.content : content
  return said.type === 'media' ? said.media : []
}

/** Everything that one message leaves in the database, and what is told of it: the statements of one batch. */
export async function rowsFor(filed: Filed, one: ToFile): Promise<readonly BatchItem<'sqlite'>[]> {
  const { ctx, pins } = filed
  const { row } = one
  const isEcho = row.kind === 'echo'
  const told = {
    message_id: row.messageId,
    thread_id: threadIdOf(pins.personId),
    person_id: pins.personId,
    channel: row.channel,
    direction: isEcho ? ('outbound' as const) : ('inbound' as const),
    type: row.type,
    status: isEcho ? 'sent' : 'received',
    at: new Date(row.sentAtMs).toISOString(),
  }
  return [
    messageRow(filed, one),
    ...(await bodyRows(filed, one)),
    ...(await mediaRows(filed, one)),
    emit(ctx, isEcho ? 'message.sent' : 'message.received', told),
  ]
}

/** What a batch of messages adds to the business's sums. */
export function countRow({ ctx }: Filed, rows: readonly ReceivedRow[]): BatchItem<'sqlite'> {
  const sums: Record<string, number> = {}
  for (const { kind, channel } of rows) {
    const name = kind === 'echo' ? 'messages.outbound' : 'messages.inbound'
    for (const counted of [name, `${name}.${channel}`]) sums[counted] = (sums[counted] ?? 0) + 1
  }
  return count(ctx, sums)
}

function messageRow({ ctx, pins, keep }: Filed, { row, platformId }: ToFile): BatchItem<'sqlite'> {
  const isEcho = row.kind === 'echo'
  return ctx.db.insert(messages).values({
    id: row.messageId,
    tenantId: pins.tenantId,
    livemode: pins.livemode,
    threadId: threadIdOf(pins.personId),
    personId: pins.personId,
    direction: isEcho ? 'outbound' : 'inbound',
    channel: row.channel,
    provider: row.provider,
    line: row.line,
    providerMessageId: platformId,
    type: row.type,
    author: isEcho ? 'staff' : 'person',
    status: isEcho ? 'sent' : 'received',
    history: [],
    sentAtMs: row.sentAtMs,
    createdAtMs: row.receivedAtMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(row.receivedAtMs, keep.messages),
  })
}

async function bodyRows(
  { ctx, pins, key, keep }: Filed,
  { row, kept }: ToFile,
): Promise<readonly BatchItem<'sqlite'>[]> {
  if (kept === null || keep.message_bodies <= 0) return []
  const sealedBody = await seal(key, bodyPlace(pins.tenantId, row.messageId), JSON.stringify(kept))
  return [
    ctx.db.insert(messageBodies).values({
      messageId: row.messageId,
      tenantId: pins.tenantId,
      personId: pins.personId,
      sealedBody,
      createdAtMs: row.receivedAtMs,
      expiresAtMs: expiryOf(row.receivedAtMs, keep.message_bodies),
    }),
  ]
}

async function mediaRows(filed: Filed, one: ToFile): Promise<readonly BatchItem<'sqlite'>[]> {
  const { ctx, pins, key, keep } = filed
  const { row, kept } = one
  const isKept = kept !== null && keep.message_media > 0
  const rows = mediaOf(one).map(async ({ kind, contentType, fileName }, index) => {
    const id = mediaIdOf(row.messageId, index)
    const place = mediaNamePlace(pins.tenantId, id)
    return {
      id,
      tenantId: pins.tenantId,
      messageId: row.messageId,
      personId: pins.personId,
      kind,
      contentType,
      status: isKept ? ('pending' as const) : ('not_kept' as const),
      sealedFileName: fileName === null || !isKept ? null : await seal(key, place, fileName),
      createdAtMs: row.receivedAtMs,
      expiresAtMs: expiryOf(row.receivedAtMs, keep.message_media),
    }
  })
  return (await Promise.all(rows)).map((values) => ctx.db.insert(messageMedia).values(values))
}

/** What a batch of messages says of its thread. */
export function seenIn({ keep, answeredBy }: Filed, filing: readonly ToFile[]): SeenInThread {
  const newest = filing.map(({ row }) => row).reduce((one, other) => (other.sentAtMs > one.sentAtMs ? other : one))
  const opened = filing.filter(({ row, message }) => isWrittenToUs(row, message.groupId))
  // By the platform's clock, but a clock that runs ahead opens no longer window.
  const openedAtMs = opened.map(({ row: { sentAtMs, receivedAtMs } }) => Math.min(sentAtMs, receivedAtMs))
  return {
    channel: newest.channel,
    atMs: newest.sentAtMs,
    windowEndsAtMs: opened.length === 0 ? null : Math.max(...openedAtMs) + WINDOW_MS,
    answeredBy,
    keepDays: keep.threads,
  }
}
