import { ok, type Result } from '../../../kernel/result.ts'
import type { CallOrder, CarrierApi, CarrierFailure, FoundCall, Placed } from '../contract.ts'
import { isCallSid } from './field-values.ts'
import { callRefused } from './place-errors.ts'
import { expectStatus, readObject, type Send } from './request.ts'

/** A person is called by one number of ours a few times a day; what is looked for was made minutes ago. */
const FOUND_MAX = 50
/** The call has been picked up, or is over. */
const NOT_RINGING = '21220'

type Sought = Parameters<CarrierApi['findCalls']>[0]

/**
 * Has Twilio make a call. It answers 201 when the call is queued, which is not rung.
 *
 * A machine is judged beside the talk, to the end of its greeting: the disclosure never waits for that, and what is to be
 * said after the tone is.
 */
export async function placeCall(send: Send, order: CallOrder): Promise<Placed> {
  const answered = await readObject(await send('POST', '/Calls.json', formOf(order)), 201)
  if (answered.ok) {
    const { sid } = answered.value
    return typeof sid === 'string' && isCallSid(sid) ? { how: 'accepted', carrierCallId: sid } : { how: 'unknown' }
  }
  // Taken or not, nobody answered: what was sent may have been carried out.
  return answered.error.reason === 'unreachable'
    ? { how: 'unknown' }
    : { how: 'refused', error: callRefused(answered.error) }
}

const formOf = (order: CallOrder): Readonly<Record<string, string | readonly string[]>> => ({
  To: order.to,
  From: order.from,
  Url: order.answeredUrl,
  Method: 'POST',
  FallbackUrl: order.fallbackUrl,
  FallbackMethod: 'POST',
  StatusCallback: order.statusUrl,
  StatusCallbackMethod: 'POST',
  StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  Timeout: String(order.ringSeconds),
  TimeLimit: String(order.secondsMax),
  MachineDetection: 'DetectMessageEnd',
  AsyncAmd: 'true',
  AsyncAmdStatusCallback: order.judgedUrl,
  AsyncAmdStatusCallbackMethod: 'POST',
})

/**
 * The calls Twilio made for us between two numbers since then.
 *
 * Its own filter by time goes by when a call was begun, which a queued one was not: all are asked for, newest first as
 * Twilio lists them, and looked through here.
 */
export async function findCalls(
  send: Send,
  { from, to, sinceMs }: Sought,
): Promise<Result<readonly FoundCall[], CarrierFailure>> {
  const query = new URLSearchParams({ To: to, From: from, PageSize: String(FOUND_MAX) })
  const page = await readObject(await send('GET', `/Calls.json?${query.toString()}`))
  if (!page.ok) return page
  const { calls } = page.value
  const found = (Array.isArray(calls) ? calls : []).flatMap((entry) => foundIn(entry))
  return ok(found.filter(({ createdAtMs }) => createdAtMs === null || createdAtMs >= sinceMs))
}

/** A leg that was rung for a caller is no call of ours. */
function foundIn(entry: unknown): readonly FoundCall[] {
  if (typeof entry !== 'object' || entry === null) return []
  const { sid, direction, date_created: created, start_time: started } = entry as Readonly<Record<string, unknown>>
  if (typeof sid !== 'string' || !isCallSid(sid) || direction !== 'outbound-api') return []
  return [{ carrierCallId: sid, createdAtMs: timeOf(created) ?? timeOf(started) }]
}

function timeOf(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs
}

export async function cancelCall(
  send: Send,
  carrierCallId: string,
): Promise<Result<'let_go' | 'left_alone', CarrierFailure>> {
  const path = `/Calls/${encodeURIComponent(carrierCallId)}.json`
  const answered = await expectStatus(await send('POST', path, { Status: 'canceled' }), [200, 404])
  if (answered.ok) return ok('let_go')
  return answered.error.code === NOT_RINGING ? ok('left_alone') : answered
}
