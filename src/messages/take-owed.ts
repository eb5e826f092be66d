import { and, eq, isNull } from 'drizzle-orm'
import { publishedAgent } from '../agents/published.ts'
import type { AgentDocument } from '../agents/agent-document.ts'
import type { MediaFailure } from '../providers/messaging/contract.ts'
import { messageMedia } from '../records/message-media/table.ts'
import { seal } from '../vault/seal.ts'
import { isVoice, oweLater, oweNoMore, type OwedMedia } from './media-owed.ts'
import type { PlatformOf } from './media-part.ts'
import { mediaBlobKey, mediaWordsPlace } from './media-place.ts'
import { giveWords } from './received-items.ts'
import { MEDIA_BYTES_MAX, takeMedia } from './take-media.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { transcribeVoice } from './transcribe-voice.ts'
import { textToKeep } from './words-to-keep.ts'

type MediaRow = typeof messageMedia.$inferSelect

/** Waits between tries while a platform or a store is in trouble; the last one repeats. */
const WAITS_MS = [3_000, 15_000, 60_000, 600_000, 3_600_000] as const
/** Meta keeps a file for a month, and nobody asks for one that could not be had in a day. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000
/** A file that comes broken so often is broken. */
const CORRUPT_MAX = 3

/**
 * Takes a file that came with a message into our own keeping, and has a voice note written down.
 *
 * Safe to repeat; what it throws is a store's trouble, and then it is still owed.
 */
export async function takeOwed(handle: ThreadHandle, owed: OwedMedia, platformOf: PlatformOf): Promise<void> {
  const row = await rowOf(handle, owed)
  const came = row === undefined ? 'none' : mayBeFetched(row) ? await fetched(handle, owed, platformOf) : asItIs(row)
  if (came === 'later') return
  if (came === 'stored' && isVoice(owed.ref.kind)) {
    // It may have been taken back while it was fetched.
    const now = await rowOf(handle, owed)
    if (now !== undefined && (await written(handle, owed, now)) === 'later') return
  }
  if (isVoice(owed.ref.kind)) giveWords(handle, owed.messageId, null)
  if (came === 'stored' || row?.status === 'not_kept') await dropUnlessKept(handle, owed)
  oweNoMore(handle, owed.id)
}

const rowOf = (handle: ThreadHandle, { id }: OwedMedia): Promise<MediaRow | undefined> =>
  handle.ctx(Date.now()).db.select().from(messageMedia).where(eq(messageMedia.id, id)).get()

/** Bytes that no row names any more would stay for good. */
async function dropUnlessKept(handle: ThreadHandle, owed: OwedMedia): Promise<void> {
  const { blobs, tenantId } = handle.ctx(Date.now())
  if ((await rowOf(handle, owed))?.status !== 'stored') await blobs.delete(mediaBlobKey(tenantId, owed.id))
}

/** A try before this one may have got as far as that. */
const asItIs = ({ status, sealedWords }: MediaRow): 'stored' | 'none' =>
  status === 'stored' && sealedWords === null ? 'stored' : 'none'

/** What is not kept is fetched only to be written down: somebody waits for an answer. */
const mayBeFetched = ({ status, kind }: MediaRow): boolean =>
  status === 'pending' || (status === 'not_kept' && isVoice(kind))

async function fetched(
  handle: ThreadHandle,
  owed: OwedMedia,
  platformOf: PlatformOf,
): Promise<'stored' | 'later' | 'none'> {
  const api = await platformOf(owed.at)
  const got = await api?.fetchMedia(owed.at.line, owed.ref, MEDIA_BYTES_MAX)
  if (got === undefined) return settled(handle, owed, 'refused')
  if (!got.ok) return got.error === 'away' ? later(handle, owed, 'gone') : settled(handle, owed, got.error)
  const ctx = handle.ctx(Date.now())
  const { id, ref } = owed
  const taken = await takeMedia(ctx, await handle.key(), { id, saidSha256: ref.sha256 }, got.value).finally(() =>
    got.value.letGo(),
  )
  if (!taken.ok) {
    if (taken.error === 'too_large') return settled(handle, owed, 'too_large')
    return owed.tries + 1 < CORRUPT_MAX ? later(handle, owed, 'corrupt') : settled(handle, owed, 'corrupt')
  }
  const blobKey = mediaBlobKey(ctx.tenantId, id)
  const isPending = and(eq(messageMedia.id, id), eq(messageMedia.status, 'pending'))
  const kept = await ctx.db
    .update(messageMedia)
    .set({ status: 'stored', blobKey, ...taken.value })
    .where(isPending)
    .returning({ id: messageMedia.id })
  // Taken back, or not to be kept: a voice note is written down first.
  if (kept.length === 0 && !isVoice(ref.kind)) await ctx.blobs.delete(blobKey)
  return kept.length > 0 || isVoice(ref.kind) ? 'stored' : 'none'
}

/** Tried again, until it is too late for that: then it is what it is. */
async function later(handle: ThreadHandle, owed: OwedMedia, as: 'gone' | 'corrupt'): Promise<'later' | 'none'> {
  const nowMs = Date.now()
  if (nowMs - owed.sinceMs > GIVE_UP_AFTER_MS) return settled(handle, owed, as)
  oweLater(handle, owed, nowMs + (WAITS_MS[Math.min(owed.tries, WAITS_MS.length - 1)] ?? 0))
  return 'later'
}

async function settled(
  handle: ThreadHandle,
  { id }: OwedMedia,
  status: Exclude<MediaFailure, 'away'> | 'corrupt',
): Promise<'none'> {
  const { db } = handle.ctx(Date.now())
  await db
    .update(messageMedia)
    .set({ status })
    .where(and(eq(messageMedia.id, id), eq(messageMedia.status, 'pending')))
  return 'none'
}

/** A voice note in words: for whoever answers as they were heard, for the records as they may be stored. */
async function written(handle: ThreadHandle, owed: OwedMedia, row: MediaRow): Promise<'done' | 'later'> {
  const document = await documentOf(handle, owed)
  const heard = await transcribeVoice(handle, document, { id: owed.id, contentType: row.contentType ?? 'audio/ogg' })
  if (heard.is === 'failed') {
    // Nobody waits longer for an answer; the words may still come for those who read.
    giveWords(handle, owed.messageId, null)
    return heard.isRetryable && row.status !== 'not_kept' ? asLater(await later(handle, owed, 'gone')) : 'done'
  }
  const { text, language } = heard
  giveWords(handle, owed.messageId, await handle.seal(owed.messageId, 'words', JSON.stringify({ text, language })))
  if (row.status === 'not_kept' || document?.privacy.store === 'metadata') return 'done'
  const kept = { language, text: textToKeep(text, document?.privacy.store ?? 'everything', []) }
  const ctx = handle.ctx(Date.now())
  const sealedWords = await seal(await handle.key(), mediaWordsPlace(ctx.tenantId, owed.id), JSON.stringify(kept))
  const its = and(eq(messageMedia.id, owed.id), eq(messageMedia.status, 'stored'), isNull(messageMedia.sealedWords))
  await ctx.db.update(messageMedia).set({ sealedWords }).where(its)
  return 'done'
}

const asLater = (came: 'later' | 'none'): 'done' | 'later' => (came === 'later' ? 'later' : 'done')

async function documentOf(handle: ThreadHandle, { agent }: OwedMedia): Promise<AgentDocument | null> {
  if (agent === null) return null
  const { db, tenantId } = handle.ctx(0)
  return publishedAgent(db, tenantId, agent.id, agent.version)
}
