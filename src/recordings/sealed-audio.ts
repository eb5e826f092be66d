import type { Ctx } from '../context.ts'
import { openStream, SealBroken, type OpenedStream } from '../vault/chunks.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import type { Place } from '../vault/seal.ts'

/** Where the audio of a call's recording is sealed for. Named by the carrier's id, so that a second try is the same place. */
export const audioPlace = (tenantId: string, callId: string, carrierRecordingId: string): Place => ({
  tenantId,
  table: 'recordings',
  recordId: `${callId}/${carrierRecordingId}`,
  field: 'audio',
})

/** The R2 object of a recording: the same for every try, so that tries replace each other. */
export const audioBlobKey = (tenantId: string, callId: string, carrierRecordingId: string): string =>
  `recordings/${tenantId}/${callId}/${carrierRecordingId}`

/** The sealed audio under `blobKey`, or null when it is not there. */
export async function openAudio(
  { blobs }: Pick<Ctx, 'blobs'>,
  blobKey: string,
  key: PersonKey,
  place: Place,
): Promise<OpenedStream | null> {
  const object = await blobs.head(blobKey)
  if (object === null) return null
  // The object may be replaced or deleted between two reads: what is read on is the one whose length we know.
  const onlyIf = { etagMatches: object.etag }
  return openStream(key, place, {
    bytes: object.size,
    async read(offset, length) {
      const part = await blobs.get(blobKey, { range: { offset, length }, onlyIf })
      if (part === null || !('body' in part)) throw new SealBroken('gone while being read')
      return part.body
    },
  })
}
