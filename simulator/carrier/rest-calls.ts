import type { DialledLeg } from './dialled-leg.ts'
import type { Source } from './perform.ts'
import type { PhoneCall } from './phone-call.ts'
import { badValue, notFound, sendJson } from './rest-answer.ts'
import type { RestRequest } from './rest.ts'

const TWIML_CHARS_MAX = 4000

export function readCall(request: RestRequest): void {
  sendJson(request.response, 200, objectOf(callOf(request)))
}

/** Ends a call or sends it elsewhere. */
export function updateCall(request: RestRequest): void {
  const leg = request.board.legs.get(request.ids[0] ?? '')
  if (leg !== undefined) return updateLeg(request, leg)
  const call = callOf(request)
  const change = changeOf(request.form)
  if (call.isOver) throw badValue(21220, 'Call is not in-progress. Cannot redirect.')
  if (change === 'canceled' && call.status !== 'ringing') throw badValue(21220, 'Only a ringing call can be canceled')
  if (typeof change === 'string') call.end(change, 'agent')
  else call.redirect(change)
  sendJson(request.response, 200, objectOf(call))
}

/** Somebody rung for a caller: they can be let go of, and that is all that is simulated. */
function updateLeg({ form, response }: RestRequest, leg: DialledLeg): void {
  if (changeOf(form) !== 'completed') throw badValue(20001, 'Invalid Status')
  if (leg.isOver) throw badValue(21220, 'Call is not in-progress. Cannot redirect.')
  leg.hangUp()
  sendJson(response, 200, { sid: leg.sid, to: leg.number, direction: 'outbound-dial', status: 'completed' })
}

function changeOf(form: URLSearchParams): 'completed' | 'canceled' | Source {
  const [status, url, twiml] = [form.get('Status'), form.get('Url'), form.get('Twiml')]
  if (status === 'completed' || status === 'canceled') return status
  if (status !== null) throw badValue(20001, 'Invalid Status')
  if (twiml !== null) {
    if (twiml.length > TWIML_CHARS_MAX) throw badValue(21242, 'Twiml is longer than 4000 characters')
    return { document: twiml }
  }
  if (url === null) throw badValue(20001, 'Status, Url or Twiml is required')
  if (!/^https?:\/\/\S+$/.test(url)) throw badValue(21205, 'Url is not a valid URL')
  return { url, method: methodOf(form.get('Method')), params: {} }
}

function methodOf(method: string | null): 'GET' | 'POST' {
  if (method !== null && method !== 'GET' && method !== 'POST') throw badValue(21209, 'Method must be GET or POST')
  return method ?? 'POST'
}

function callOf({ board, ids: [sid = ''], path }: RestRequest): PhoneCall {
  const call = board.calls.get(sid)
  if (call === undefined) throw notFound(path)
  return call
}

const at = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toUTCString().replace('GMT', '+0000')

const objectOf = (call: PhoneCall) => ({
  sid: call.sid,
  account_sid: call.exchange.accountSid,
  from: call.from,
  to: call.number.phone_number,
  direction: 'inbound',
  status: call.status,
  start_time: at(call.answeredAtMs),
  end_time: at(call.endedAtMs),
  duration:
    call.endedAtMs === null
      ? null
      : String(Math.round((call.endedAtMs - (call.answeredAtMs ?? call.endedAtMs)) / 1000)),
  uri: `/2010-04-01/Accounts/${call.exchange.accountSid}/Calls/${call.sid}.json`,
})
