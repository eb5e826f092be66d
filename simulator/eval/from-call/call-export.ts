import * as z from 'zod'
import { OUTCOMES } from '../../../src/calls/call.ts'
import { UserError } from '../../cli/user-error.ts'
import { documentIn } from '../subjects.ts'

const TURNS_MAX = 400
const BYTES_MAX = 5_000_000

const Transcript = z.object({
  turns: z
    .array(
      z.object({
        speaker: z.enum(['caller', 'agent']),
        text: z.string(),
        heard_text: z.string().nullish(),
        at: z.iso.datetime({ offset: true }),
      }),
    )
    .min(1)
    .max(TURNS_MAX),
  /** Not in the transcript itself; may be put beside its turns. */
  outcome: z.enum(OUTCOMES).nullish(),
})

/** A call as `GET /v1/calls/:id/transcript` gives it, and what came of it where that is known. */
export type CallExport = z.infer<typeof Transcript>

/** @throws UserError when this is no transcript. Nothing of it is in the message. */
export function readCallExport(json: unknown): CallExport {
  const read = Transcript.safeParse(json)
  if (read.success) return read.data
  throw new UserError(
    `This is no transcript as the API gives it: look at /${read.error.issues[0]?.path.join('/') ?? ''}.`,
  )
}

/** A call from a file or from the API. @throws UserError when it cannot be had. */
export async function loadCall(where: string, apiKey: string | undefined): Promise<CallExport> {
  if (!/^https?:\/\//.test(where)) return readCallExport(documentIn(where))
  if (!apiKey)
    throw new UserError('To get a call from the API, set CARELINE_API_KEY to a key that may read transcripts.')
  const { protocol, hostname } = new URL(where)
  if (protocol === 'http:' && !['localhost', '127.0.0.1'].includes(hostname))
    throw new UserError('What callers said, and the key, travel over https only.')
  const call = where.replace(/\/transcript\/?$/, '')
  const transcript = readCallExport(await got(`${call}/transcript`, apiKey))
  const row = z.object({ outcome: z.enum(OUTCOMES).nullable() }).safeParse(await got(call, apiKey))
  return { ...transcript, outcome: row.success ? row.data.outcome : null }
}

async function got(url: string, apiKey: string): Promise<unknown> {
  const request = {
    headers: { authorization: `Bearer ${apiKey}` },
    redirect: 'error',
    signal: AbortSignal.timeout(20_000),
  } as const
  const response = await fetch(url, request).catch(() => null)
  if (response === null) throw new UserError('The API cannot be reached.')
  if (!response.ok) throw new UserError(`The API answers ${response.status}.`)
  const text = await response.text()
  if (text.length > BYTES_MAX) throw new UserError('The transcript is too long.')
  try {
    return JSON.parse(text)
  } catch {
    throw new UserError('The API did not answer with JSON.')
  }
}
