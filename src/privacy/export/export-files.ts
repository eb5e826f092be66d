import { and, asc, eq, gt } from 'drizzle-orm'
import { readRaw } from '../../mail/raw-mail.ts'
import { mediaBlobKey, mediaPlace } from '../../messages/media-place.ts'
import { sealedOffOf } from '../../minors/sealed-off.ts'
import { audioOf } from '../../recordings/voicemail-words.ts'
import { openAudio } from '../../recordings/sealed-audio.ts'
import { mails } from '../../records/mails/table.ts'
import { messageMedia } from '../../records/message-media/table.ts'
import { recordings } from '../../records/recordings/table.ts'
import { mailFile, mediaFile, recordingFile } from './file-names.ts'
import type { ExportSource } from './section.ts'
import { theirMails } from './sections/rights.ts'

/** A file of a person's. */
export interface ExportFile {
  readonly id: string
  /** In the archive. */
  readonly name: string
  /** Its bytes as they are read; null where it is gone by now. */
  readonly open: () => Promise<AsyncIterable<Uint8Array> | null>
}

/** The files of one kind that are about a person: the next one after an id, or null. */
type NextFile = (source: ExportSource, after: string | null) => Promise<ExportFile | null>

/** What a child said is in no archive before it is decided. */
const isSealedOff = async (ctx: ExportSource['ctx'], ids: readonly string[]): Promise<boolean> =>
  (await sealedOffOf(ctx, ids)).size > 0

const nextRecording: NextFile = async ({ ctx, personId }, after) => {
  const mine = and(eq(recordings.tenantId, ctx.tenantId), eq(recordings.personId, personId))
  const further = after === null ? mine : and(mine, gt(recordings.id, after))
  const row = await ctx.db.select().from(recordings).where(further).orderBy(asc(recordings.id)).limit(1).get()
  if (row === undefined) return null
  const open = async () =>
    (await isSealedOff(ctx, [row.id, row.callId])) ? null : ((await audioOf(ctx, row))?.chunks() ?? null)
  return { id: row.id, name: recordingFile(row), open }
}

const nextMedia: NextFile = async ({ ctx, personId, key }, after) => {
  const mine = and(
    eq(messageMedia.tenantId, ctx.tenantId),
    eq(messageMedia.personId, personId),
    eq(messageMedia.status, 'stored'),
    after === null ? undefined : gt(messageMedia.id, after),
  )
  const row = await ctx.db.select().from(messageMedia).where(mine).orderBy(asc(messageMedia.id)).limit(1).get()
  if (row === undefined) return null
  const { id, blobKey, messageId } = row
  const { tenantId } = ctx
  const open = async () => {
    if (await isSealedOff(ctx, [id, messageId])) return null
    const opened = await openAudio(ctx, blobKey ?? mediaBlobKey(tenantId, id), key, mediaPlace(tenantId, id))
    return opened?.range(0, opened.plainBytes) ?? null
  }
  return { id, name: mediaFile(row), open }
}

const nextMail: NextFile = async (source, after) => {
  const { ctx } = source
  const mine = and(
    eq(mails.tenantId, ctx.tenantId),
    theirMails(source),
    after === null ? undefined : gt(mails.id, after),
  )
  const row = await ctx.db.select({ id: mails.id }).from(mails).where(mine).orderBy(asc(mails.id)).limit(1).get()
  if (row === undefined) return null
  const open = async () => {
    const mail = await readRaw(ctx, row.id)
    return mail === null ? null : only(mail.raw)
  }
  return { id: row.id, name: mailFile(row), open }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Every kind of file that may be about a person, in the order in which an archive has them. */
export const EXPORT_FILES: readonly NextFile[] = [nextRecording, nextMedia, nextMail]
