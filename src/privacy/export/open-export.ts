import type { Ctx } from '../../context.ts'
import { errorName, log } from '../../kernel/log.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { findPersonKey } from '../../vault/person-keys.ts'
import { openParts } from './archive-parts.ts'
import type { ExportRow } from './export-progress.ts'

/** What an archive is called on the disk of whoever fetches it. */
export const archiveName = ({ id }: Pick<ExportRow, 'id'>): string => `${id}.zip`

/**
 * The plain bytes of an archive that is ready.
 *
 * @throws Refusal `not_found` when it or its key is gone. Should a later piece not open, the stream breaks off.
 */
export async function openExport(ctx: Ctx, row: ExportRow): Promise<ReadableStream<Uint8Array>> {
  const { id: exportId, tenantId, blobKey, bytes } = row
  const key = await findPersonKey(ctx.vault, ctx.blobs, tenantId, row.personId)
  const archive = key && (await openParts(ctx.blobs, key, { tenantId, exportId, blobKey: blobKey ?? '' }))
  if (!archive || bytes === null) throw new Refusal('not_found', 'The export is not kept any more.')
  // A length known in advance becomes the answer's Content-Length.
  const answer = new FixedLengthStream(bytes)
  streamOf(archive)
    .pipeTo(answer.writable)
    .catch((error: unknown) => log.warn('export.broke_off', { exportId, error: errorName(error) }))
  return answer.readable
}

/** Opens a piece whenever the reader has room for it. */
const streamOf = (pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
