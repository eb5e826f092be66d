import { and, asc, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { ByteRange } from '../recordings/byte-range.ts'
import { openSealed } from '../recordings/open-sealed.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { messageMedia } from '../records/message-media/table.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { open } from '../vault/seal.ts'
import { bodyPlace } from './body-place.ts'
import { mediaNamePlace, mediaPlace, mediaWordsPlace } from './media-place.ts'
import type { Content, Outgoing } from './message.ts'

export type MediaRow = typeof messageMedia.$inferSelect

/** A file of a message, with what of it was sealed. */
export interface OpenedMedia {
  readonly row: MediaRow
  readonly fileName: string | null
  /** A voice note in words. */
  readonly words: { readonly language: string; readonly text: string } | null
}

/** What a message says, and its files. `content` is null where no words are kept, or not any more. */
export interface OpenedMessage {
  readonly content: Content | Outgoing | null
  readonly media: readonly OpenedMedia[]
}

const MEDIA_MAX = 50

interface Written {
  readonly id: string
  readonly personId: string
}

/** Opens a message with its person's key. */
export async function readMessage(ctx: Ctx, { id, personId }: Written): Promise<OpenedMessage> {
  const [bodies, media] = await ctx.db.batch([
    ctx.db
      .select({ sealed: messageBodies.sealedBody })
      .from(messageBodies)
      .where(and(eq(messageBodies.messageId, id), eq(messageBodies.tenantId, ctx.tenantId))),
    ctx.db
      .select()
      .from(messageMedia)
      .where(and(eq(messageMedia.messageId, id), eq(messageMedia.tenantId, ctx.tenantId)))
      .orderBy(asc(messageMedia.id))
      .limit(MEDIA_MAX),
  ])
  const sealed = bodies[0]?.sealed ?? null
  if (sealed === null && media.length === 0) return { content: null, media: [] }
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  if (key === null) return { content: null, media: media.map((row) => ({ row, fileName: null, words: null })) }
  const body = sealed === null ? null : await open(key, bodyPlace(ctx.tenantId, id), sealed)
  const opened = media.map(async (row) => {
    const words = row.sealedWords && (await open(key, mediaWordsPlace(ctx.tenantId, row.id), row.sealedWords))
    const fileName = row.sealedFileName && (await open(key, mediaNamePlace(ctx.tenantId, row.id), row.sealedFileName))
    return { row, fileName: fileName || null, words: words ? (JSON.parse(words) as OpenedMedia['words']) : null }
  })
  return {
    content: body === null ? null : (JSON.parse(body) as Content | Outgoing),
    media: await Promise.all(opened),
  }
}

/** The words of a message, whatever kind it is. Null where it has none, or none are kept. */
export function textOf(content: Content | Outgoing | null): string | null {
  if (content === null) return null
  if ('text' in content) return content.text
  if (content.type === 'choice') return content.title
  if (content.type === 'edit') return textOf(content.content)
  if (content.type === 'reaction') return content.emoji
  return null
}

/**
 * The plain bytes of a file, or of a range within it.
 *
 * @throws Refusal not_found when it is not kept, or not any more. SealBroken when it is not what was sealed.
 */
export async function openMedia(ctx: Ctx, row: MediaRow, range: ByteRange): Promise<ReadableStream<Uint8Array>> {
  const { id, blobKey, bytes, personId } = row
  const key = blobKey === null ? null : await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const sealed = { id, blobKey: blobKey ?? '', place: mediaPlace(ctx.tenantId, id), plainBytes: bytes ?? 0 }
  const opened = key && (await openSealed(ctx, key, sealed, range))
  if (!opened) throw new Refusal('not_found', 'The file is not kept any more.')
  return opened
}
