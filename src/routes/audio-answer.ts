import type { Ctx } from '../context.ts'
import { openRecording } from '../recordings/open-recording.ts'
import type { RecordingRow } from '../recordings/recording.ts'
import { bytesAnswer } from './bytes-answer.ts'

/** What a carrier calls its audio is repeated only when it is a name of audio: a browser must not take it for a page. */
const mediaTypeOf = (contentType: string): string =>
  /^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream'

/** A recording as an answer to GET or HEAD. 416 has an empty body, for the caller to give it one. */
export const audioAnswer = (ctx: Ctx, row: RecordingRow, request: Request): Promise<Response> =>
  bytesAnswer(
    {
      bytes: row.plainBytes,
      sha256: row.sha256,
      contentType: mediaTypeOf(row.contentType),
      disposition: `inline; filename="${row.id}.wav"`,
      open: (range) => openRecording(ctx, row, range),
    },
    request,
  )
