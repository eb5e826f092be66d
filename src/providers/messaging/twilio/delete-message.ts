import { err, ok, type Result } from '../../../kernel/result.ts'
import type { NotDeleted } from '../contract.ts'
import { askApi, askToDelete, type Answer, type Seat } from './request.ts'

/** A message carries ten files at most. */
const MEDIA_MAX = 20
const GONE: ReadonlySet<number> = new Set([204, 404])
const MEDIA_SID = /^ME[0-9a-f]{32}$/
/** Twilio is not done with it. */
const NOT_YET = '20009'

/**
 * Deletes a message and what came with it. The files first: without their message nobody could name them any more.
 *
 * Twilio refuses what it is still at work on, for up to fourteen days: that is tried again.
 */
export async function deleteMessage(base: string, seat: Seat, messageSid: string): Promise<Result<void, NotDeleted>> {
  const at = `${base}/Messages/${encodeURIComponent(messageSid)}`
  const files = await mediaOf(seat, at)
  if (!files.ok) return files
  for (const sid of files.value) {
    const gone = goneOr(await askToDelete(seat, `${at}/Media/${sid}.json`))
    if (!gone.ok) return gone
  }
  return goneOr(await askToDelete(seat, `${at}.json`))
}

async function mediaOf(seat: Seat, at: string): Promise<Result<readonly string[], NotDeleted>> {
  const answer = await askApi(seat, `${at}/Media.json?PageSize=${MEDIA_MAX}`)
  if (answer?.status === 404) return ok([])
  if (answer?.status !== 200) return err(notDeleted(answer))
  const list = answer.json?.['media_list']
  const sids = (Array.isArray(list) ? list : []).map((one: unknown) =>
    typeof one === 'object' && one !== null && 'sid' in one ? one.sid : null,
  )
  return ok(sids.filter((sid): sid is string => typeof sid === 'string' && MEDIA_SID.test(sid)))
}

const goneOr = (answer: Answer | null): Result<void, NotDeleted> =>
  answer !== null && GONE.has(answer.status) ? ok(undefined) : err(notDeleted(answer))

function notDeleted(answer: Answer | null): NotDeleted {
  if (answer === null) return { code: 'network', retryable: true, retryAfterMs: null }
  const { status, json, retryAfterMs } = answer
  const own = json?.['code']
  const code = typeof own === 'number' && Number.isSafeInteger(own) ? String(own) : String(status)
  return { code, retryable: code === NOT_YET || status === 429 || status >= 500, retryAfterMs }
}
